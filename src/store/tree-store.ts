import type { FlowNode } from '../domain/flow.js';
import type { Db } from './db.js';
import type { Prisma } from './generated/client.js';

const withAnswers = {
  answers: { orderBy: { position: 'asc' }, include: { edge: true, takenOut: true } },
} as const satisfies Prisma.NodeInclude;

type NodeRow = Prisma.NodeGetPayload<{ include: typeof withAnswers }>;

/** Nodes, answers and edges. They are only ever added. */
export function treeStore(db: Db) {
  return {
    async create(accountId: string, treeId: string, createdAt: Date): Promise<void> {
      await db.tree.create({ data: { accountId, id: treeId, createdAt } });
    },

    async createAll(accountId: string, treeIds: readonly string[], createdAt: Date): Promise<void> {
      await db.tree.createMany({ data: treeIds.map((id) => ({ accountId, id, createdAt })) });
    },

    async rootOf(accountId: string, treeId: string): Promise<string | null> {
      const tree = await db.tree.findUnique({ where: { accountId_id: { accountId, id: treeId } } });
      return tree?.rootNodeId ?? null;
    },

    async setRoot(accountId: string, treeId: string, rootNodeId: string): Promise<void> {
      await db.tree.update({ where: { accountId_id: { accountId, id: treeId } }, data: { rootNodeId } });
    },

    /** Gives each tree its root; from here on the database refuses every new row in it. */
    async freeze(
      accountId: string,
      trees: readonly { treeId: string; rootNodeId: string }[],
      at: Date,
    ): Promise<void> {
      await db.$executeRaw`
        update tree t set root_node_id = r.root_node_id, frozen_at = ${at}
        from unnest(${trees.map(({ treeId }) => treeId)}::uuid[], ${trees.map(({ rootNodeId }) => rootNodeId)}::uuid[])
          as r(tree_id, root_node_id)
        where t.account_id = ${accountId}::uuid and t.id = r.tree_id`;
    },

    async node(accountId: string, nodeId: string): Promise<FlowNode | null> {
      const row = await db.node.findUnique({
        where: { accountId_id: { accountId, id: nodeId } },
        include: withAnswers,
      });
      return row && nodeOf(row);
    },

    /** The key alone, where the rest is seldom needed. */
    async keyOf(accountId: string, nodeId: string): Promise<string | null> {
      const row = await db.node.findUnique({
        where: { accountId_id: { accountId, id: nodeId } },
        select: { key: true },
      });
      return row?.key ?? null;
    },

    /** The node that leads to this one; null for a root, and where nothing leads. */
    async before(accountId: string, nodeId: string): Promise<FlowNode | null> {
      const edge = await db.edge.findFirst({
        where: { accountId, nodeId },
        include: { answer: { include: { node: { include: withAnswers } } } },
      });
      return edge && nodeOf(edge.answer.node);
    },

    async nodes(accountId: string, nodeIds: readonly string[]): Promise<Map<string, FlowNode>> {
      const rows = await db.node.findMany({
        where: { accountId, id: { in: [...new Set(nodeIds)] } },
        include: withAnswers,
      });
      return new Map(rows.map((row) => [row.id, nodeOf(row)]));
    },

    /** Nodes and what lies behind their answers, so many levels deep. */
    async around(accountId: string, nodeId: string, levels: number): Promise<Map<string, FlowNode>> {
      const found = new Map<string, FlowNode>();
      let ids = [nodeId];
      for (let level = 0; level <= levels && ids.length > 0; level += 1) {
        const rows = await db.node.findMany({ where: { accountId, id: { in: ids } }, include: withAnswers });
        for (const row of rows) found.set(row.id, nodeOf(row));
        ids = rows.flatMap(({ answers }) =>
          answers.flatMap(({ takenOut, edge }) => takenOut?.nodeId ?? edge?.nodeId ?? []),
        );
      }
      return found;
    },

    /** Every node of the tree, also those that no edge leads to any more. */
    async allNodes(accountId: string, treeId: string): Promise<FlowNode[]> {
      const rows = await db.node.findMany({
        where: { accountId, treeId },
        orderBy: [{ depth: 'asc' }, { id: 'asc' }],
        include: withAnswers,
      });
      return rows.map(nodeOf);
    },

    /** Has an answer of a draft lead to this node from now on; walks that are past it stay where they are. */
    async takeOut(accountId: string, answerId: string, nodeId: string): Promise<void> {
      await db.takenOut.createMany({ data: { accountId, answerId, nodeId }, skipDuplicates: true });
    },

    /** Adds nodes with their answers; edges come with `addEdges`, once every node is there. */
    async addNodes(accountId: string, nodes: readonly FlowNode[], createdAt: Date): Promise<void> {
      await db.node.createMany({
        data: nodes.map(({ answers, ...node }) => ({ ...node, accountId, createdAt })),
      });
      await db.answer.createMany({
        data: nodes.flatMap((node) =>
          node.answers.map(({ id, label, kind, likelihood = null }, position) => ({
            accountId,
            id,
            nodeId: node.id,
            position,
            label,
            kind,
            likelihood,
          })),
        ),
      });
    },

    async addEdges(accountId: string, edges: readonly { answerId: string; nodeId: string }[]): Promise<void> {
      await db.edge.createMany({ data: edges.map((edge) => ({ ...edge, accountId })) });
    },
  };
}

function nodeOf(row: NodeRow): FlowNode {
  return {
    id: row.id,
    treeId: row.treeId,
    key: row.key,
    kind: row.kind,
    text: row.text,
    label: row.label,
    howToTell: row.howToTell,
    source: row.source,
    depth: row.depth,
    answers: row.answers.map((answer) => ({
      id: answer.id,
      label: answer.label,
      kind: answer.kind,
      nextNodeId: answer.takenOut?.nodeId ?? answer.edge?.nodeId ?? null,
      likelihood: answer.likelihood,
    })),
  };
}
