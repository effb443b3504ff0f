import { isReachable, type Member } from '../../domain/member.js';
import { authorize, can } from '../../domain/policy.js';
import {
  type Delivery,
  eventLifeMs,
  failuresBeforeTelling,
  hostOf,
  mostRefusals,
  type TicketEvent,
  type Webhook,
  waitAfter,
} from '../../domain/webhook.js';
import type { Context } from '../context.js';
import { tellPerson } from '../shared/posts.js';
import { type Acting, found, transact } from '../shared/transact.js';

type Failed = Extract<Delivery, { ok: false }>;

/**
 * Keeps what came of an attempt to deliver an event. One admin is told once when a receiver fails, and once when it
 * works again.
 * @returns in how many milliseconds the event is sent again; null when it is done with.
 */
export async function noteDelivery(
  ctx: Context,
  { eventId, delivery }: { eventId: string; delivery: Delivery },
): Promise<number | null> {
  authorize(ctx.actor, 'webhook.write');
  return transact(ctx, async (tx) => {
    const webhook = found(await tx.webhooks.lock(tx.accountId), 'webhook');
    const event = found(await tx.webhooks.event(tx.accountId, eventId), 'event');
    if (event.state !== 'pending') return null;
    return delivery.ok
      ? noteSuccess(ctx, tx, webhook, event)
      : noteFailure(ctx, tx, webhook, event, delivery);
  });
}

async function noteSuccess(ctx: Context, tx: Acting, webhook: Webhook, event: TicketEvent): Promise<null> {
  const attempts = event.attempts + 1;
  await tx.webhooks.saveEvent(event, { state: 'delivered', attempts, lastError: null, deliveredAt: tx.now });
  if (webhook.failures === 0 && !webhook.toldAt) return null;
  const well = { failures: 0, failingSince: null, retryAt: null, lastError: null, toldAt: null };
  await tx.webhooks.save({ ...webhook, ...well });
  if (!webhook.toldAt) return null;
  await tellAdmin(ctx, tx, webhook, { kind: 'webhook_works', host: hostOf(webhook.url) });
  await tx.record({ action: 'webhook.recovered', subject: 'account', subjectId: tx.accountId });
  return null;
}

/** A receiver that is down holds all events up; one that refuses an event holds up that event's ticket, for a while. */
async function noteFailure(
  ctx: Context,
  tx: Acting,
  webhook: Webhook,
  event: TicketEvent,
  failed: Failed,
): Promise<number | null> {
  const attempts = event.attempts + 1;
  const failures = failed.refused ? webhook.failures : webhook.failures + 1;
  const wait = waitAfter(failed.refused ? attempts : failures, failed.retryAfterMs);
  const tooOld = tx.now.getTime() - event.createdAt.getTime() >= eventLifeMs;
  const givenUp = tooOld || (failed.refused && attempts >= mostRefusals);
  const state = givenUp ? 'failed' : 'pending';
  await tx.webhooks.saveEvent(event, { state, attempts, lastError: failed.failure, deliveredAt: null });
  const tells = webhook.toldAt === null && (givenUp || failures >= failuresBeforeTelling);
  await tx.webhooks.save({
    ...webhook,
    failures,
    failingSince: failed.refused ? webhook.failingSince : (webhook.failingSince ?? tx.now),
    retryAt: failed.refused ? webhook.retryAt : new Date(tx.now.getTime() + wait),
    lastError: failed.failure,
    toldAt: tells ? tx.now : webhook.toldAt,
  });
  if (tells) {
    const host = hostOf(webhook.url);
    await tellAdmin(ctx, tx, webhook, { kind: 'webhook_fails', host, failure: failed.failure, givenUp });
    await tx.record({
      action: 'webhook.failing',
      subject: 'account',
      subjectId: tx.accountId,
      after: { host, failure: failed.failure },
    });
  }
  return givenUp ? null : wait;
}

/** Who set it up, while they may still change it; else any admin. */
async function tellAdmin(
  ctx: Context,
  tx: Acting,
  { setById }: Webhook,
  notice: Parameters<typeof tellPerson>[3],
): Promise<void> {
  const setter = await tx.members.find(tx.accountId, setById);
  const admins = await tx.members.admins(tx.accountId);
  const mayFix = (member: Member) => isReachable(member) && can(member, 'webhook.write');
  const told = setter && mayFix(setter) ? setter : admins.find(mayFix);
  if (told) await tellPerson(ctx, tx, told.slackUserId, notice);
}
