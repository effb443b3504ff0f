import type { Escalation, Question } from '../domain/escalation.js';
import type { Db } from './db.js';

/** Escalations, the history of who claimed them, and what engineers asked. */
export function escalationStore(db: Db) {
  const where = (accountId: string, id: string) => ({ accountId_id: { accountId, id } });
  return {
    async find(accountId: string, escalationId: string): Promise<Escalation | null> {
      return db.escalation.findUnique({ where: where(accountId, escalationId) });
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

    /** The escalation whose card this message is. */
    async findByThread(accountId: string, channelId: string, threadTs: string): Promise<Escalation | null> {
      const post = await db.post.findFirst({
        where: { accountId, channelId, ts: threadTs, kind: 'escalation_card' },
        include: { escalation: true },
      });
      return post?.escalation ?? null;
    },

    /** Those that this member has claimed and that have not ended. */
    async claimedBy(accountId: string, memberId: string): Promise<Escalation[]> {
      return db.escalation.findMany({
        where: { accountId, claimedById: memberId, status: 'claimed' },
        orderBy: { id: 'asc' },
      });
    },

    /** Those that have not ended; of one category, or of all. */
    async live(accountId: string, categoryId: string | null): Promise<Escalation[]> {
      const ofCategory = categoryId ? { session: { ticket: { categoryId } } } : {};
      return db.escalation.findMany({
        where: { accountId, status: { in: ['open', 'claimed'] }, ...ofCategory },
        orderBy: { id: 'asc' },
      });
    },

    async create(escalation: Escalation): Promise<void> {
      await db.escalation.create({ data: escalation });
    },

    async save(escalation: Escalation): Promise<void> {
      const { accountId, id, ...data } = escalation;
      await db.escalation.update({ where: where(accountId, id), data });
    },

    /** Adds to the history of claims. */
    async addClaim(escalation: Escalation, memberId: string, claimedAt: Date): Promise<void> {
      const { accountId, id: escalationId } = escalation;
      const number = (await db.claim.count({ where: { accountId, escalationId } })) + 1;
      await db.claim.create({ data: { accountId, escalationId, number, memberId, claimedAt } });
    },

    /** The claim that was held is over. */
    async endClaim(escalation: Pick<Escalation, 'accountId' | 'id'>, releasedAt: Date): Promise<void> {
      const { accountId, id: escalationId } = escalation;
      await db.claim.updateMany({
        where: { accountId, escalationId, releasedAt: null },
        data: { releasedAt },
      });
    },

    async addQuestion(question: Question): Promise<void> {
      await db.escalationQuestion.create({ data: question });
    },

    async question(accountId: string, questionId: string): Promise<Question | null> {
      return db.escalationQuestion.findUnique({ where: where(accountId, questionId) });
    },

    /** The question, held until the transaction ends: the first answer counts. Its escalation is held before it. */
    async lockQuestion(accountId: string, questionId: string): Promise<Question | null> {
      await db.$queryRaw`select 1 from escalation_question where account_id = ${accountId}::uuid and id = ${questionId}::uuid for no key update`;
      return this.question(accountId, questionId);
    },

    /** The oldest question that waits for its answer. */
    async openQuestion(accountId: string, escalationId: string): Promise<Question | null> {
      return db.escalationQuestion.findFirst({
        where: { accountId, escalationId, answer: null },
        orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
      });
    },

    /** The questions that nobody has answered. */
    async openQuestionIds(accountId: string, escalationId: string): Promise<string[]> {
      const where = { accountId, escalationId, answer: null };
      const rows = await db.escalationQuestion.findMany({ where, select: { id: true } });
      return rows.map(({ id }) => id);
    },

    async saveAnswer(question: Question): Promise<void> {
      const { accountId, id, answer, answeredById, answeredAt } = question;
      await db.escalationQuestion.update({
        where: where(accountId, id),
        data: { answer, answeredById, answeredAt },
      });
    },
  };
}
