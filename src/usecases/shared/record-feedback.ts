import type { FeedbackKind, Judgement } from '../../domain/match-feedback.js';
import { probabilityOf } from '../../domain/match-feedback.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import { type Acting, found } from './transact.js';

/** Keeps what an act says about a flow, in the act's own transaction. */
export async function recordFeedback(
  ctx: Context,
  tx: Acting,
  {
    intakeId,
    sessionId,
    judgement,
  }: { intakeId: string; sessionId: string | null; judgement: Judgement | null },
): Promise<void> {
  if (!judgement) return;
  await tx.feedback.add({
    ...judgement,
    accountId: tx.accountId,
    id: ctx.newId(),
    intakeId,
    sessionId,
    memberId: ctx.actor.memberId,
    at: tx.now,
  });
}

/** Keeps how a walk on a flow ended; a walk without a flow says nothing. */
export async function recordEnd(
  ctx: Context,
  tx: Acting,
  session: Session,
  kind: Extract<FeedbackKind, 'resolved' | 'unhelpful' | 'escalated' | 'not_covered'>,
): Promise<void> {
  const walked = session.kind === 'flow' ? await tx.feedback.flowOf(tx.accountId, session.treeId) : null;
  if (!walked) return;
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const intake = found(await tx.intakes.find(tx.accountId, ticket.intakeId), 'intake');
  const probability = probabilityOf(intake, walked.flowId);
  const judgement = { flowId: walked.flowId, chosenFlowId: null, kind, probability };
  await recordFeedback(ctx, tx, { intakeId: intake.id, sessionId: session.id, judgement });
}
