import { toSql } from 'pgvector';
import { closedFingerprint, type Draft, type PathEntry } from '../domain/draft.js';
import type { Db } from './db.js';

/** One node to be written, at most once. */
export interface Generation {
  accountId: string;
  id: string;
  draftId: string;
  parentNodeId: string | null;
  answerId: string | null;
  slot: string;
  state: 'requested' | 'ready' | 'failed';
  nodeId: string | null;
  /** Until when a writer has it; null while none does. */
  leaseUntil: Date | null;
  /** Asked for before anybody answered that way. */
  ahead: boolean;
  /** Who caused it; their budget pays. */
  memberId: string | null;
}

/** What a generation is asked for with. */
export type NewGeneration = Omit<Generation, 'state' | 'nodeId' | 'leaseUntil'>;

/** A generation in the hands of one writer; the number tells it from whoever had it before or after. */
export interface GenerationLease {
  accountId: string;
  id: string;
  number: number;
}

/** Drafts and the generations that grow them. */
export function draftStore(db: Db) {
  return {
    async find(accountId: string, draftId: string): Promise<Draft | null> {
      const row = await db.draft.findUnique({ where: { accountId_id: { accountId, id: draftId } } });
      return row && draftOf(row);
    },

    async findByTree(accountId: string, treeId: string): Promise<Draft | null> {
      const row = await db.draft.findUnique({ where: { accountId_treeId: { accountId, treeId } } });
      return row && draftOf(row);
    },

    /** The draft that the same problem already walks. */
    async findSame(
      draft: Pick<Draft, 'accountId' | 'categoryId' | 'builder' | 'fingerprint'>,
    ): Promise<Draft | null> {
      const { accountId, categoryId, builder, fingerprint } = draft;
      const row = await db.draft.findUnique({
        where: { accountId_categoryId_builder_fingerprint: { accountId, categoryId, builder, fingerprint } },
      });
      return row && draftOf(row);
    },

    /** Open drafts of the same category, builder and facts, the nearest first; forks are nobody else's. */
    async near(
      {
        accountId,
        categoryId,
        builder,
        facts,
      }: Pick<Draft, 'accountId' | 'categoryId' | 'builder' | 'facts'>,
      place: { embedder: string; vector: readonly number[] } | null,
      limit: number,
    ): Promise<(Draft & { cosine: number | null })[]> {
      const vector = place && toSql([...place.vector]);
      const rows = await db.$queryRaw<{ id: string; cosine: number | null }[]>`
        select id, case when embedder = ${place?.embedder ?? ''} then 1 - (vector <=> ${vector}::vector) end::float8 as cosine
        from draft
        where account_id = ${accountId}::uuid and category_id = ${categoryId}::uuid and builder = ${builder}
          and facts = ${facts} and forked_answer_id is null and closed_at is null
        order by cosine desc nulls last, created_at desc limit ${limit}`;
      const drafts = await db.draft.findMany({ where: { accountId, id: { in: rows.map(({ id }) => id) } } });
      return rows.flatMap(({ id, cosine }) => {
        const row = drafts.find((one) => one.id === id);
        return row ? [{ ...draftOf(row), cosine }] : [];
      });
    },

    /** Where the draft's problem lies in meaning, so that others find it; of no effect where that is known. */
    async placeAt(
      { accountId, id }: Pick<Draft, 'accountId' | 'id'>,
      { embedder, vector }: { embedder: string; vector: readonly number[] },
    ): Promise<void> {
      await db.$executeRaw`
        update draft set embedder = ${embedder}, vector = ${toSql([...vector])}::vector
        where account_id = ${accountId}::uuid and id = ${id}::uuid and vector is null`;
    },

    /** Adds the draft unless the same problem got one in the meantime; tells which it was. */
    async create(draft: Draft & { createdAt: Date }): Promise<boolean> {
      const { count } = await db.draft.createMany({ data: draft, skipDuplicates: true });
      return count === 1;
    },

    /** The draft that a walk shares with others: where it went on in a fork, the one that it left, and by which answer. */
    async sharedBy(draft: Draft): Promise<{ draft: Draft; leftBy: string | null }> {
      const { accountId, forkedAnswerId: answerId } = draft;
      if (!answerId) return { draft, leftBy: null };
      const left = await db.answer.findUniqueOrThrow({
        where: { accountId_id: { accountId, id: answerId } },
        select: { node: { select: { tree: { select: { draft: true } } } } },
      });
      const before = left.node.tree.draft;
      if (!before) throw new Error(`Draft ${draft.id} is the fork of none`);
      const shared = await this.sharedBy(draftOf(before));
      return { ...shared, leftBy: shared.leftBy ?? answerId };
    },

    /** No new intake walks it from now on; walks that are under way go on. */
    async close(accountId: string, draftId: string, at: Date): Promise<void> {
      await db.draft.updateMany({
        where: { accountId, id: draftId, closedAt: null },
        data: { closedAt: at, fingerprint: closedFingerprint(draftId) },
      });
    },

    async isClosed(accountId: string, draftId: string): Promise<boolean> {
      const row = await db.draft.findUnique({ where: { accountId_id: { accountId, id: draftId } } });
      return row?.closedAt != null;
    },

    ...generations(db),
  };
}

function generations(db: Db) {
  return {
    async generation(accountId: string, generationId: string): Promise<Generation | null> {
      return db.generation.findUnique({ where: { accountId_id: { accountId, id: generationId } } });
    },

    /** The generation that a node came of; null for what the server or an author wrote. */
    async generationOfNode(accountId: string, nodeId: string): Promise<Generation | null> {
      return db.generation.findUnique({ where: { accountId_nodeId: { accountId, nodeId } } });
    },

    /** Nobody needs it any more and nobody has begun: it can be asked for anew. Called with the row locked. */
    async withdraw(accountId: string, generationId: string): Promise<void> {
      await db.generation.deleteMany({
        where: { accountId, id: generationId, state: 'requested', attempts: 0 },
      });
    },

    /**
     * The generation of one answer, held until the transaction ends: whoever comes to wait for its node and
     * whoever stores that node see each other.
     */
    async lockGenerationOf(accountId: string, draftId: string, slot: string): Promise<Generation | null> {
      await db.$queryRaw`
        select 1 from generation
        where account_id = ${accountId}::uuid and draft_id = ${draftId}::uuid and slot = ${slot} for no key update`;
      return db.generation.findUnique({ where: { accountId_draftId_slot: { accountId, draftId, slot } } });
    },

    /** Asks for a node unless it has been asked for; true if this call was the first. */
    async request(generation: NewGeneration, at: Date): Promise<boolean> {
      const { count } = await db.generation.createMany({
        data: { ...generation, state: 'requested', requestedAt: at },
        skipDuplicates: true,
      });
      return count === 1;
    },

    /**
     * Takes the lease of a generation that nobody holds; null while somebody does or when it is done.
     * The same statement takes over from a holder that died.
     */
    async lease(
      accountId: string,
      generationId: string,
      now: Date,
      until: Date,
    ): Promise<GenerationLease | null> {
      const [row] = await db.generation.updateManyAndReturn({
        where: {
          accountId,
          id: generationId,
          state: 'requested',
          OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
        },
        data: { leaseUntil: until, attempts: { increment: 1 } },
        select: { attempts: true },
      });
      return row ? { accountId, id: generationId, number: row.attempts } : null;
    },

    /** The holder is still at it; of no effect once another has taken over. */
    async renewLease(lease: GenerationLease, until: Date): Promise<void> {
      await db.generation.updateMany({
        where: { ...heldBy(lease), leaseUntil: { not: null } },
        data: { leaseUntil: until },
      });
    },

    /** The attempt failed; the next need not wait for the lease to run out. Not to be done to who has taken over. */
    async giveUpLease(lease: GenerationLease): Promise<void> {
      await db.generation.updateMany({ where: heldBy(lease), data: { leaseUntil: null } });
    },

    /** Gives all leases up: the embedded database has one process, so at its start nobody holds any. */
    async releaseAll(): Promise<void> {
      await db.generation.updateMany({ where: { state: 'requested' }, data: { leaseUntil: null } });
    },

    /**
     * The answered nodes from the root to this answer, over the forks between; empty for the root. The server's ends
     * have two ways in, but nothing comes after them.
     */
    async pathTo(accountId: string, answerId: string | null): Promise<PathEntry[]> {
      if (!answerId) return [];
      return db.$queryRaw<PathEntry[]>`
        with recursive up as (
          select a.id as answer_id, a.node_id, a.label, a.kind, 0 as back
          from answer a where a.account_id = ${accountId}::uuid and a.id = ${answerId}::uuid
          union all
          select a.id, a.node_id, a.label, a.kind, up.back + 1
          from up
          join lateral (
            select e.answer_id from edge e where e.account_id = ${accountId}::uuid and e.node_id = up.node_id
            union all
            select d.forked_answer_id from tree t
            join draft d on d.account_id = t.account_id and d.tree_id = t.id
            where t.account_id = ${accountId}::uuid and t.root_node_id = up.node_id
              and d.forked_answer_id is not null
          ) before on true
          join answer a on a.account_id = ${accountId}::uuid and a.id = before.answer_id
        )
        select n.key, n.kind::text as kind, n.text, n.how_to_tell as "howToTell", up.label as "answerLabel", up.kind::text as "answerKind"
        from up join node n on n.account_id = ${accountId}::uuid and n.id = up.node_id
        order by up.back desc`;
    },

    /** Stores the result, once: false if it was stored before. */
    async finish(accountId: string, generationId: string, nodeId: string, at: Date): Promise<boolean> {
      const { count } = await db.generation.updateMany({
        where: { accountId, id: generationId, state: 'requested' },
        data: { state: 'ready', nodeId, leaseUntil: null, finishedAt: at },
      });
      return count === 1;
    },

    /** The holder could not do it; false where it is done, or another has taken over and may yet. */
    async fail(lease: GenerationLease, why: { error: string; failure: string }, at: Date): Promise<boolean> {
      const { count } = await db.generation.updateMany({
        where: heldBy(lease),
        data: { state: 'failed', ...why, leaseUntil: null, finishedAt: at },
      });
      return count === 1;
    },

    /** A person asked for it again. */
    async reopen(accountId: string, generationId: string): Promise<boolean> {
      const { count } = await db.generation.updateMany({
        where: { accountId, id: generationId, state: 'failed' },
        data: { state: 'requested', error: null, failure: null, leaseUntil: null, finishedAt: null },
      });
      return count === 1;
    },
  };
}

const heldBy = ({ accountId, id, number }: GenerationLease) =>
  ({ accountId, id, state: 'requested', attempts: number }) as const;

function draftOf(row: Draft): Draft {
  const { accountId, id, treeId, categoryId, builder, fingerprint, problem } = row;
  const { facts, forkedAnswerId, context } = row;
  return { accountId, id, treeId, categoryId, builder, fingerprint, problem, facts, forkedAnswerId, context };
}
