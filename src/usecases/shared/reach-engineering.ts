import { isLive, noteAction } from '../../domain/escalation.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import { followUp, hold, keep } from './escalation-acts.js';
import { redrawEscalation } from './redraw-escalation.js';
import { takeAnswer } from './take-answer.js';
import type { Acting } from './transact.js';

/**
 * What is written on an escalated walk reaches engineering: it joins the card and the brief, what the agent types in the thread
 * answers the question that is open, and a note of the claimant's shows that they are at it.
 */
export async function reachEngineering(
  ctx: Context,
  tx: Acting,
  session: Pick<Session, 'id'>,
  note: { text: string; typed: boolean },
): Promise<void> {
  const latest = await tx.escalations.latestOf(tx.accountId, session.id);
  if (!latest || !isLive(latest)) return;
  const held = await hold(tx, latest.id);
  if (!isLive(held.escalation)) return;
  const acted = noteAction(held.escalation, ctx.actor.memberId, tx.now);
  const isClaimant = held.escalation.claimedById === ctx.actor.memberId;
  const open = note.typed && !isClaimant ? await tx.escalations.openQuestion(tx.accountId, latest.id) : null;
  const question = open && (await tx.escalations.lockQuestion(tx.accountId, open.id));
  if (question && question.answer === null) await takeAnswer(ctx, tx, held, question, note.text);
  else if (acted !== held.escalation) await keep(ctx, tx, held, acted);
  else {
    await redrawEscalation(tx, held.escalation.id);
    await followUp(tx, held.escalation, held.categoryId);
  }
}
