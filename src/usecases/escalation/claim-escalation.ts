import { claimEscalation as claim, type Escalation } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { type Pressed, redrawCard, tellPerson, tellThread } from '../shared/posts.js';
import { redrawEscalation } from '../shared/redraw-escalation.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface ClaimEscalation extends Partial<Pressed> {
  escalationId: string;
}

/**
 * Gives an escalation to the engineer who asked first; the agent is told who has it.
 * @throws {PermissionDeniedError} unless the actor is an engineer, admin or owner, or for one's own while others could.
 * @throws {ConflictError} `claimed` naming the claimant, or `ended`.
 */
export async function claimEscalation(
  ctx: Context,
  { escalationId, ...pressed }: ClaimEscalation,
): Promise<Escalation> {
  authorize(ctx.actor, 'escalation.claim');
  return transact(ctx, async (tx) => {
    const escalation = found(await tx.escalations.lock(tx.accountId, escalationId), 'escalation');
    const holder = escalation.claimedById
      ? await tx.members.find(tx.accountId, escalation.claimedById)
      : null;
    const claimed = claim(escalation, {
      memberId: ctx.actor.memberId,
      othersCanClaim: await tx.members.othersCanClaim(tx.accountId, ctx.actor.memberId),
      holder: holder && personOf(holder),
    });
    await tx.escalations.save(claimed);
    await tx.escalations.addClaim(claimed, ctx.actor.memberId, tx.now);
    await redrawEscalation(tx, escalationId, pressed);
    await tellAgent(ctx, tx, claimed);
    await tx.record({
      action: 'escalation.claimed',
      subject: 'escalation',
      subjectId: escalationId,
      before: { claimedById: null },
      after: { claimedById: ctx.actor.memberId },
    });
    return claimed;
  });
}

/** In the walk's thread, and by direct message, where a mention in a thread would be lost. */
async function tellAgent(ctx: Context, tx: Acting, { sessionId }: Escalation): Promise<void> {
  const session = found(await tx.sessions.find(tx.accountId, sessionId), 'session');
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const notice = {
    kind: 'claimed',
    by: personOf(ctx.actor),
    ticketNumber: ticket.number,
    sessionId,
  } as const;
  await tellThread(ctx, tx, session, notice);
  await redrawCard(ctx, tx, session);
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  if (carrier && carrier.memberId !== ctx.actor.memberId)
    await tellPerson(ctx, tx, carrier.slackUserId, notice);
}
