import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

/**
 * The number that people call an escalation by.
 * @throws {NotFoundError} if the account has no such escalation.
 */
export async function readTicketNumber(
  ctx: Context,
  { escalationId }: { escalationId: string },
): Promise<number> {
  authorize(ctx.actor, 'session.read');
  return found(await ctx.store.cards.escalation(ctx.actor.accountId, escalationId), 'escalation')
    .ticketNumber;
}
