import { randomUUID } from 'node:crypto';
import { failureOf, generationSlot, type NewNode } from '../domain/draft.js';
import type { FlowNode } from '../domain/flow.js';
import { serverKeys } from '../domain/growth.js';
import { postKey } from '../domain/post.js';
import { sameAsDidntHelp } from '../domain/same-answer.js';
import type { Session } from '../domain/session.js';
import { arrive } from '../domain/walk.js';
import { laneOf } from '../domain/work.js';
import type { Generation, GenerationLease } from '../store/draft-store.js';
import type { Tx } from '../store/store.js';

/** Another stored the same node first; theirs counts. */
export class WrittenByAnother extends Error {
  override readonly name = 'WrittenByAnother';
}

interface Result {
  generation: Generation;
  now: Date;
}

/**
 * Stores what was written for a generation and moves every walk that waits for it on.
 * @throws WrittenByAnother where another process has stored a node for it.
 */
export async function storeNodes(
  tx: Tx,
  { generation, nodes, asksAhead, now }: Result & { nodes: NewNode[]; asksAhead: boolean },
): Promise<void> {
  const { accountId, answerId } = generation;
  const draft = await tx.drafts.find(accountId, generation.draftId);
  if (!draft) return;
  const stored = withIds(nodes, draft.treeId);
  const [first] = stored;
  if (!first) throw new Error(`Generation ${generation.id} has no node`);
  await tx.trees.addNodes(accountId, stored, now);
  if (!(await tx.drafts.finish(accountId, generation.id, first.id, now))) {
    throw new WrittenByAnother(`Generation ${generation.id} was finished by another`);
  }
  await tx.trees.addEdges(accountId, [
    ...(answerId ? [{ answerId, nodeId: first.id }] : []),
    ...edgesWithin(stored),
  ]);
  if (!answerId) await tx.trees.setRoot(accountId, draft.treeId, first.id);
  const waiting = await tx.sessions.lockWaiting(accountId, draft.treeId, answerId);
  for (const session of waiting) {
    await tx.sessions.save(arrive(session, first.id, now));
    const work = { kind: 'node.ahead', sessionId: session.id, nodeId: first.id } as const;
    if (asksAhead) await tx.jobs.enqueue(accountId, { work, dedupeKey: `ahead:${session.id}` }, now);
  }
  await redrawWaiting(tx, waiting, now);
  // What the server or the built-in protocol wrote costs nothing, and may well differ.
  if (nodes.some(({ source }) => source === 'model')) await storeForDidntHelp(tx, { generation, nodes, now });
}

/**
 * What was written for "No" at the check of a fix is there for the fix's "Didn't help" as well, unless somebody has
 * asked for that already. A copy: each branch grows on by itself, and every node has one way in.
 */
async function storeForDidntHelp(
  tx: Tx,
  { generation, nodes, now }: Result & { nodes: NewNode[] },
): Promise<void> {
  const { accountId, draftId, parentNodeId, answerId, memberId } = generation;
  if (!parentNodeId || (await tx.trees.keyOf(accountId, parentNodeId)) !== serverKeys.verify) return;
  const check = await tx.trees.node(accountId, parentNodeId);
  if (!check) return;
  const step = await tx.trees.before(accountId, check.id);
  const shared = step && sameAsDidntHelp(step, new Map([[check.id, check]]));
  if (!shared || shared.same.id !== answerId || shared.didntHelp.nextNodeId !== null) return;
  const place = { nodeId: step.id, answerId: shared.didntHelp.id };
  const asked = { accountId, id: randomUUID(), draftId, slot: generationSlot(place), ahead: true, memberId };
  const isFirst = await tx.drafts.request(
    { ...asked, parentNodeId: place.nodeId, answerId: place.answerId },
    now,
  );
  if (!isFirst) return;
  const copies = withIds(
    nodes.map((node) => ({ ...node, depth: node.depth - check.depth + step.depth })),
    step.treeId,
  );
  const [first] = copies;
  if (!first) return;
  await tx.trees.addNodes(accountId, copies, now);
  await tx.drafts.finish(accountId, asked.id, first.id, now);
  await tx.trees.addEdges(accountId, [
    { answerId: place.answerId, nodeId: first.id },
    ...edgesWithin(copies),
  ]);
}

/** What leads from one of these nodes to another. */
const edgesWithin = (nodes: readonly FlowNode[]): { answerId: string; nodeId: string }[] =>
  nodes.flatMap(({ answers }) =>
    answers.flatMap(({ id, nextNodeId }) => (nextNodeId ? [{ answerId: id, nodeId: nextNodeId }] : [])),
  );

/** Ids are the server's; what leads to a node that is stored along leads there from the start. */
function withIds(nodes: readonly NewNode[], treeId: string): FlowNode[] {
  const ids = nodes.map(() => randomUUID());
  return nodes.map(({ answers, ...node }, place) => ({
    ...node,
    id: ids[place] ?? '',
    treeId,
    answers: answers.map(({ leadsTo, ...answer }) => ({
      ...answer,
      id: randomUUID(),
      nextNodeId: leadsTo === null ? null : (ids[leadsTo] ?? null),
    })),
  }));
}

/** Nobody waits any longer for what could not be written: its walks show how to go on. */
export async function storeFailure(
  tx: Tx,
  { generation, lease, error, now }: Result & { lease: GenerationLease; error: unknown },
): Promise<void> {
  const why = { error: error instanceof Error ? error.message : String(error), failure: failureOf(error) };
  const draft = await tx.drafts.find(generation.accountId, generation.draftId);
  if (!draft || !(await tx.drafts.fail(lease, why, now))) return;
  const { accountId, answerId } = generation;
  await redrawWaiting(tx, await tx.sessions.lockWaiting(accountId, draft.treeId, answerId), now);
}

/** Redraws the open message and the card of every session that was waiting. */
async function redrawWaiting(tx: Tx, waiting: readonly Session[], now: Date): Promise<void> {
  for (const { accountId, id, stepCount } of waiting) {
    const redraw = { responseUrl: null, messageTs: null, lane: laneOf({ id }) };
    for (const key of [postKey.walkCard(id, stepCount), postKey.sessionCard(id)])
      await tx.jobs.enqueueRedraw(accountId, key, redraw, now);
  }
}
