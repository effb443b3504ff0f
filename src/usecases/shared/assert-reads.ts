import { PermissionDeniedError } from '../../domain/errors.js';
import { mayReadPrivate } from '../../domain/private.js';
import type { Context } from '../context.js';
import { found } from './transact.js';

/**
 * That the actor may read this walk: a private one is for who carries or began it, who escalated or claimed it last,
 * and admins.
 * @throws {NotFoundError} if the account has no such session.
 * @throws {PermissionDeniedError} `private` to everybody else.
 */
export async function assertReads(ctx: Context, sessionId: string): Promise<void> {
  const { accountId } = ctx.actor;
  const { sessions, intakes, escalations } = ctx.store;
  const session = found(await sessions.find(accountId, sessionId), 'session');
  const ticket = found(await intakes.ticket(accountId, session.ticketId), 'ticket');
  const intake = found(await intakes.find(accountId, ticket.intakeId), 'intake');
  if (!intake.problem.private) return;
  const escalation = await escalations.latestOf(accountId, sessionId);
  const atDesk = escalation ? [escalation.escalatedById, escalation.claimedById ?? undefined] : [];
  if (!mayReadPrivate(ctx.actor, [session.carriedById, session.startedById, ...atDesk]))
    throw new PermissionDeniedError('session.read', 'private');
}
