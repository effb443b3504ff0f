import type {
  IntakeCard,
  MessageRef,
  NowOfWalk,
  SessionCard,
  SourceOfWalk,
  WalkCard,
  WalkState,
} from '../domain/cards.js';
import { type Failure, failures } from '../domain/draft.js';
import { reopenUntil } from '../domain/fix.js';
import type { FlowNode } from '../domain/flow.js';
import type { Suggestion } from '../domain/match.js';
import { isDirectMessage, postKey } from '../domain/post.js';
import { defaultTimes } from '../domain/truth-times.js';
import { pathOf } from '../domain/walk.js';
import { answerOf, forBrief, type StepRow } from './brief.js';
import type { Db } from './db.js';
import { fixCardOf, forFixCard } from './fix-store.js';
import type { Prisma } from './generated/client.js';
import { intakeOf, problemOf } from './intake-store.js';
import { personColumns, personOfRow } from './member-store.js';
import { inOwnWords, type OwnWords, ownWords, textInOwnWords } from './own-words.js';
import { treeStore } from './tree-store.js';

const person = { select: personColumns } as const;

const sourceOfTree = {
  include: {
    flowVersion: { select: { number: true, flow: { select: { id: true, title: true } } } },
    draft: { select: { builder: true, category: { select: { name: true } } } },
  },
} as const;

/** What a session's row brings along for its card. */
export const forCard = {
  account: { select: { reopenDays: true } },
  ticket: {
    include: {
      intake: true,
      category: { select: { name: true } },
      sessions: { where: { abandonedFor: 'wrong_flow' }, select: { tree: sourceOfTree } },
    },
  },
  tree: sourceOfTree,
  currentNode: { select: { text: true } },
  startedBy: person,
  carriedBy: person,
  escalations: {
    orderBy: { createdAt: 'desc' },
    take: 1,
    include: {
      claimedBy: person,
      // Where a card did not arrive nobody has been told.
      posts: {
        where: { state: { not: 'failed' }, kind: 'escalation_card' },
        select: { channelId: true },
      },
    },
  },
  fixes: { orderBy: { number: 'desc' }, include: forFixCard },
  _count: { select: { notes: true } },
} as const satisfies Prisma.SessionInclude;

type SessionRow = Prisma.SessionGetPayload<{ include: typeof forCard }>;

/** Reads what cards show. Nothing here changes anything. */
export function cardStore(db: Db) {
  return {
    async session(accountId: string, sessionId: string): Promise<SessionCard | null> {
      const row = await db.session.findUnique({
        where: { accountId_id: { accountId, id: sessionId } },
        include: forCard,
      });
      return row && sessionCardOf(row, await this.nowOf(accountId, row));
    },

    async walk(accountId: string, sessionId: string, position: number): Promise<WalkCard | null> {
      const session = await db.session.findUnique({
        where: { accountId_id: { accountId, id: sessionId } },
        include: { tree: sourceOfTree },
      });
      if (!session) return null;
      const steps = await db.step.findMany({
        where: { accountId, sessionId, number: { lte: position + 1 } },
        orderBy: { number: 'asc' },
        include: forBrief,
      });
      const next = steps.find((step) => step.number === position + 1);
      const nodeId = next ? next.nodeId : session.currentNodeId;
      const node = nodeId ? await treeStore(db).node(accountId, nodeId) : null;
      const source = sourceOf(session.kind, session.tree);
      return {
        sessionId,
        position,
        body: node
          ? { kind: 'node', node: await inOwnWords(db, { accountId, sessionId }, node) }
          : session.kind === 'ad_hoc'
            ? { kind: 'ad_hoc' }
            : await this.waiting(accountId, session),
        state: next
          ? stateOfStep(next, await ownWords(db, { accountId, sessionId }, [next.answer?.label]))
          : session.status === 'active'
            ? { kind: 'open' }
            : { kind: 'closed', status: session.status, wrongFlow: session.abandonedFor === 'wrong_flow' },
        toldHow: !next && session.toldHowAt === position,
        canLeave: session.kind === 'flow',
        canGoBack: pathOf(steps.filter((step) => step.number <= position)).length > 0,
        built: builtBy(source, node),
      };
    },

    /** One node as this walk reads it. */
    async node(accountId: string, sessionId: string, nodeId: string): Promise<FlowNode | null> {
      const node = await treeStore(db).node(accountId, nodeId);
      return node && inOwnWords(db, { accountId, sessionId }, node);
    },

    /** What the walk waits for; null when it has ended. */
    async nowOf(accountId: string, session: SessionRow): Promise<NowOfWalk | null> {
      if (session.status !== 'active') return null;
      if (session.kind === 'ad_hoc') return { kind: 'ad_hoc' };
      const text = await textInOwnWords(db, session);
      if (text !== null) return { kind: 'node', text };
      return this.waiting(accountId, session);
    },

    /** How it stands with the node that this session waits for: on its way, or why it could not be written. */
    async waiting(
      accountId: string,
      session: { treeId: string | null; pendingAnswerId: string | null },
    ): Promise<{ kind: 'writing' } | { kind: 'failed'; why: Failure }> {
      if (!session.treeId) return { kind: 'writing' };
      const failed = await db.generation.findFirst({
        where: {
          accountId,
          draft: { treeId: session.treeId },
          answerId: session.pendingAnswerId,
          state: 'failed',
        },
      });
      if (!failed) return { kind: 'writing' };
      return { kind: 'failed', why: failures.find((one) => one === failed.failure) ?? 'other' };
    },

    /** Where the walk's card stands; null until it is posted. */
    async thread(accountId: string, sessionId: string): Promise<MessageRef | null> {
      return threadOf(db, accountId, sessionId);
    },

    async intake(accountId: string, intakeId: string): Promise<IntakeCard | null> {
      const row = await db.intake.findUnique({
        where: { accountId_id: { accountId, id: intakeId } },
        include: {
          category: true,
          ticket: {
            include: { sessions: { select: { id: true }, orderBy: { createdAt: 'desc' }, take: 1 } },
          },
        },
      });
      if (!row) return null;
      const intake = intakeOf(row);
      const sessionId = row.ticket?.sessions[0]?.id;
      return {
        intakeId,
        problem: intake.problem,
        outcome: intake.outcome,
        reason: intake.reason,
        categoryName: row.category?.name ?? null,
        suggestions: intake.suggestions,
        canBuild: row.category?.buildEnabled === true && row.category.archivedAt === null,
        decision: intake.decision,
        ticketNumber: row.ticket?.number ?? null,
        thread: sessionId ? await this.thread(accountId, sessionId) : null,
      };
    },
  };
}

/** In a tree that a model writes, too, a node may be the protocol's: where nothing that it wrote may be shown. */
function builtBy(source: SourceOfWalk, node: FlowNode | null): WalkCard['built'] {
  if (source.kind !== 'ai_build') return 'no';
  return source.builtIn || node?.source === 'built_in' ? 'built_in' : 'model';
}

/** Where the ticket's thread is; null until its head is posted. The head shows the ticket's newest session. */
export async function threadOf(db: Db, accountId: string, sessionId: string): Promise<MessageRef | null> {
  const key = postKey.sessionCard(sessionId);
  // It shows the newest session of its ticket, which is nearly always this one.
  const own = await db.post.findUnique({ where: { accountId_key: { accountId, key } } });
  const post =
    own ??
    (await db.post.findFirst({
      where: {
        accountId,
        kind: 'session_card',
        session: { ticket: { sessions: { some: { id: sessionId } } } },
      },
    }));
  return post?.ts ? { channelId: post.channelId, ts: post.ts } : null;
}

/** Where a walk comes from. A tree that was left for an ad hoc walk still says where the walk began. */
function sourceOf(
  kind: 'flow' | 'ai_build' | 'ad_hoc' | 'none',
  tree: Prisma.TreeGetPayload<typeof sourceOfTree> | null,
): SourceOfWalk {
  if (tree?.flowVersion)
    return { kind: 'flow', title: tree.flowVersion.flow.title, version: tree.flowVersion.number };
  if (tree?.draft) {
    return {
      kind: 'ai_build',
      category: tree.draft.category.name,
      builtIn: tree.draft.builder.startsWith('built_in'),
    };
  }
  return kind === 'ad_hoc' ? { kind: 'ad_hoc' } : { kind: 'none' };
}

/** A session's row as its card. */
export function sessionCardOf(row: SessionRow, now: NowOfWalk | null): SessionCard {
  const [escalation] = row.escalations;
  const [fix] = row.fixes;
  return {
    sessionId: row.id,
    ticketNumber: row.ticket.number,
    problem: problemOf(row.ticket.intake),
    categoryName: row.ticket.category?.name ?? null,
    source: sourceOf(row.kind, row.tree),
    why: whyOf(row),
    leftFlows: leftFlowsOf(row),
    status: row.status,
    stopped: row.stoppedAt !== null,
    startedBy: personOfRow(row.startedBy),
    carriedBy: personOfRow(row.carriedBy),
    stepsTaken: row.stepCount,
    notesTaken: row._count.notes,
    now,
    escalation: escalation
      ? {
          reason: escalation.reason,
          category: escalation.category,
          claimedBy: escalation.claimedBy && personOfRow(escalation.claimedBy),
          told: toldOf(escalation.posts),
          instruction: escalation.status === 'returned' ? escalation.instruction : null,
        }
      : null,
    resolution: row.status === 'resolved' && fix ? fixCardOf(fix) : null,
    reopened: row.fixes.filter(({ check }) => check === 'reopened').length,
    reopenUntil: row.endedAt && reopenUntil(row.endedAt, row.account.reopenDays ?? defaultTimes.reopenDays),
    openedAt: row.createdAt,
  };
}

function whyOf({ ticket, tree }: SessionRow): Suggestion | null {
  const flowId = tree?.flowVersion?.flow.id;
  return intakeOf(ticket.intake).suggestions.find((one) => one.flowId === flowId) ?? null;
}

/** The flows that this ticket left as the wrong ones, other than the one that the session walks. */
function leftFlowsOf({ ticket, tree }: SessionRow): string[] {
  const titles = ticket.sessions.flatMap((left) => left.tree?.flowVersion?.flow.title ?? []);
  return titles.filter((title) => title !== tree?.flowVersion?.flow.title);
}

function toldOf(posts: readonly { channelId: string }[]): 'channel' | 'direct' | 'nobody' {
  if (posts.length === 0) return 'nobody';
  return posts.every((post) => isDirectMessage(post.channelId)) ? 'direct' : 'channel';
}

function stateOfStep(step: StepRow, own: OwnWords): WalkState {
  const by = personOfRow(step.member);
  if (step.kind === 'back') return { kind: 'went_back', by, at: step.at };
  if (step.kind === 'ad_hoc') return { kind: 'recorded', text: step.text ?? '', by, at: step.at };
  return { kind: 'answered', label: own(answerOf(step) ?? ''), by, at: step.at };
}
