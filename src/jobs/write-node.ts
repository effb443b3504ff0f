import { randomUUID } from 'node:crypto';
import type { TreeBuilder } from '../ai/tree-builder.js';
import { capEscalation, completeNode, type Draft, isAtCap, type NewNode } from '../domain/draft.js';
import type { FlowNode } from '../domain/flow.js';
import { postKey } from '../domain/post.js';
import { arrive } from '../domain/walk.js';
import type { Generation } from '../store/draft-store.js';
import type { Store, Tx } from '../store/store.js';
import type { Log } from './log.js';
import { type JobOf, Later } from './worker.js';

/** Another may take over this long after a writer was last heard of: a walk goes on 10 s after a crash. */
const generationLeaseMs = 6_000;
/** Attempts before the agent is shown that the step could not be written. */
const mostAttempts = 2;

export interface Writing {
  store: Store;
  builder: TreeBuilder;
  now: () => Date;
  log: Log;
}

/**
 * Writes the node of one generation: asks the builder outside of any transaction, then stores the node, its
 * edge and the move of every session that waits for it in one. A generation that is finished is never written again.
 */
export async function writeNode(writing: Writing, job: JobOf<'generation.run'>): Promise<void> {
  const { store, now } = writing;
  const { accountId, work, attempt } = job;
  const until = new Date(now().getTime() + generationLeaseMs);
  const leased = await store.drafts.lease(accountId, work.generationId, now(), until);
  const generation = await store.drafts.generation(accountId, work.generationId);
  if (generation?.state !== 'requested') return;
  if (!leased) throw new Later(1_000);
  try {
    const node = await keeping(writing, generation, () => nodeFor(writing, generation));
    await store.transaction((tx) => storeNode(tx, { generation, node, now: now() }));
  } catch (error) {
    writing.log.warn(
      { err: error, generation: generation.id, attempt },
      'generation: the node was not written',
    );
    if (attempt < mostAttempts) {
      await store.drafts.giveUpLease(accountId, generation.id);
      throw error;
    }
    await store.transaction((tx) => storeFailure(tx, { generation, error, now: now() }));
  }
}

/** Keeps the lease for as long as the builder takes: what is paid for must not be asked for by another. */
async function keeping<Result>(
  { store, now, log }: Writing,
  { accountId, id }: Generation,
  run: () => Promise<Result>,
): Promise<Result> {
  const renew = () =>
    store.drafts
      .renewLease(accountId, id, new Date(now().getTime() + generationLeaseMs))
      .catch((error: unknown) => log.warn({ err: error, generation: id }, 'generation: lease not renewed'));
  const timer = setInterval(() => void renew(), generationLeaseMs / 3);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

async function nodeFor({ store, builder }: Writing, generation: Generation): Promise<NewNode> {
  const { accountId } = generation;
  const draft = await store.drafts.find(accountId, generation.draftId);
  const category = draft && (await store.categories.find(accountId, draft.categoryId));
  if (!draft || !category) throw new Error(`Generation ${generation.id} has no draft`);
  const path = await store.drafts.pathTo(accountId, generation);
  const depth = path.length + 1;
  if (isAtCap(depth)) return capEscalation(depth);
  const proposal = await builder.nextNode({ problem: draft.problem, category, path, depth });
  return completeNode(proposal, builder.source, depth);
}

interface Result {
  generation: Generation;
  now: Date;
}

async function storeNode(tx: Tx, { generation, node, now }: Result & { node: NewNode }): Promise<void> {
  const { accountId, answerId } = generation;
  const draft = await tx.drafts.find(accountId, generation.draftId);
  if (!draft) return;
  const stored: FlowNode = {
    ...node,
    id: randomUUID(),
    treeId: draft.treeId,
    answers: node.answers.map((answer) => ({ ...answer, id: randomUUID(), nextNodeId: null })),
  };
  await tx.trees.addNodes(accountId, [stored], now);
  if (!(await tx.drafts.finish(accountId, generation.id, stored.id, now))) {
    throw new Error(`Generation ${generation.id} was finished by another`);
  }
  if (answerId) await tx.trees.addEdges(accountId, [{ answerId, nodeId: stored.id }]);
  else await tx.trees.setRoot(accountId, draft.treeId, stored.id);
  for (const session of await tx.sessions.lockWaiting(accountId, draft.treeId, answerId)) {
    await tx.sessions.save(arrive(session, stored.id, now));
  }
  await redrawWaiting(tx, draft, { sessionsAt: stored.id, answerId: null, now });
}

async function storeFailure(tx: Tx, { generation, error, now }: Result & { error: unknown }): Promise<void> {
  const { accountId } = generation;
  const message = error instanceof Error ? error.message : String(error);
  const draft = await tx.drafts.find(accountId, generation.draftId);
  if (!draft || !(await tx.drafts.fail(accountId, generation.id, message, now))) return;
  await redrawWaiting(tx, draft, { sessionsAt: null, answerId: generation.answerId, now });
}

/** Redraws the open message and the card of every session that was waiting. */
async function redrawWaiting(
  tx: Tx,
  { accountId, treeId }: Draft,
  where: { sessionsAt: string | null; answerId: string | null; now: Date },
): Promise<void> {
  const sessions = where.sessionsAt
    ? await tx.sessions.activeAt(accountId, where.sessionsAt)
    : await tx.sessions.lockWaiting(accountId, treeId, where.answerId);
  for (const session of sessions) {
    const keys = [postKey.walkCard(session.id, session.stepCount), postKey.sessionCard(session.id)];
    for (const key of keys) {
      const post = await tx.posts.findByKey(accountId, key);
      if (!post) continue;
      const work = { kind: 'post.sync', postId: post.id } as const;
      await tx.jobs.enqueue(
        accountId,
        { work, lane: `session:${session.id}`, dedupeKey: `post:${post.id}` },
        where.now,
      );
    }
  }
}
