import { ConflictError } from '../../domain/errors.js';
import { assertDisposes, isLive, noteAction } from '../../domain/escalation.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { hold, keep } from '../shared/escalation-acts.js';
import { transact } from '../shared/transact.js';

/**
 * The claimant says that they are at it: the clock of their silent claim stops.
 * @throws {ConflictError} `escalation_ended`, `not_claimed`, or `claimed` naming who has it now.
 */
export async function confirmClaim(ctx: Context, { escalationId }: { escalationId: string }): Promise<void> {
  authorize(ctx.actor, 'escalation.claim');
  await transact(ctx, async (tx) => {
    const held = await hold(tx, escalationId);
    if (!isLive(held.escalation)) throw new ConflictError('escalation_ended');
    if (held.escalation.claimedById === null) throw new ConflictError('not_claimed');
    assertDisposes(held.escalation, { memberId: ctx.actor.memberId, isAdmin: false }, held.holder);
    await keep(ctx, tx, held, noteAction(held.escalation, ctx.actor.memberId, tx.now));
    await tx.record({ action: 'escalation.confirmed', subject: 'escalation', subjectId: escalationId });
  });
}
