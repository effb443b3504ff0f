import { type Escalation, reassignEscalation as reassign } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { emit } from '../shared/emit.js';
import { claimer, type Held, holdOwn, keep, tellAgent } from '../shared/escalation-acts.js';
import { type Pressed, tellPerson } from '../shared/posts.js';
import { type Acting, transact } from '../shared/transact.js';

export interface ReassignEscalation extends Partial<Pressed> {
  escalationId: string;
  toMemberId: string;
}

/**
 * Gives an escalation to another engineer, or an open one to somebody in the first place. Both and the agent are told.
 * @throws {ConflictError} `claimed` where somebody else holds it or they have it already, or `escalation_ended`.
 * @throws {NotFoundError} `engineer` for somebody who may not claim.
 * @throws {PermissionDeniedError} `own_escalation` for who escalated it, while others could take it.
 */
export async function reassignEscalation(
  ctx: Context,
  { escalationId, toMemberId, ...pressed }: ReassignEscalation,
): Promise<Escalation> {
  authorize(ctx.actor, 'escalation.reassign');
  return transact(ctx, async (tx) => {
    const to = await claimer(tx, toMemberId);
    const held = await holdOwn(ctx, tx, escalationId);
    const given = reassign(held.escalation, {
      memberId: to.memberId,
      othersCanClaim: await tx.members.othersCanClaim(tx.accountId, to.memberId),
      holder: held.holder,
      at: tx.now,
    });
    await tx.escalations.endClaim(given, tx.now);
    await tx.escalations.addClaim(given, to.memberId, tx.now);
    await keep(ctx, tx, held, given, pressed);
    await tellAll(ctx, tx, held, to);
    const by = { slackUserId: to.slackUserId, name: to.displayName };
    await emit(ctx, tx, held.session, 'ticket.claimed', { by });
    await tx.record({
      action: 'escalation.reassigned',
      subject: 'escalation',
      subjectId: escalationId,
      before: { status: held.escalation.status, claimedById: held.escalation.claimedById },
      after: { status: given.status, claimedById: to.memberId },
    });
    return given;
  });
}

async function tellAll(
  ctx: Context,
  tx: Acting,
  { session, ticketNumber, holder }: Held,
  to: Parameters<typeof personOf>[0],
): Promise<void> {
  const notice = {
    kind: 'reassigned',
    ticketNumber,
    sessionId: session.id,
    from: holder,
    to: personOf(to),
    by: personOf(ctx.actor),
  } as const;
  await tellAgent(ctx, tx, session, notice);
  for (const person of [to, holder])
    if (person && person.memberId !== ctx.actor.memberId && person.memberId !== session.carriedById)
      await tellPerson(ctx, tx, person.slackUserId, notice);
}
