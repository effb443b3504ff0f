import type { TicketEvent, Webhook } from '../domain/webhook.js';
import { type Db, json } from './db.js';
import type { TicketEventModel } from './generated/models.js';

/** Where an account's ticket events go, and the events themselves. */
export function webhookStore(db: Db) {
  return {
    async find(accountId: string): Promise<Webhook | null> {
      return db.webhook.findUnique({ where: { accountId } });
    },

    /** The webhook, held until the transaction ends. */
    async lock(accountId: string): Promise<Webhook | null> {
      await db.$queryRaw`select 1 from webhook where account_id = ${accountId}::uuid for no key update`;
      return this.find(accountId);
    },

    async save(webhook: Webhook): Promise<void> {
      const { accountId, ...data } = webhook;
      await db.webhook.upsert({ where: { accountId }, create: webhook, update: data });
    },

    /** Adds what happened to a ticket as its next event. The ticket's row is held: events of one ticket have an order. */
    async addEvent(event: Omit<TicketEvent, 'number'>): Promise<void> {
      const { accountId, ticketId, data, ...rest } = event;
      await db.$queryRaw`select 1 from ticket where account_id = ${accountId}::uuid and id = ${ticketId}::uuid for no key update`;
      const number = (await db.ticketEvent.count({ where: { accountId, ticketId } })) + 1;
      await db.ticketEvent.create({ data: { ...rest, accountId, ticketId, number, data: json(data) } });
    },

    async event(accountId: string, eventId: string): Promise<TicketEvent | null> {
      const row = await db.ticketEvent.findUnique({ where: { accountId_id: { accountId, id: eventId } } });
      return row && eventOf(row);
    },

    /** What came of an attempt. */
    async saveEvent(
      { accountId, id }: Pick<TicketEvent, 'accountId' | 'id'>,
      outcome: Pick<TicketEvent, 'state' | 'attempts' | 'lastError' | 'deliveredAt'>,
    ): Promise<void> {
      await db.ticketEvent.update({ where: { accountId_id: { accountId, id } }, data: outcome });
    },

    /** How many wait, and how many were given up. */
    async counts(accountId: string): Promise<{ pending: number; failed: number }> {
      const pending = await db.ticketEvent.count({ where: { accountId, state: 'pending' } });
      const failed = await db.ticketEvent.count({ where: { accountId, state: 'failed' } });
      return { pending, failed };
    },

    /** Events of this state, in the order they happened. */
    async inState(accountId: string, state: TicketEvent['state'], limit: number): Promise<TicketEvent[]> {
      const rows = await db.ticketEvent.findMany({
        where: { accountId, state },
        orderBy: [{ createdAt: 'asc' }, { number: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(eventOf);
    },
  };
}

function eventOf(row: TicketEventModel): TicketEvent {
  // Written by `addEvent` with kinds of ours; data is an object.
  return { ...row, kind: row.kind as TicketEvent['kind'], data: row.data as object };
}
