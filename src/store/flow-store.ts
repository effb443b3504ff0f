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
  /** From then on no walk starts on it. */
  retiredAt: Date | null;
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

const listable: Prisma.FlowWhereInput = { retiredAt: null, currentVersionId: { not: null }, ...startable };

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

    /** The flows that have these slugs. */
    async bySlugs(accountId: string, slugs: readonly string[]): Promise<Map<string, Flow>> {
      const rows = await db.flow.findMany({ where: { accountId, slug: { in: [...slugs] } } });
      return new Map(rows.map((row) => [row.slug, flowOf(row)]));
    },

    /** Flows that new walks may start, by title, `limit` at most. */
    async list(accountId: string, limit: number): Promise<Flow[]> {
      const rows = await db.flow.findMany({
        where: { accountId, ...listable },
        orderBy: [{ title: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(flowOf);
    },

    /** How many flows new walks may start. */
    count: (accountId: string): Promise<number> => db.flow.count({ where: { accountId, ...listable } }),

    /** Retired flows by title, `limit` at most. */
    async listRetired(accountId: string, limit: number): Promise<Flow[]> {
      const rows = await db.flow.findMany({
        where: { accountId, retiredAt: { not: null } },
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

    async create(flows: readonly Flow[], at: Date): Promise<void> {
      await db.flow.createMany({ data: flows.map((flow) => ({ ...flow, createdAt: at, updatedAt: at })) });
    },

    async save(flow: Flow, at: Date): Promise<void> {
      const { accountId, id, ...data } = flow;
      await db.flow.update({
        where: { accountId_id: { accountId, id } },
        data: { ...data, updatedAt: at },
      });
    },

    /** Retires a flow, or with null brings it back. */
    async setRetired(
      accountId: string,
      flowId: string,
      { retiredAt, at }: { retiredAt: Date | null; at: Date },
    ): Promise<void> {
      await db.flow.update({
        where: { accountId_id: { accountId, id: flowId } },
        data: { retiredAt, updatedAt: at },
      });
    },

    /** From here on each of these versions is the one that its flow is walked by. */
    async makeCurrent(accountId: string, versions: readonly FlowVersion[]): Promise<void> {
      await db.$executeRaw`
        update flow f set current_version_id = v.id
        from unnest(${versions.map(({ flowId }) => flowId)}::uuid[], ${versions.map(({ id }) => id)}::uuid[])
          as v(flow_id, id)
        where f.account_id = ${accountId}::uuid and f.id = v.flow_id`;
    },

    async currentVersion(accountId: string, flowId: string): Promise<FlowVersion | null> {
      const flow = await db.flow.findUnique({
        where: { accountId_id: { accountId, id: flowId } },
        include: { currentVersion: true },
      });
      return flow?.currentVersion ?? null;
    },

    /** The current versions of these flows, by flow. */
    async currentVersions(accountId: string, flowIds: readonly string[]): Promise<Map<string, FlowVersion>> {
      const rows = await db.flow.findMany({
        where: { accountId, id: { in: [...flowIds] } },
        select: { id: true, currentVersion: true },
      });
      return new Map(
        rows.flatMap(({ id, currentVersion }) => (currentVersion ? [[id, currentVersion]] : [])),
      );
    },

    async addVersions(versions: readonly FlowVersion[]): Promise<void> {
      await db.flowVersion.createMany({ data: [...versions] });
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
    retiredAt,
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
    retiredAt,
  };
}
