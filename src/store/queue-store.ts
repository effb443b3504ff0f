import type { QueueLine } from '../domain/cards.js';
import { type Page, pageSize } from '../domain/page.js';
import { withoutPlaceholders } from '../domain/redact.js';
import type { SessionStatus } from '../domain/session.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import { personColumns, personOfRow } from './member-store.js';

const person = { select: personColumns } as const;

const forLine = {
  ticket: { include: { intake: { select: { problem: true, customerName: true, private: true } } } },
  currentNode: { select: { text: true } },
  carriedBy: person,
  startedBy: person,
  escalations: {
    orderBy: { createdAt: 'desc' },
    take: 1,
    include: { claimedBy: person, escalatedBy: person },
  },
  fixes: { orderBy: { number: 'desc' }, take: 1, select: { check: true } },
  posts: { where: { kind: 'session_card' }, take: 1, select: { channelId: true, ts: true } },
} as const satisfies Prisma.SessionInclude;

type LineRow = Prisma.SessionGetPayload<{ include: typeof forLine }>;

/** Lists of sessions: mine, the team's, those that wait for engineers. Newest first. */
export function queueStore(db: Db) {
  async function page(where: Prisma.SessionWhereInput, wanted: number): Promise<Page<QueueLine>> {
    const total = await db.session.count({ where });
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const number = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
    const rows = await db.session.findMany({
      where,
      include: forLine,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: (number - 1) * pageSize,
      take: pageSize,
    });
    return { lines: rows.map(lineOf), page: number, pages, total };
  }

  return {
    /** What this member carries and has not ended. */
    async carriedBy(accountId: string, memberId: string, wanted: number): Promise<Page<QueueLine>> {
      return page({ accountId, carriedById: memberId, status: 'active' }, wanted);
    },

    /** The account's sessions of one status. */
    async ofStatus(accountId: string, status: SessionStatus, wanted: number): Promise<Page<QueueLine>> {
      // A walk that was left as the wrong one is not a walk that was given up: its ticket goes on.
      const abandoned = { OR: [{ abandonedFor: null }, { abandonedFor: { not: 'wrong_flow' as const } }] };
      return page({ accountId, status, ...(status === 'abandoned' && abandoned) }, wanted);
    },
  };
}

function lineOf(row: LineRow): QueueLine {
  const [escalation] = row.escalations;
  const [post] = row.posts;
  return {
    sessionId: row.id,
    ticketNumber: row.ticket.number,
    problem: row.ticket.intake.problem,
    customerName: row.ticket.intake.customerName,
    private: row.ticket.intake.private,
    escalatedBy: escalation ? personOfRow(escalation.escalatedBy) : null,
    startedBy: personOfRow(row.startedBy),
    status: row.status,
    stopped: row.stoppedAt !== null,
    check: row.status === 'resolved' ? (row.fixes[0]?.check ?? null) : null,
    carriedBy: personOfRow(row.carriedBy),
    claimedBy: escalation?.claimedBy ? personOfRow(escalation.claimedBy) : null,
    escalationId: escalation?.id ?? null,
    currentText: row.currentNode && withoutPlaceholders(row.currentNode.text),
    thread: post?.ts ? { channelId: post.channelId, ts: post.ts } : null,
    updatedAt: row.updatedAt,
  };
}
