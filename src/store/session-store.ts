import type { Note, Session, Step } from '../domain/session.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import type { SessionModel, StepModel } from './generated/models.js';
import { personColumns, personOfRow } from './member-store.js';

/** Sessions with their steps and notes. */
export function sessionStore(db: Db) {
  return {
    async find(accountId: string, sessionId: string): Promise<Session | null> {
      const row = await db.session.findUnique({ where: { accountId_id: { accountId, id: sessionId } } });
      return row && sessionOf(row);
    },

    /** The session, held until the transaction ends: of two people at once the second waits, then sees the first. */
    async lock(accountId: string, sessionId: string): Promise<Session | null> {
      await db.$queryRaw`select 1 from session where account_id = ${accountId}::uuid and id = ${sessionId}::uuid for no key update`;
      return this.find(accountId, sessionId);
    },

    async create(session: Session): Promise<void> {
      await db.session.create({ data: session });
    },

    async save(session: Session): Promise<void> {
      const { accountId, id, ...data } = session;
      await db.session.update({ where: { accountId_id: { accountId, id } }, data });
    },

    /** Active sessions that wait for the node behind this answer (null: for the tree's root), held until the transaction ends. */
    async lockWaiting(accountId: string, treeId: string, answerId: string | null): Promise<Session[]> {
      const ids = await db.$queryRaw<{ id: string }[]>`
        select id from session
        where account_id = ${accountId}::uuid and tree_id = ${treeId}::uuid and status = 'active' and kind = 'ai_build'
          and current_node_id is null and pending_answer_id is not distinct from ${answerId}::uuid
        order by id for no key update`;
      const rows = await db.session.findMany({ where: { accountId, id: { in: ids.map(({ id }) => id) } } });
      return rows.map(sessionOf);
    },

    /** Active sessions whose current node this is. */
    async activeAt(accountId: string, nodeId: string): Promise<Session[]> {
      const rows = await db.session.findMany({
        where: { accountId, currentNodeId: nodeId, status: 'active' },
      });
      return rows.map(sessionOf);
    },

    /** Active sessions whose current node is one of these. */
    async activeWithin(accountId: string, nodeIds: readonly string[]): Promise<Session[]> {
      const rows = await db.session.findMany({
        where: { accountId, currentNodeId: { in: [...nodeIds] }, status: 'active' },
      });
      return rows.map(sessionOf);
    },

    async addStep(session: Pick<Session, 'accountId' | 'id'>, stepId: string, step: Step): Promise<void> {
      await db.step.create({
        data: { ...step, accountId: session.accountId, id: stepId, sessionId: session.id },
      });
    },

    async steps(accountId: string, sessionId: string): Promise<Step[]> {
      const rows = await db.step.findMany({ where: { accountId, sessionId }, orderBy: { number: 'asc' } });
      return rows.map(stepOf);
    },

    async step(accountId: string, sessionId: string, number: number): Promise<Step | null> {
      const row = await db.step.findUnique({
        where: { accountId_sessionId_number: { accountId, sessionId, number } },
      });
      return row && stepOf(row);
    },

    async addNote(
      session: Pick<Session, 'accountId' | 'id'>,
      note: Omit<Note, 'by'> & { memberId: string; nodeId: string | null },
    ): Promise<void> {
      await db.note.create({ data: { ...note, accountId: session.accountId, sessionId: session.id } });
    },

    async note(accountId: string, noteId: string): Promise<Note | null> {
      const row = await db.note.findUnique({
        where: { accountId_id: { accountId, id: noteId } },
        include: { member: { select: personColumns } },
      });
      return row && noteOf(row);
    },

    async notes(accountId: string, sessionId: string): Promise<Note[]> {
      const rows = await db.note.findMany({
        where: { accountId, sessionId },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        include: { member: { select: personColumns } },
      });
      return rows.map(noteOf);
    },

    /** How many other sessions walk this one's tree, or have walked it. */
    async othersOn({ accountId, id, treeId }: Pick<Session, 'accountId' | 'id' | 'treeId'>): Promise<number> {
      return db.session.count({ where: { accountId, treeId, id: { not: id } } });
    },

    /** When somebody last wrote a note. */
    async lastNoteAt(accountId: string, sessionId: string): Promise<Date | null> {
      const { _max } = await db.note.aggregate({ where: { accountId, sessionId }, _max: { at: true } });
      return _max.at;
    },

    /** True if something was noted when so many steps had been taken, or later. */
    async hasNoteAfter(
      { accountId, id }: Pick<Session, 'accountId' | 'id'>,
      steps: number,
    ): Promise<boolean> {
      return (await db.note.count({ where: { accountId, sessionId: id, afterStep: { gte: steps } } })) > 0;
    },

    /** The session whose thread this is: `threadTs` is the timestamp of its card. */
    async findByThread(accountId: string, channelId: string, threadTs: string): Promise<Session | null> {
      const row = await db.session.findFirst({
        where: { accountId, posts: { some: { channelId, ts: threadTs, kind: 'session_card' } } },
      });
      return row && sessionOf(row);
    },
  };
}

type NoteRow = Prisma.NoteGetPayload<{ include: { member: { select: typeof personColumns } } }>;

function noteOf(row: NoteRow): Note {
  const { id, text, source, afterStep, at } = row;
  return { id, text, source, afterStep, by: personOfRow(row.member), at };
}

function sessionOf(row: SessionModel): Session {
  return row;
}

function stepOf(row: StepModel): Step {
  const { number, kind, nodeId, answerId, text, memberId, at } = row;
  return { number, kind, nodeId, answerId, text, memberId, at };
}
