import { randomUUID } from 'node:crypto';
import {
  answersToAskAhead,
  clicksCountMs,
  idleMs,
  isWorthAskingAhead,
  type OpenAnswer,
} from '../domain/ahead.js';
import { generationSlot } from '../domain/draft.js';
import { aheadPart, dayOf } from '../domain/ledger.js';
import type { Session } from '../domain/session.js';
import type { Generation } from '../store/draft-store.js';
import type { Store } from '../store/store.js';
import type { JobOf } from './worker.js';
import { type Writing, writeNode } from './write-node.js';

/** How long nobody is asked ahead after the endpoint said that it is too much. */
const quietMs = 60_000;

/** Remembers that the endpoint wanted a pause; of one process, as its limit shows in each. */
export class Quiet {
  private until = 0;

  begin(at: Date): void {
    this.until = at.getTime() + quietMs;
  }

  holds(at: Date): boolean {
    return at.getTime() < this.until;
  }
}

/**
 * Asks for the nodes behind the likely answers, while the agent reads. One level ahead, and only where it is worth it:
 * not over the budget's part, not while clicks hardly ever find what was asked for, not for a walk that rests or whose
 * notes say something new.
 */
export async function askAhead(writing: Writing, { accountId, work }: JobOf<'node.ahead'>): Promise<void> {
  const { store, builder, quiet, now } = writing;
  const at = now();
  if (builder.source !== 'model' || quiet.holds(at)) return;
  const session = await store.sessions.find(accountId, work.sessionId);
  if (!session || !(await isReading(store, session, { nodeId: work.nodeId, at }))) return;
  const draft = session.treeId && (await store.drafts.findByTree(accountId, session.treeId));
  if (!draft || draft.builder !== builder.id) return;
  if (!(await hasRoom(store, { accountId, memberId: session.carriedById }, at))) return;
  const nodes = await store.trees.around(accountId, work.nodeId, 3);
  const node = nodes.get(work.nodeId);
  if (!node) return;
  const answerIds = [...nodes.values()].flatMap(({ answers }) => answers.map(({ id }) => id));
  const clicks = await store.ledger.answered(accountId, answerIds);
  const onDraft = await store.sessions.othersOn(session);
  await request(
    writing,
    { session, draftId: draft.id, nodeId: node.id },
    answersToAskAhead(node, nodes, { clicks, onDraft }),
  );
}

async function request(
  { store, now }: Writing,
  { session, draftId, nodeId }: { session: Session; draftId: string; nodeId: string },
  open: readonly OpenAnswer[],
): Promise<void> {
  if (open.length === 0) return;
  const { accountId } = session;
  await store.transaction(async (tx) => {
    for (const { nodeId: parentNodeId, answerId } of open) {
      const slot = generationSlot({ nodeId: parentNodeId, answerId });
      const generation = { accountId, id: randomUUID(), draftId, parentNodeId, answerId, slot };
      const asked = { ...generation, ahead: true, memberId: session.carriedById };
      if (!(await tx.drafts.request(asked, now()))) continue;
      const work = { kind: 'generation.ahead', generationId: generation.id, nodeId } as const;
      await tx.jobs.enqueue(accountId, { work, dedupeKey: `generation:${generation.id}` }, now());
    }
  });
}

/** True while somebody reads this node: the walk is at it, somebody acted lately, and no note says anything new. */
async function isReading(
  store: Store,
  session: Session,
  { nodeId, at }: { nodeId: string; at: Date },
): Promise<boolean> {
  if (session.status !== 'active' || session.stoppedAt || session.currentNodeId !== nodeId) return false;
  if (at.getTime() - session.updatedAt.getTime() > idleMs) return false;
  return !(await store.sessions.hasNoteAfter(session, session.stepCount));
}

async function hasRoom(
  store: Store,
  { accountId, memberId }: Pick<Generation, 'accountId' | 'memberId'>,
  at: Date,
): Promise<boolean> {
  const budget = await store.accounts.budget(accountId);
  const day = dayOf(at);
  if ((await store.ledger.callsOf(accountId, day)) >= aheadPart * budget.callsPerDay) return false;
  if (memberId && (await store.ledger.callsOf(accountId, day, memberId)) >= aheadPart * budget.callsPerMember)
    return false;
  const since = new Date(at.getTime() - clicksCountMs);
  return isWorthAskingAhead(await store.ledger.foundLately(accountId, since, 200));
}

/** Writes a node that was asked for ahead, unless by now nobody needs it: then it can be asked for anew. */
export async function writeAhead(writing: Writing, job: JobOf<'generation.ahead'>): Promise<void> {
  const { store } = writing;
  const { accountId, work } = job;
  const generation = await store.drafts.generation(accountId, work.generationId);
  if (generation && !(await isWanted(writing, generation, work.nodeId))) {
    await withdraw(store, generation);
    return;
  }
  await writeNode(writing, job);
}

/** Takes back what nobody waits for, unless it has begun. @returns false where somebody waits. */
async function withdraw(store: Store, { accountId, draftId, slot }: Generation): Promise<boolean> {
  return store.transaction(async (tx) => {
    const locked = await tx.drafts.lockGenerationOf(accountId, draftId, slot);
    const draft = locked && (await tx.drafts.find(accountId, locked.draftId));
    if (!draft) return false;
    const waiting = await tx.sessions.lockWaiting(accountId, draft.treeId, locked.answerId);
    if (waiting.length === 0) await tx.drafts.withdraw(accountId, locked.id);
    return waiting.length === 0;
  });
}

/**
 * What was asked for ahead is not needed: taken back where it has not begun, cut short where this process is at it. What
 * another process is at is stored, for the next one with this problem.
 */
export async function cancelAhead(
  { store, asking }: Writing,
  { accountId, work }: JobOf<'generation.cancel'>,
): Promise<void> {
  const generation = await store.drafts.generation(accountId, work.generationId);
  if (generation?.state !== 'requested') return;
  if (await withdraw(store, generation)) asking.get(generation.id)?.abort();
}

async function isWanted(
  { store, quiet, now }: Writing,
  { accountId, memberId }: Generation,
  nodeId: string | null,
): Promise<boolean> {
  const at = now();
  if (quiet.holds(at)) return false;
  // A root that is not needed is taken back by whoever sees that it is not.
  if (nodeId === null) return hasRoom(store, { accountId, memberId }, at);
  for (const session of await store.sessions.activeAt(accountId, nodeId))
    if (await isReading(store, session, { nodeId, at })) return true;
  return false;
}
