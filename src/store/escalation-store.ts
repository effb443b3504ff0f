import type { Escalation } from '../domain/escalation.js';
import type { Db } from './db.js';

/** Escalations and the history of who claimed them. */
export function escalationStore(db: Db) {
  return {
    async find(accountId: string, escalationId: string): Promise<Escalation | null> {
      return db.escalation.findUnique({ where: { accountId_id: { accountId, id: escalationId } } });
    },

    /** The escalation, held until the transaction ends: of two claims at once the second sees the first. */
    async lock(accountId: string, escalationId: string): Promise<Escalation | null> {
      await db.$queryRaw`select 1 from escalation where account_id = ${accountId}::uuid and id = ${escalationId}::uuid for no key update`;
      return this.find(accountId, escalationId);
    },

    /** The session's newest escalation. */
    async latestOf(accountId: string, sessionId: string): Promise<Escalation | null> {
      return db.escalation.findFirst({
        where: { accountId, sessionId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
    },

    async create(escalation: Escalation): Promise<void> {
      await db.escalation.create({ data: escalation });
    },

    async save(escalation: Escalation): Promise<void> {
      const { accountId, id, ...data } = escalation;
      await db.escalation.update({ where: { accountId_id: { accountId, id } }, data });
    },

    /** Adds to the history of claims. */
    async addClaim(escalation: Escalation, memberId: string, claimedAt: Date): Promise<void> {
      const { accountId, id: escalationId } = escalation;
      const number = (await db.claim.count({ where: { accountId, escalationId } })) + 1;
      await db.claim.create({ data: { accountId, escalationId, number, memberId, claimedAt } });
    },
  };
}
