import { solvedBy } from '../domain/brief.js';
import { ticketNote } from '../domain/ticket-note.js';
import type { TicketEvent } from '../domain/webhook.js';
import type { Store } from '../store/store.js';
import type { TimedActs } from './timed-acts.js';
import type { WebhookSender } from './webhook-sender.js';
import { type JobOf, Later } from './worker.js';

export interface Delivering {
  store: Store;
  webhooks: WebhookSender;
  timed: TimedActs;
  now: () => Date;
  /** Deliveries under way in this process. */
  busy: { deliveries: number };
}

/** A receiver that hangs holds up no more than these of the worker's hands: Slack's messages go on. */
const mostAtOnce = 2;

/** Sends one ticket event. Those of a ticket share a lane, so they arrive in order; the receiver's state decides when. */
export async function deliverEvent(parts: Delivering, job: JobOf<'webhook.deliver'>): Promise<void> {
  const { store, busy, now } = parts;
  const { accountId, work } = job;
  const event = await store.webhooks.event(accountId, work.eventId);
  const webhook = await store.webhooks.find(accountId);
  if (!webhook?.enabled || event?.state !== 'pending') return;
  const early = webhook.retryAt ? webhook.retryAt.getTime() - now().getTime() : 0;
  if (early > 0) throw new Later(early);
  if (busy.deliveries >= mostAtOnce) throw new Later(200);
  busy.deliveries += 1;
  try {
    const body = await bodyOf(store, event);
    const { url, secret } = webhook;
    const delivery = await parts.webhooks.send({ url, secret, id: event.id, at: now(), body });
    const againMs = await parts.timed.noteDelivery(accountId, { eventId: event.id, delivery });
    if (againMs !== null) throw new Later(againMs);
  } finally {
    busy.deliveries -= 1;
  }
}

/** What receivers get; docs/webhook.md describes it. */
async function bodyOf(store: Store, event: TicketEvent): Promise<string> {
  const { accountId, sessionId, kind, number, createdAt, data } = event;
  const [account, card, brief] = await Promise.all([
    store.accounts.find(accountId),
    store.cards.session(accountId, sessionId),
    store.cards.brief(accountId, sessionId),
  ]);
  if (!account || !card || !brief) throw new Error(`Event ${event.id} is about nothing`);
  const { problem, ticketNumber, categoryName, openedAt } = card;
  return JSON.stringify({
    id: event.id,
    type: kind,
    number,
    at: createdAt,
    team: { id: account.slackTeamId, name: account.name },
    ticket: {
      id: event.ticketId,
      number: ticketNumber,
      problem: problem.text,
      customer: { name: problem.customerName, contact: problem.customerContact },
      device: problem.device,
      urgency: problem.urgency,
      category: categoryName,
      openedAt,
    },
    ...data,
    ...(noted.has(kind) && { note: ticketNote({ ...card, brief: brief.brief, solvedBy: solvedBy(brief) }) }),
  });
}

/** Where somebody else goes on or reads back: with everything that was tried. */
const noted: ReadonlySet<string> = new Set(['ticket.escalated', 'ticket.resolved']);
