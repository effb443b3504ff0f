import { claimEscalation as claim, type Escalation } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { emit } from '../shared/emit.js';
import { hold, keep, tellAgent } from '../shared/escalation-acts.js';
import type { Pressed } from '../shared/posts.js';
import { found, transact } from '../shared/transact.js';

export interface ClaimEscalation extends Partial<Pressed> {
  escalationId: string;
}

/**
 * Gives an escalation to the engineer who asked first; the agent is told who has it.
 * @throws {PermissionDeniedError} unless the actor is an engineer, admin or owner, or for one's own while others could.
 * @throws {ConflictError} `claimed` naming the claimant, or `escalation_ended`.
 */
export async function claimEscalation(
  ctx: Context,
  { escalationId, ...pressed }: ClaimEscalation,
): Promise<Escalation> {
  authorize(ctx.actor, 'escalation.claim');
  return transact(ctx, async (tx) => {
    const { memberId } = ctx.actor;
    // Who has lost the role since they pressed claims nothing: nobody would take it back from them.
    authorize(found(await tx.members.hold(tx.accountId, memberId), 'member'), 'escalation.claim');
    const held = await hold(tx, escalationId);
    const claimed = claim(held.escalation, {
      memberId,
      othersCanClaim: await tx.members.othersCanClaim(tx.accountId, memberId),
      holder: held.holder,
      at: tx.now,
    });
    await tx.escalations.addClaim(claimed, memberId, tx.now);
    await keep(ctx, tx, held, claimed, pressed);
    await emit(ctx, tx, held.session, 'ticket.claimed');
    const by = personOf(ctx.actor);
    const { ticketNumber } = held;
    await tellAgent(ctx, tx, held.session, {
      kind: 'claimed',
      by,
      ticketNumber,
      sessionId: claimed.sessionId,
    });
    await tx.record({
      action: 'escalation.claimed',
      subject: 'escalation',
      subjectId: escalationId,
      before: { status: held.escalation.status, claimedById: null },
      after: { status: claimed.status, claimedById: memberId },
    });
    return claimed;
  });
}
