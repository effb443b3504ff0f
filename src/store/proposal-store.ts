import { z } from 'zod';
import type { WalkEvidence } from '../domain/evidence.js';
import type { Proposal, ProposalEdits } from '../domain/proposal.js';
import type { ProposalCard, ProposalLine } from '../domain/proposal-card.js';
import { type GrownTree, reviewTree } from '../domain/proposal-review.js';
import { type Db, json } from './db.js';
import type { ProposalModel } from './generated/models.js';
import { personColumns, personOfRow } from './member-store.js';
import { treeStore } from './tree-store.js';

/** Proposals, and what the walks on their drafts showed. */
export function proposalStore(db: Db) {
  return {
    async find(accountId: string, proposalId: string): Promise<Proposal | null> {
      const row = await db.proposal.findUnique({ where: { accountId_id: { accountId, id: proposalId } } });
      return row && proposalOf(row);
    },

    /** The proposal, held until the transaction ends: of two reviewers at once the second sees the first. */
    async lock(accountId: string, proposalId: string): Promise<Proposal | null> {
      await db.$queryRaw`select 1 from proposal where account_id = ${accountId}::uuid and id = ${proposalId}::uuid for no key update`;
      return this.find(accountId, proposalId);
    },

    /** The draft's proposal, held likewise. */
    async lockOf(accountId: string, draftId: string): Promise<Proposal | null> {
      const row = await db.proposal.findUnique({ where: { accountId_draftId: { accountId, draftId } } });
      return row && this.lock(accountId, row.id);
    },

    /** Adds the proposal unless its draft got one in the meantime; true if this call was the first. */
    async create(proposal: Proposal, at: Date): Promise<boolean> {
      const { edits, ...rest } = proposal;
      const { count } = await db.proposal.createMany({
        data: { ...rest, edits: json(edits), createdAt: at, updatedAt: at },
        skipDuplicates: true,
      });
      return count === 1;
    },

    async save({ accountId, id, edits, ...data }: Proposal, at: Date): Promise<void> {
      await db.proposal.update({
        where: { accountId_id: { accountId, id } },
        data: { ...data, edits: json(edits), updatedAt: at },
      });
    },

    /** A published flow like it, or null. */
    async setSimilar(accountId: string, proposalId: string, flowId: string | null): Promise<void> {
      await db.proposal.update({
        where: { accountId_id: { accountId, id: proposalId } },
        data: { similarFlowId: flowId },
      });
    },

    /** Those that wait for a review, the newest evidence first. */
    async open(accountId: string, limit: number): Promise<{ lines: ProposalLine[]; total: number }> {
      const where = { accountId, state: 'open' } as const;
      const rows = await db.proposal.findMany({
        where,
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        take: limit,
        include: { category: { select: { name: true } } },
      });
      const lines = rows.map(({ id, title, category, updatedAt }) => ({
        proposalId: id,
        title,
        categoryName: category.name,
        updatedAt,
      }));
      return { lines, total: await db.proposal.count({ where }) };
    },

    ...evidence(db),
    ...reviews(db),
  };
}

function evidence(db: Db) {
  return {
    /** Keeps what a walk showed, in place of what it showed before. */
    async keepEvidence(
      accountId: string,
      draftId: string,
      { sessionId, ...shown }: WalkEvidence,
      at: Date,
    ): Promise<void> {
      const key = { accountId, draftId, sessionId };
      const data = { ...shown, at };
      await db.walkEvidence.upsert({
        where: { accountId_draftId_sessionId: key },
        create: { ...key, ...data },
        update: data,
      });
    },

    /** The walk goes on; false if it showed nothing before. */
    async dropEvidence(accountId: string, draftId: string, sessionId: string): Promise<boolean> {
      const { count } = await db.walkEvidence.deleteMany({ where: { accountId, draftId, sessionId } });
      return count > 0;
    },

    async evidence(accountId: string, draftId: string): Promise<WalkEvidence[]> {
      const rows = await db.walkEvidence.findMany({
        where: { accountId, draftId },
        orderBy: [{ at: 'desc' }, { sessionId: 'asc' }],
        take: mostWalks,
      });
      return rows.map(({ sessionId, agentId, outcome, answerIds, endNodeId }) => ({
        sessionId,
        agentId,
        outcome,
        answerIds,
        endNodeId,
      }));
    },
  };
}

/** A draft that was walked more often than this without a review is counted by its newest walks. */
const mostWalks = 5_000;

function reviews(db: Db) {
  return {
    async tree(accountId: string, treeId: string): Promise<GrownTree> {
      const trees = treeStore(db);
      return {
        rootId: await trees.rootOf(accountId, treeId),
        nodes: await trees.allNodes(accountId, treeId),
      };
    },

    /** What a reviewer sees. */
    async card(accountId: string, proposalId: string): Promise<ProposalCard | null> {
      const row = await db.proposal.findUnique({
        where: { accountId_id: { accountId, id: proposalId } },
        include: {
          draft: { select: { treeId: true, builder: true } },
          category: { select: { id: true, name: true } },
          reviewedBy: { select: personColumns },
          similarFlow: { select: { title: true } },
          publishedVersion: { select: { number: true, flow: { select: { title: true, slug: true } } } },
        },
      });
      if (!row) return null;
      const tree = await this.tree(accountId, row.draft.treeId);
      const walks = await evidence(db).evidence(accountId, row.draftId);
      const { publishedVersion: version } = row;
      return {
        proposalId,
        state: row.state,
        title: row.title,
        examples: row.examples,
        category: row.category,
        isBuiltIn: row.draft.builder.startsWith('built_in'),
        revision: row.revision,
        review: reviewTree(tree, walks, editsOf(row)),
        similarTo: row.similarFlow?.title ?? null,
        reviewedBy: row.reviewedBy && personOfRow(row.reviewedBy),
        reason: row.reason,
        published: version && { ...version.flow, version: version.number },
      };
    },
  };
}

const storedEdits: z.ZodType<ProposalEdits> = z.object({
  texts: z.record(z.string(), z.string()),
  howTos: z.record(z.string(), z.string()).optional(),
  cuts: z.array(z.string()),
});

/** @throws where the column holds what `create` and `save` above would not write */
const editsOf = ({ edits }: Pick<ProposalModel, 'edits'>): ProposalEdits => storedEdits.parse(edits);

function proposalOf(row: ProposalModel): Proposal {
  return {
    accountId: row.accountId,
    id: row.id,
    draftId: row.draftId,
    state: row.state,
    title: row.title,
    examples: row.examples,
    categoryId: row.categoryId,
    edits: editsOf(row),
    revision: row.revision,
    reason: row.reason,
    reviewedById: row.reviewedById,
    publishedVersionId: row.publishedVersionId,
    takenOutNodeId: row.takenOutNodeId,
    similarFlowId: row.similarFlowId,
  };
}
