import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';
import type { FlowModel } from './generated/models.js';

export type FlowSource = 'starter' | 'imported' | 'proposal';

/** A published flow, as lists and imports see it. */
export interface Flow {
  accountId: string;
  id: string;
  slug: string;
  title: string;
  description: string;
  keywords: string[];
  examples: string[];
  categoryId: string | null;
  source: FlowSource;
  currentVersionId: string | null;
}

export interface FlowVersion {
  accountId: string;
  id: string;
  flowId: string;
  number: number;
  treeId: string;
  contentHash: string;
  publishedById: string | null;
  publishedAt: Date;
}

/** Its category is not archived. */
const startable: Prisma.FlowWhereInput = { OR: [{ categoryId: null }, { category: { archivedAt: null } }] };

/** Flows and their immutable versions. */
export function flowStore(db: Db) {
  return {
    async find(accountId: string, flowId: string): Promise<Flow | null> {
      const row = await db.flow.findUnique({ where: { accountId_id: { accountId, id: flowId } } });
      return row && flowOf(row);
    },

    async findBySlug(accountId: string, slug: string): Promise<Flow | null> {
      const row = await db.flow.findUnique({ where: { accountId_slug: { accountId, slug } } });
      return row && flowOf(row);
    },

    /** Flows that new walks may start, by title, `limit` at most. */
    async list(accountId: string, limit: number): Promise<Flow[]> {
      const rows = await db.flow.findMany({
        where: { accountId, retiredAt: null, currentVersionId: { not: null }, ...startable },
        orderBy: [{ title: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(flowOf);
    },

    /** Which of these flows new walks may start. */
    async startable(accountId: string, flowIds: readonly string[]): Promise<Set<string>> {
      const rows = await db.flow.findMany({
        where: { accountId, id: { in: [...flowIds] }, retiredAt: null, ...startable },
        select: { id: true },
      });
      return new Set(rows.map(({ id }) => id));
    },

    async create(flow: Flow, at: Date): Promise<void> {
      await db.flow.create({ data: { ...flow, createdAt: at, updatedAt: at } });
    },

    async save(flow: Flow, at: Date): Promise<void> {
      const { accountId, id, ...data } = flow;
      await db.flow.update({
        where: { accountId_id: { accountId, id } },
        data: { ...data, retiredAt: null, updatedAt: at },
      });
    },

    async currentVersion(accountId: string, flowId: string): Promise<FlowVersion | null> {
      const flow = await db.flow.findUnique({
        where: { accountId_id: { accountId, id: flowId } },
        include: { currentVersion: true },
      });
      return flow?.currentVersion ?? null;
    },

    async addVersion(version: FlowVersion): Promise<void> {
      await db.flowVersion.create({ data: version });
    },
  };
}

function flowOf(row: FlowModel): Flow {
  const {
    accountId,
    id,
    slug,
    title,
    description,
    keywords,
    examples,
    categoryId,
    source,
    currentVersionId,
  } = row;
  return {
    accountId,
    id,
    slug,
    title,
    description,
    keywords,
    examples,
    categoryId,
    source,
    currentVersionId,
  };
}
