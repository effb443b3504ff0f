import type { Feedback } from '../domain/match-feedback.js';
import type { Db } from './db.js';

/** What agents did with what was matched and suggested. Rows are only ever added. */
export function feedbackStore(db: Db) {
  return {
    async add(feedback: Feedback): Promise<void> {
      await db.matchFeedback.create({ data: feedback });
    },

    /** The newest of an account since then, at most `limit`. */
    async recent(accountId: string, since: Date, limit: number): Promise<Feedback[]> {
      return db.matchFeedback.findMany({
        where: { accountId, at: { gte: since } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      });
    },

    /** The flow that a session walks or walked; null where it walks none. */
    async flowOf(
      accountId: string,
      treeId: string | null,
    ): Promise<{ flowId: string; title: string } | null> {
      if (!treeId) return null;
      const version = await db.flowVersion.findUnique({
        where: { accountId_treeId: { accountId, treeId } },
        select: { flow: { select: { id: true, title: true } } },
      });
      return version && { flowId: version.flow.id, title: version.flow.title };
    },

    /** The flows that a ticket has left as the wrong ones. */
    async leftFlows(accountId: string, intakeId: string): Promise<string[]> {
      const rows = await db.matchFeedback.findMany({
        where: { accountId, intakeId, kind: 'wrong_flow' },
        select: { flowId: true },
      });
      return rows.map(({ flowId }) => flowId);
    },
  };
}
