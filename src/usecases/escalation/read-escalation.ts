import type { EscalationCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

/**
 * Everything that is known about an escalation, with all that was tried.
 * @throws {NotFoundError} if the account has no such escalation.
 */
export async function readEscalation(
  ctx: Context,
  { escalationId }: { escalationId: string },
): Promise<EscalationCard> {
  authorize(ctx.actor, 'session.read');
  return found(await ctx.store.cards.escalation(ctx.actor.accountId, escalationId), 'escalation');
}
