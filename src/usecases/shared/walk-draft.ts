import type { Draft } from '../../domain/draft.js';
import { ConflictError } from '../../domain/errors.js';
import type { Session } from '../../domain/session.js';
import { arrive } from '../../domain/walk.js';
import { redactionOfWalk } from '../../domain/walk-redaction.js';
import type { Context } from '../context.js';
import { type Asked, requestNode } from './request-node.js';
import { type Acting, found } from './transact.js';

/** A walk after an answer on a draft, and what asking for its next node came to. */
export interface OnDraft {
  session: Session;
  asked: Asked | null;
}

/**
 * On a draft the node behind an answer may be there already, be on its way, or have to be asked for.
 * @param said what the agent typed after "Something else": the walk goes on in a fork of its own then.
 */
export async function walkDraft(
  ctx: Context,
  tx: Acting,
  walked: Session,
  { nodeId, said }: { nodeId: string; said: string | null },
): Promise<OnDraft> {
  const { pendingAnswerId: answerId, currentNodeId } = walked;
  if (walked.kind !== 'ai_build' || !walked.treeId) return { session: walked, asked: null };
  if (!answerId) return { session: walked, asked: await hitOf(ctx, tx, currentNodeId) };
  const draft = await tx.drafts.findByTree(tx.accountId, walked.treeId);
  // A published flow has an edge for every answer; where one lacks, the walk cannot go this way.
  if (!draft) throw new ConflictError('not_current');
  if (said !== null) return walkFork(ctx, tx, walked, await fork(ctx, tx, walked, { draft, answerId, said }));
  const asked = await requestNode(ctx, tx, draft, { nodeId, answerId });
  return { session: asked.nodeId ? arrive(walked, asked.nodeId, tx.now) : walked, asked };
}

/** The node is there: written for this walk ahead, or for another one. What the server wrote was never asked for. */
async function hitOf(ctx: Context, tx: Acting, nodeId: string | null): Promise<Asked | null> {
  if (!ctx.asksAhead || nodeId === null) return null;
  const generation = await tx.drafts.generationOfNode(tx.accountId, nodeId);
  return generation && { generationId: generation.id, nodeId, found: 'hit' };
}

async function walkFork(ctx: Context, tx: Acting, walked: Session, draft: Draft): Promise<OnDraft> {
  const asked = await requestNode(ctx, tx, draft, null);
  return { session: { ...walked, treeId: draft.treeId, pendingAnswerId: null }, asked };
}

/** What was typed in this walk so far, without what names its customer; placeholders count on from those of the problem. */
async function saidSoFar(tx: Acting, { id, ticketId }: Session, now: string): Promise<string[]> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, ticketId), 'ticket');
  const { problem } = found(await tx.intakes.find(tx.accountId, ticket.intakeId), 'intake');
  const notes = await tx.sessions.notes(tx.accountId, id);
  const steps = await tx.sessions.steps(tx.accountId, id);
  const typed = steps.flatMap(({ kind, text, at }) => (kind === 'answer' && text ? [{ text, at }] : []));
  const { hide } = redactionOfWalk(problem, [...notes, ...typed]);
  return [...notes.map(({ text }) => text), now].map(hide);
}

/**
 * What one customer says in their own words leads on for them alone: the tree that others walk must not depend on it.
 * The fork is a draft of its own that nobody joins; its root comes after the answer it goes on from.
 */
async function fork(
  ctx: Context,
  tx: Acting,
  session: Session,
  from: { draft: Draft; answerId: string; said: string },
): Promise<Draft> {
  const draft: Draft = {
    ...from.draft,
    id: ctx.newId(),
    treeId: ctx.newId(),
    fingerprint: `fork:${session.id}:${session.stepCount}`,
    forkedAnswerId: from.answerId,
    context: [...from.draft.context, ...(await saidSoFar(tx, session, from.said))],
  };
  await tx.trees.create(tx.accountId, draft.treeId, tx.now);
  await tx.drafts.create({ ...draft, createdAt: tx.now });
  return found(await tx.drafts.find(tx.accountId, draft.id), 'draft');
}
