import { createHash } from 'node:crypto';
import type { FlowNode } from '../../domain/flow.js';
import { contentOf, depthsOf, type FlowDefinition } from '../../domain/flow-definition.js';
import { phrasesOf } from '../../domain/match-phrases.js';
import type { Flow, FlowSource, FlowVersion } from '../../store/flow-store.js';
import type { Context } from '../context.js';
import { fillIndexLater } from './fill-index-later.js';
import type { Acting } from './transact.js';

/** A flow's content in so many characters. */
export const contentHashOf = (definition: FlowDefinition): string =>
  createHash('sha256').update(contentOf(definition)).digest('hex');

export interface StoreVersion {
  /** Complete and without errors. */
  definition: FlowDefinition;
  source: FlowSource;
  publishedById: string | null;
}

/** A version with its flow. */
export interface StoredVersion {
  flow: Flow;
  isNew: boolean;
  version: FlowVersion;
}

/**
 * Stores the next version of the flow with each definition's slug, or the first of a new flow, and has problems matched
 * to them; no slug twice. The caller holds the account, so that two at once do not take one slug or number.
 */
export async function storeVersions(
  ctx: Context,
  tx: Acting,
  versions: readonly StoreVersion[],
): Promise<StoredVersion[]> {
  const saved = await saveFlows(ctx, tx, versions);
  const trees = versions.map(({ definition }) => treeOf(ctx, definition));
  await addTrees(tx, trees);
  const current = await tx.flows.currentVersions(
    tx.accountId,
    saved.filter(({ isNew }) => !isNew).map(({ flow }) => flow.id),
  );
  const stored = versions.map(({ definition, publishedById }, at): StoredVersion => {
    const { flow, isNew } = saved[at] as SavedFlow;
    const version: FlowVersion = {
      accountId: tx.accountId,
      id: ctx.newId(),
      flowId: flow.id,
      number: (current.get(flow.id)?.number ?? 0) + 1,
      treeId: (trees[at] as NewTree).treeId,
      contentHash: contentHashOf(definition),
      publishedById,
      publishedAt: tx.now,
    };
    return { flow, isNew, version };
  });
  const added = stored.map(({ version }) => version);
  await tx.flows.addVersions(added);
  await tx.flows.makeCurrent(tx.accountId, added);
  await tx.search.indexFlows(
    tx.accountId,
    stored.map(({ flow }, at) => ({
      flowId: flow.id,
      phrases: phrasesOf((versions[at] as StoreVersion).definition),
    })),
  );
  await fillIndexLater(ctx, tx);
  return stored;
}

interface SavedFlow {
  flow: Flow;
  isNew: boolean;
}

/** The flows of these slugs with the definitions' texts, made where there are none. */
async function saveFlows(ctx: Context, tx: Acting, versions: readonly StoreVersion[]): Promise<SavedFlow[]> {
  const { accountId, now } = tx;
  const definitions = versions.map(({ definition }) => definition);
  const existing = await tx.flows.bySlugs(
    accountId,
    definitions.map(({ slug }) => slug),
  );
  const names = definitions.flatMap(({ category }) => category ?? []);
  const categories = await tx.categories.byNames(accountId, names);
  const saved = versions.map(({ definition, source }): SavedFlow => {
    const { slug, title, description, keywords, examples, category } = definition;
    const before = existing.get(slug);
    const flow: Flow = {
      accountId,
      id: before?.id ?? ctx.newId(),
      slug,
      title,
      description,
      keywords,
      examples,
      categoryId: category ? (categories.get(category)?.id ?? null) : null,
      source,
      currentVersionId: before?.currentVersionId ?? null,
      // Who publishes a new content of a retired flow wants it walked again.
      retiredAt: null,
    };
    return { flow, isNew: !before };
  });
  await tx.flows.create(
    saved.filter(({ isNew }) => isNew).map(({ flow }) => flow),
    now,
  );
  for (const { flow, isNew } of saved) if (!isNew) await tx.flows.save(flow, now);
  return saved;
}

interface NewTree {
  treeId: string;
  rootNodeId: string;
  nodes: FlowNode[];
}

function treeOf(ctx: Context, definition: FlowDefinition): NewTree {
  const treeId = ctx.newId();
  const idOf = new Map(definition.nodes.map((node) => [node.key, ctx.newId()]));
  const depths = depthsOf(definition);
  const id = (key: string) => {
    const known = idOf.get(key);
    if (!known) throw new Error(`No node ${key}`);
    return known;
  };
  const nodes: FlowNode[] = definition.nodes.map((node) => ({
    id: id(node.key),
    treeId,
    key: node.key,
    kind: node.kind,
    text: node.text,
    label: node.label,
    howToTell: node.howToTell ?? null,
    source: node.key.startsWith('server:') ? 'server' : 'author',
    depth: depths.get(node.key) ?? 0,
    answers: node.answers.map(({ label, kind, next }) => ({
      id: ctx.newId(),
      label,
      kind,
      nextNodeId: id(next),
    })),
  }));
  return { treeId, rootNodeId: id(definition.start), nodes };
}

/** Stores the trees and freezes them: the database refuses any later change. */
async function addTrees({ trees, accountId, now }: Acting, added: readonly NewTree[]): Promise<void> {
  const nodes = added.flatMap((tree) => tree.nodes);
  await trees.createAll(
    accountId,
    added.map(({ treeId }) => treeId),
    now,
  );
  await trees.addNodes(accountId, nodes, now);
  await trees.addEdges(accountId, edgesOf(nodes));
  await trees.freeze(accountId, added, now);
}

const edgesOf = (nodes: readonly FlowNode[]) =>
  nodes.flatMap((node) =>
    node.answers.flatMap(({ id, nextNodeId }) => (nextNodeId ? [{ answerId: id, nodeId: nextNodeId }] : [])),
  );
