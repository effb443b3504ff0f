import { type Draft, generationSlot } from '../../domain/draft.js';
import { NotFoundError } from '../../domain/errors.js';
import type { Found } from '../../domain/ledger.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import type { Acting } from './transact.js';

/** What came of asking for a node. */
export interface Asked {
  generationId: string;
  /** Null while it is being written. */
  nodeId: string | null;
  /** Whether it was there, on its way, or is asked for only now. */
  found: keyof Found;
}

/**
 * Asks for the node behind an answer (null: for the root), once, whoever asks and how often. What was asked for ahead
 * is waited for from here on, before everything that nobody waits for.
 */
export async function requestNode(
  ctx: Context,
  tx: Acting,
  draft: Pick<Draft, 'id' | 'treeId'>,
  parent: { nodeId: string; answerId: string } | null,
): Promise<Asked> {
  const generation = {
    accountId: tx.accountId,
    id: ctx.newId(),
    draftId: draft.id,
    parentNodeId: parent?.nodeId ?? null,
    answerId: parent?.answerId ?? null,
    slot: generationSlot(parent),
    ahead: false,
    memberId: ctx.actor.memberId,
  };
  // What was asked for ahead and is not needed any more may go just now: then it is asked for anew.
  for (let tries = 0; tries < 3; tries += 1) {
    if (await tx.drafts.request(generation, tx.now)) {
      await run(tx, generation.id);
      return { generationId: generation.id, nodeId: null, found: 'missed' };
    }
    const asked = await tx.drafts.lockGenerationOf(tx.accountId, draft.id, generation.slot);
    if (!asked) continue;
    if (asked.nodeId) return { generationId: asked.id, nodeId: asked.nodeId, found: 'hit' };
    const again = asked.state === 'failed' && (await tx.drafts.reopen(tx.accountId, asked.id));
    if (again || asked.ahead) await run(tx, asked.id);
    return { generationId: asked.id, nodeId: null, found: again ? 'missed' : 'joined' };
  }
  throw new NotFoundError('generation');
}

const run = (tx: Acting, generationId: string): Promise<void> =>
  tx.enqueue({ work: { kind: 'generation.run', generationId }, dedupeKey: `generation:${generationId}` });

/** Writes into the ledger what a walk found; of built-in protocols nothing, as nobody is asked there. */
export async function noteFound(
  ctx: Context,
  tx: Acting,
  session: Pick<Session, 'id' | 'stepCount'>,
  asked: Asked | null,
): Promise<void> {
  if (!asked || !ctx.asksAhead) return;
  const { generationId, found: what } = asked;
  const place = { sessionId: session.id, position: session.stepCount };
  await tx.ledger.clicked({ accountId: tx.accountId, ...place, generationId, found: what, at: tx.now });
}

/** The walk has come to a node of a draft: while it is read, the likely answers are asked for. */
export async function askAhead(
  ctx: Context,
  tx: Acting,
  session: Pick<Session, 'id' | 'kind' | 'currentNodeId'>,
): Promise<void> {
  const { id: sessionId, kind, currentNodeId: nodeId } = session;
  if (!ctx.asksAhead || kind !== 'ai_build' || nodeId === null) return;
  await tx.enqueue({ work: { kind: 'node.ahead', sessionId, nodeId }, dedupeKey: `ahead:${sessionId}` });
}
