import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TreeBuilder } from '../ai/tree-builder.js';
import { capEscalation, completeNode, type Draft, isAtCap, type NewNode } from '../domain/draft.js';
import type { FlowNode } from '../domain/flow.js';
import { postKey } from '../domain/post.js';
import { arrive } from '../domain/walk.js';
import type { Generation, GenerationLease } from '../store/draft-store.js';
import type { Store, Tx } from '../store/store.js';
import type { Log } from './log.js';
import { type JobOf, Later } from './worker.js';

/** Another may take over this long after a writer was last heard of: a walk goes on 10 s after a crash. */
const generationLeaseMs = 6_000;
/** Attempts before the agent is shown that the step could not be written. */
const mostAttempts = 2;
/** Waits between the tries to store a node that the database does not take. */
const storingAgainMs = [100, 300, 1_000, 2_000];
/** A database that does not answer at all is asked again this often, and for this long, before the job is given back. */
const downAgain = { everyMs: 250, times: 240 } as const;
/** Who held the lease before may have the node, and the database back only now: they get this long to store it. */
const takeOverMs = 1_000;

/** Another stored the same node first; theirs counts. */
class WrittenByAnother extends Error {
  override readonly name = 'WrittenByAnother';
}

/** The node is there and could not be stored: to be asked for again only by a person. */
class NotStored extends Error {
  override readonly name = 'NotStored';
}

export interface Writing {
  store: Store;
  builder: TreeBuilder;
  now: () => Date;
  log: Log;
  /** Nodes that this process received and has not stored yet, by generation: no attempt asks again for one of them. */
  received: Map<string, NewNode>;
  pause?: (ms: number) => Promise<unknown>;
}

/**
 * Writes the node of one generation: asks the builder outside of any transaction, then stores the node, its
 * edge and the move of every session that waits for it in one. A generation that is finished is never written again,
 * and a node that was received is not asked for again by itself: only the storing is tried again.
 */
export async function writeNode(writing: Writing, job: JobOf<'generation.run'>): Promise<void> {
  const { store, now, received } = writing;
  const { accountId, work, attempt } = job;
  const generation = await store.drafts.generation(accountId, work.generationId);
  if (generation?.state !== 'requested') return forget(writing, work);
  const lease = await store.drafts.lease(accountId, work.generationId, now(), leaseEnd(writing));
  if (!lease) throw new Later(1_000);
  try {
    await keeping(writing, lease, async () => {
      if (await isStoredMeanwhile(writing, generation)) throw new WrittenByAnother('By who held it before');
      const node = received.get(generation.id) ?? (await nodeFor(writing, generation));
      received.set(generation.id, node);
      await storeWithTries(writing, generation, node);
    });
    forget(writing, work);
  } catch (error) {
    if (error instanceof WrittenByAnother) return forget(writing, work);
    writing.log.warn(
      { err: error, generation: generation.id, attempt },
      'generation: the node was not written',
    );
    if (attempt < mostAttempts && !(error instanceof NotStored)) {
      await store.drafts.giveUpLease(lease);
      throw error;
    }
    await store.transaction((tx) => storeFailure(tx, { generation, lease, error, now: now() }));
    // The database takes other rows and not this node: another one may do.
    forget(writing, work);
  }
}

const forget = ({ received }: Writing, { generationId }: { generationId: string }): void =>
  void received.delete(generationId);

const pauseOf = ({ pause = (ms) => sleep(ms, undefined, { ref: false }) }: Writing) => pause;

/** Waits a moment where the lease was another's until it ran out; true if they have stored their node by then. */
async function isStoredMeanwhile(
  writing: Writing,
  { accountId, id, leaseUntil }: Generation,
): Promise<boolean> {
  if (leaseUntil === null || writing.received.has(id)) return false;
  await pauseOf(writing)(takeOverMs);
  return (await writing.store.drafts.generation(accountId, id))?.state !== 'requested';
}

const leaseEnd = ({ now }: Writing): Date => new Date(now().getTime() + generationLeaseMs);

/** Keeps the lease until the node is stored: what is paid for must not be asked for by another. */
async function keeping(writing: Writing, lease: GenerationLease, run: () => Promise<void>): Promise<void> {
  const { store, log } = writing;
  const renew = () =>
    store.drafts
      .renewLease(lease, leaseEnd(writing))
      .catch((error: unknown) =>
        log.warn({ err: error, generation: lease.id }, 'generation: lease not renewed'),
      );
  const timer = setInterval(() => void renew(), generationLeaseMs / 3);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
}

/** @throws WrittenByAnother, or NotStored after the last try. */
async function storeWithTries(writing: Writing, generation: Generation, node: NewNode): Promise<void> {
  const { store, now, log } = writing;
  for (let refused = 0, down = 0; ; ) {
    try {
      return await store.transaction((tx) => storeNode(tx, { generation, node, now: now() }));
    } catch (error) {
      if (error instanceof WrittenByAnother) throw error;
      log.warn({ err: error, generation: generation.id }, 'generation: the node was not stored');
      const isDown = await store.drafts.generation(generation.accountId, generation.id).then(
        () => false,
        () => true,
      );
      const wait = isDown ? downAgain.everyMs : storingAgainMs[refused];
      if (isDown) down += 1;
      else refused += 1;
      if (wait === undefined || down > downAgain.times)
        throw new NotStored('The node was not stored', { cause: error });
      await pauseOf(writing)(wait);
    }
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
  const proposal = await builder.nextNode(
    { problem: draft.problem, category, path, depth, context: [] },
    { signal: AbortSignal.timeout(18_000), meter: async () => ({ settle: async () => undefined }) },
  );
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
    throw new WrittenByAnother(`Generation ${generation.id} was finished by another`);
  }
  if (answerId) await tx.trees.addEdges(accountId, [{ answerId, nodeId: stored.id }]);
  else await tx.trees.setRoot(accountId, draft.treeId, stored.id);
  for (const session of await tx.sessions.lockWaiting(accountId, draft.treeId, answerId)) {
    await tx.sessions.save(arrive(session, stored.id, now));
  }
  await redrawWaiting(tx, draft, { sessionsAt: stored.id, answerId: null, now });
}

async function storeFailure(
  tx: Tx,
  { generation, lease, error, now }: Result & { lease: GenerationLease; error: unknown },
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const draft = await tx.drafts.find(generation.accountId, generation.draftId);
  if (!draft || !(await tx.drafts.fail(lease, message, now))) return;
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
