import type { Intake } from '../domain/intake.js';
import type { Suggestion } from '../domain/match.js';
import type { Ticket } from '../domain/ticket.js';
import { type Db, json } from './db.js';
import type { IntakeModel } from './generated/models.js';

/** Intakes and the tickets that come of them. */
export function intakeStore(db: Db) {
  return {
    async find(accountId: string, intakeId: string): Promise<Intake | null> {
      const row = await db.intake.findUnique({ where: { accountId_id: { accountId, id: intakeId } } });
      return row && intakeOf(row);
    },

    /** The intake, held until the transaction ends: of two decisions on one card the second waits, then sees the first. */
    async lock(accountId: string, intakeId: string): Promise<Intake | null> {
      await db.$queryRaw`select 1 from intake where account_id = ${accountId}::uuid and id = ${intakeId}::uuid for no key update`;
      return this.find(accountId, intakeId);
    },

    async create(intake: Intake): Promise<void> {
      const { problem, suggestions, ...rest } = intake;
      await db.intake.create({
        data: {
          ...rest,
          problem: problem.text,
          customerName: problem.customerName,
          customerContact: problem.customerContact,
          device: problem.device,
          urgency: problem.urgency,
          private: problem.private,
          candidates: suggestions.map(json),
        },
      });
    },

    async decide(intake: Pick<Intake, 'accountId' | 'id' | 'decision' | 'chosenFlowId'>): Promise<void> {
      await db.intake.update({
        where: { accountId_id: { accountId: intake.accountId, id: intake.id } },
        data: { decision: intake.decision, chosenFlowId: intake.chosenFlowId },
      });
    },

    /** This member's newest intakes that still wait for a choice. */
    async undecided(accountId: string, memberId: string, limit: number): Promise<Intake[]> {
      const rows = await db.intake.findMany({
        where: { accountId, memberId, decision: null, outcome: { in: ['suggest', 'out_of_scope'] } },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      return rows.map(intakeOf);
    },

    async createTicket(ticket: Ticket & { createdAt: Date }): Promise<void> {
      await db.ticket.create({ data: ticket });
    },

    async recategorize({ accountId, id, categoryId }: Omit<Ticket, 'number' | 'intakeId'>): Promise<void> {
      await db.ticket.update({ where: { accountId_id: { accountId, id } }, data: { categoryId } });
    },

    async ticketOf(accountId: string, intakeId: string): Promise<Ticket | null> {
      return db.ticket.findUnique({ where: { accountId_intakeId: { accountId, intakeId } } });
    },

    async ticket(accountId: string, ticketId: string): Promise<Ticket | null> {
      return db.ticket.findUnique({ where: { accountId_id: { accountId, id: ticketId } } });
    },
  };
}

/** A row as the intake that it keeps; cards read such rows too. */
export function intakeOf(row: IntakeModel): Intake {
  return {
    accountId: row.accountId,
    id: row.id,
    memberId: row.memberId,
    problem: problemOf(row),
    outcome: row.outcome,
    reason: row.reason,
    categoryId: row.categoryId,
    suggestions: suggestionsOf(row.candidates),
    decision: row.decision,
    chosenFlowId: row.chosenFlowId,
    channelId: row.channelId,
    createdAt: row.createdAt,
  };
}

/** What the agent typed, of a row. */
export const problemOf = (row: IntakeModel): Intake['problem'] => ({
  text: row.problem,
  customerName: row.customerName,
  customerContact: row.customerContact,
  device: row.device,
  urgency: row.urgency,
  private: row.private,
});

function suggestionsOf(candidates: unknown): Suggestion[] {
  if (!Array.isArray(candidates)) return [];
  return candidates.map((candidate) => ({
    flowId: String(candidate.flowId),
    title: String(candidate.title),
    why: String(candidate.why),
    // Intakes of before had none of these.
    probability: Number(candidate.probability ?? 0),
    commonWords: Array.isArray(candidate.commonWords) ? candidate.commonWords.map(String) : [],
    nearestPhrase: typeof candidate.nearestPhrase === 'string' ? candidate.nearestPhrase : null,
    ...(candidate.record && { record: candidate.record }),
  }));
}
