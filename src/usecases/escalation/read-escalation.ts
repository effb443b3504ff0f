import type { Brief } from '../../domain/brief.js';
import type { EscalationCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { assertReads } from '../shared/assert-reads.js';
import { found } from '../shared/transact.js';

/**
 * An escalation with everything that is known about its ticket.
 * @throws {NotFoundError} if the account has no such escalation.
 * @throws {PermissionDeniedError} `private` for a private ticket that the actor has nothing to do with.
 */
export async function readEscalation(
  ctx: Context,
  { escalationId }: { escalationId: string },
): Promise<{ card: EscalationCard; brief: Brief }> {
  authorize(ctx.actor, 'session.read');
  const { accountId } = ctx.actor;
  const { cards } = ctx.store;
  const card = found(await cards.escalation(accountId, escalationId), 'escalation');
  await assertReads(ctx, card.sessionId);
  return { card, brief: found(await cards.brief(accountId, card.sessionId), 'session') };
}
