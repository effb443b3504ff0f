import type { CheckCard, FixCard } from '../domain/cards.js';
import type { Fix } from '../domain/fix.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import { problemOf } from './intake-store.js';
import { personColumns, personOfRow } from './member-store.js';

const person = { select: personColumns } as const;

/** The columns that a fix is shown by. */
export const forFixCard = { by: person, checkedBy: person } as const satisfies Prisma.FixInclude;

/** Each time a walk was ended as solved, and what is known of it since. */
export function fixStore(db: Db) {
  return {
    async create(fix: Fix): Promise<void> {
      await db.fix.create({ data: fix });
    },

    /** What is known of it now. The caller holds its session's row. */
    async save(fix: Fix): Promise<void> {
      const { accountId, sessionId, number, ...data } = fix;
      await db.fix.update({
        where: { accountId_sessionId_number: { accountId, sessionId, number } },
        data,
      });
    },

    /** The newest one of a session. */
    async latest(accountId: string, sessionId: string): Promise<Fix | null> {
      return db.fix.findFirst({ where: { accountId, sessionId }, orderBy: { number: 'desc' } });
    },

    /** What asks whether the nth fix of a session holds. */
    async card(
      accountId: string,
      sessionId: string,
      number: number,
    ): Promise<Omit<CheckCard, 'again' | 'thread'> | null> {
      const row = await db.fix.findUnique({
        where: { accountId_sessionId_number: { accountId, sessionId, number } },
        include: { ...forFixCard, session: { include: { ticket: { include: { intake: true } } } } },
      });
      if (!row) return null;
      const { number: ticketNumber, intake } = row.session.ticket;
      return { sessionId, ticketNumber, problem: problemOf(intake), fix: fixCardOf(row) };
    },
  };
}

/** How a row of those columns reads. */
export function fixCardOf(row: Prisma.FixGetPayload<{ include: typeof forFixCard }>): FixCard {
  const { number, at, helpful, notes, minutes, check, reason } = row;
  const checkedBy = row.checkedBy && personOfRow(row.checkedBy);
  return { number, at, helpful, notes, minutes, check, reason, by: personOfRow(row.by), checkedBy };
}
