import type { Db } from './db.js';

/** What was received and took effect. */
export function deliveryStore(db: Db) {
  return {
    /**
     * Notes that this delivery takes effect now; false if it did before. While another transaction holds the
     * same key this one waits, so of two deliveries at once exactly one goes on.
     */
    async first(accountId: string, key: string, receivedAt: Date): Promise<boolean> {
      const { count } = await db.delivery.createMany({
        data: { accountId, key, receivedAt },
        skipDuplicates: true,
      });
      return count === 1;
    },

    /** Slack repeats within a day at most; older rows are of no use. */
    async prune(before: Date): Promise<number> {
      const { count } = await db.delivery.deleteMany({ where: { receivedAt: { lt: before } } });
      return count;
    },
  };
}
