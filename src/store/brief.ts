import type { BriefLine } from '../domain/cards.js';
import { labelGiven } from '../domain/flow.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import { personColumns, personOfRow } from './member-store.js';
import { type OwnWords, ownWords } from './own-words.js';

const person = { select: personColumns } as const;

/** A step as cards and briefs show it. */
export const forBrief = {
  node: { select: { text: true, label: true, kind: true, howToTell: true } },
  answer: { select: { label: true, kind: true } },
  member: person,
} as const satisfies Prisma.StepInclude;

export type StepRow = Prisma.StepGetPayload<{ include: typeof forBrief }>;

const forHistory = {
  steps: { orderBy: { number: 'asc' }, include: forBrief },
  notes: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { member: person } },
  tree: { select: { flowVersion: { select: { flow: { select: { title: true } } } } } },
  feedback: { where: { kind: 'wrong_flow' }, take: 1, include: { member: person } },
} as const satisfies Prisma.SessionInclude;

type HistoryRow = Prisma.SessionGetPayload<{ include: typeof forHistory }>;

/**
 * Everything that was tried up to a session, steps and notes in the order they were written; what was tried on flows
 * that turned out to be the wrong ones for the same ticket comes first.
 */
export async function readBrief(db: Db, accountId: string, sessionId: string): Promise<BriefLine[]> {
  const session = await db.session.findUnique({
    where: { accountId_id: { accountId, id: sessionId } },
    select: { ticketId: true, createdAt: true },
  });
  if (!session) return [];
  const { ticketId, createdAt } = session;
  const rows = await db.session.findMany({
    where: { accountId, ticketId, OR: [{ id: sessionId }, { createdAt: { lt: createdAt } }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: forHistory,
  });
  const told = await Promise.all(rows.map(async (row) => linesOf(row, await wordsOf(db, row))));
  return told.flat();
}

/** What is not an answered node. */
export const unanswered = { answer: null, nodeKind: null, answerKind: null } as const;

/** What was built is told in the walk's own words. */
const wordsOf = (db: Db, { accountId, id: sessionId, steps }: HistoryRow): Promise<OwnWords> =>
  ownWords(
    db,
    { accountId, sessionId },
    steps.flatMap(({ node, answer }) => [node?.text, answer?.label]),
  );

function linesOf(session: HistoryRow, own: OwnWords): BriefLine[] {
  const lines = [
    ...session.steps.map((step) => ({ after: step.number, line: lineOf(step, own) })),
    ...session.notes.map(({ afterStep, text, member, at }) => ({
      after: afterStep + 0.5,
      line: { ...unanswered, text, by: personOfRow(member), at, kind: 'note' as const },
    })),
  ];
  return [...lines.sort((a, b) => a.after - b.after).map(({ line }) => line), ...leftOf(session)];
}

function leftOf({ feedback: [left], tree, abandonedFor }: HistoryRow): BriefLine[] {
  if (abandonedFor !== 'wrong_flow' || !left) return [];
  const text = tree?.flowVersion?.flow.title ?? '';
  return [{ ...unanswered, kind: 'left', text, by: personOfRow(left.member), at: left.at }];
}

function lineOf(step: StepRow, own: OwnWords): BriefLine {
  const answer = answerOf(step);
  return {
    text: step.node ? own(step.node.text) : (step.text ?? ''),
    answer: answer && own(answer),
    by: personOfRow(step.member),
    at: step.at,
    kind: step.kind,
    nodeKind: step.node?.kind ?? null,
    answerKind: step.answer?.kind ?? null,
  };
}

/** An answer as it was given: its label, or what was said instead of one. */
export function answerOf({ kind, text, answer, node }: StepRow): string | null {
  if (kind === 'answer' && text !== null) return text;
  return answer && node && labelGiven(node, answer);
}
