import type { AlikeTicket, Brief, BriefEnding } from '../domain/brief.js';
import type { BriefLine, EscalationCard, OnCall, QuestionCard } from '../domain/cards.js';
import { isLive } from '../domain/escalation.js';
import { type CallLevel, targetOf } from '../domain/escalation-clock.js';
import type { FixCheck } from '../domain/fix.js';
import { isReachable, personOf } from '../domain/member.js';
import { alikeTickets } from './alike-sql.js';
import { readBrief, unanswered } from './brief.js';
import { forCard, sessionCardOf, threadOf } from './card-store.js';
import { clockStore } from './clock-store.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import { memberStore, personColumns, personOfRow } from './member-store.js';
import { textInOwnWords } from './own-words.js';

const person = { select: personColumns } as const;

const forEscalation = {
  escalatedBy: person,
  claimedBy: person,
  questions: { where: { answer: null }, orderBy: { askedAt: 'asc' }, take: 1 },
  session: { include: forCard },
} as const satisfies Prisma.EscalationInclude;

/** Reads what engineers see: the card, the brief, the questions. Nothing here changes anything. */
export function escalationCardStore(db: Db) {
  return {
    async escalation(accountId: string, escalationId: string): Promise<EscalationCard | null> {
      const row = await db.escalation.findUnique({
        where: { accountId_id: { accountId, id: escalationId } },
        include: forEscalation,
      });
      if (!row) return null;
      const card = sessionCardOf(row.session, null);
      const desk = await clockStore(db).effective(accountId, row.session.ticket.categoryId);
      return {
        escalationId,
        sessionId: row.sessionId,
        ticketNumber: card.ticketNumber,
        problem: card.problem,
        categoryName: card.categoryName,
        source: card.source,
        reason: row.reason,
        reasonCategory: row.category,
        status: row.status,
        escalatedBy: personOfRow(row.escalatedBy),
        claimedBy: row.claimedBy && personOfRow(row.claimedBy),
        resolution: row.status === 'resolved' ? resolutionOf(row.session.fixes, row.endedAt) : null,
        instruction: row.instruction,
        at: row.createdAt,
        waitsSince: row.session.ticket.intake.createdAt,
        dueAt: targetOf(row, desk.clocks),
        onCall: await onCallOf(db, accountId, desk.onCall),
        brief: await this.briefLines(accountId, row.sessionId),
        thread: await threadOf(db, accountId, row.sessionId),
        openQuestion: isLive(row) ? (row.questions[0]?.text ?? null) : null,
        lead: null,
      };
    },

    /** Everything that is known about a session's ticket, with its newest escalation; tickets like it where they are shown. */
    async brief(accountId: string, sessionId: string, { alike = true } = {}): Promise<Brief | null> {
      const row = await db.session.findUnique({
        where: { accountId_id: { accountId, id: sessionId } },
        include: forCard,
      });
      if (!row) return null;
      const escalation = await db.escalation.findFirst({
        where: { accountId, sessionId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        include: { escalatedBy: person, claimedBy: person },
      });
      const card = sessionCardOf(row, null);
      return {
        ticketNumber: card.ticketNumber,
        problem: card.problem,
        categoryName: card.categoryName,
        source: card.source,
        thread: await threadOf(db, accountId, sessionId),
        escalation: escalation && {
          reason: escalation.reason,
          reasonCategory: escalation.category,
          escalatedBy: personOfRow(escalation.escalatedBy),
          at: escalation.createdAt,
        },
        brief: await this.briefLines(accountId, sessionId),
        nextNode: await textInOwnWords(db, row),
        solved: row.status === 'resolved' && escalation?.status !== 'resolved',
        alike: alike ? await alikeOf(db, accountId, sessionId) : [],
        ending: escalation && endingOf(escalation, row.fixes),
      };
    },

    /** Everything that was tried for a session's ticket, and what engineers asked about it. */
    async briefLines(accountId: string, sessionId: string): Promise<BriefLine[]> {
      const questions = await db.escalationQuestion.findMany({
        where: { accountId, escalation: { sessionId } },
        orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
        include: { askedBy: person },
      });
      const asked = questions.map(({ text, answer, askedBy, askedAt }) => ({
        ...unanswered,
        kind: 'question' as const,
        text,
        answer,
        by: personOfRow(askedBy),
        at: askedAt,
      }));
      const told = [...asked, ...(await earlierOf(db, accountId, sessionId))];
      const lines = [...(await readBrief(db, accountId, sessionId)), ...told];
      return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
    },

    async question(accountId: string, questionId: string): Promise<Omit<QuestionCard, 'asks'> | null> {
      const row = await db.escalationQuestion.findUnique({
        where: { accountId_id: { accountId, id: questionId } },
        include: {
          askedBy: person,
          answeredBy: person,
          escalation: { select: { sessionId: true, status: true, session: { select: { ticket: true } } } },
        },
      });
      if (!row) return null;
      const { escalation, answeredBy, answeredAt, answer } = row;
      return {
        questionId,
        sessionId: escalation.sessionId,
        ticketNumber: escalation.session.ticket.number,
        text: row.text,
        askedBy: personOfRow(row.askedBy),
        answer:
          answer !== null && answeredBy && answeredAt
            ? { text: answer, by: personOfRow(answeredBy), at: answeredAt }
            : null,
        closed: !isLive(escalation),
      };
    },
  };
}

async function onCallOf(db: Db, accountId: string, { groupId, memberIds }: CallLevel): Promise<OnCall> {
  const members = await memberStore(db).findMany(accountId, memberIds);
  return { groupId, people: members.filter(isReachable).map(personOf) };
}

type EndedRow = Prisma.EscalationGetPayload<{ include: { claimedBy: typeof person } }>;

/** What came of the escalations before the newest one, and of fixes that did not hold. */
async function earlierOf(db: Db, accountId: string, sessionId: string): Promise<BriefLine[]> {
  const escalations = await db.escalation.findMany({
    where: { accountId, sessionId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { escalatedBy: person, claimedBy: person },
  });
  const fixes = await db.fix.findMany({
    where: { accountId, sessionId, check: 'reopened' },
    include: { by: person },
  });
  const lines = escalations.slice(0, -1).flatMap((one): BriefLine[] => {
    const by = personOfRow(one.escalatedBy);
    const escalated = { ...unanswered, kind: 'escalated', text: one.reason, by, at: one.createdAt } as const;
    if (one.status !== 'returned' || !one.endedAt) return [escalated];
    const backBy = one.claimedBy ? personOfRow(one.claimedBy) : by;
    const text = one.instruction ?? '';
    return [escalated, { ...unanswered, kind: 'returned', text, by: backBy, at: one.endedAt }];
  });
  const undone = fixes.map(
    (fix): BriefLine => ({
      ...unanswered,
      kind: 'undone',
      text: fix.notes ?? 'nothing was written down',
      by: personOfRow(fix.by),
      at: fix.at,
    }),
  );
  return [...lines, ...undone];
}

/** The fix that ended an escalation: both were written at one moment. */
function resolutionOf(
  fixes: readonly { at: Date; notes: string | null; check: FixCheck }[],
  endedAt: Date | null,
): { notes: string | null; check: FixCheck } {
  const fix = fixes.find(({ at }) => at.getTime() === endedAt?.getTime()) ?? fixes[0];
  return { notes: fix?.notes ?? null, check: fix?.check ?? 'confirmed' };
}

function endingOf(row: EndedRow, fixes: Parameters<typeof resolutionOf>[0]): BriefEnding | null {
  const claimedBy = row.claimedBy && personOfRow(row.claimedBy);
  if (row.endedAt === null) return null;
  if (row.status === 'returned')
    return { kind: 'returned', instruction: row.instruction ?? '', claimedBy, at: row.endedAt };
  return { kind: 'resolved', ...resolutionOf(fixes, row.endedAt), claimedBy, at: row.endedAt };
}

async function alikeOf(db: Db, accountId: string, sessionId: string): Promise<AlikeTicket[]> {
  const found = await alikeTickets(db, { accountId, sessionId, limit: 3 });
  const people = await memberStore(db).findMany(
    accountId,
    found.map(({ solvedById }) => solvedById),
  );
  const tickets: AlikeTicket[] = [];
  for (const { solvedById, sessionId: alikeId, ...ticket } of found) {
    const solvedBy = people.find(({ memberId }) => memberId === solvedById);
    if (!solvedBy) continue;
    const thread = await threadOf(db, accountId, alikeId);
    tickets.push({ ...ticket, solvedBy: personOf(solvedBy), thread });
  }
  return tickets;
}
