import { personOf } from '../../domain/member.js';
import type { Session } from '../../domain/session.js';
import type { TicketEventKind } from '../../domain/webhook.js';
import type { Context } from '../context.js';
import type { Acting } from './transact.js';

/** Tells the account's webhook, where it has one, what has just happened to a ticket: a row of this transaction. */
export async function emit(
  ctx: Context,
  tx: Acting,
  { ticketId, id: sessionId }: Pick<Session, 'ticketId' | 'id'>,
  kind: TicketEventKind,
  data: object = {},
): Promise<void> {
  const webhook = await tx.webhooks.find(tx.accountId);
  if (!webhook?.enabled) return;
  const id = ctx.newId();
  const { slackUserId, displayName } = personOf(ctx.actor);
  await tx.webhooks.addEvent({
    accountId: tx.accountId,
    id,
    ticketId,
    sessionId,
    kind,
    data: { by: { slackUserId, name: displayName }, ...data },
    state: 'pending',
    attempts: 0,
    lastError: null,
    createdAt: tx.now,
    deliveredAt: null,
  });
  await enqueueEvent(tx, { id, ticketId });
}

/** Events of one ticket are sent one after the other. */
export async function enqueueEvent(
  tx: Acting,
  { id, ticketId }: { id: string; ticketId: string },
): Promise<void> {
  await tx.enqueue({
    work: { kind: 'webhook.deliver', eventId: id },
    lane: `webhook:${ticketId}`,
    dedupeKey: `webhook:${id}`,
  });
}
