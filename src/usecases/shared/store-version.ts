import { createHash } from 'node:crypto';
import type { FlowNode } from '../../domain/flow.js';
import { depthsOf, type FlowDefinition } from '../../domain/flow-definition.js';
import { phrasesOf } from '../../domain/match-phrases.js';
import type { Flow, FlowSource, FlowVersion } from '../../store/flow-store.js';
import type { Context } from '../context.js';
import { fillIndexLater } from './fill-index-later.js';
import type { Acting } from './transact.js';

/** What tells one content of a flow from another. */
export const contentHashOf = (definition: FlowDefinition): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex');

export interface StoreVersion {
  /** Complete and without errors. */
  definition: FlowDefinition;
  source: FlowSource;
  publishedById: string | null;
}

/**
 * Stores the next version of the flow with the definition's slug, or the first of a new flow, and has problems matched
 * to it. The caller holds the account, so that two at once do not take one slug or number.
 */
export async function storeVersion(
  ctx: Context,
  tx: Acting,
  { definition, source, publishedById }: StoreVersion,
): Promise<{ flow: Flow; isNew: boolean; version: FlowVersion }> {
  const { flow, isNew } = await saveFlow(ctx, tx, definition, source);
  const version: FlowVersion = {
    accountId: tx.accountId,
    id: ctx.newId(),
    flowId: flow.id,
    number: isNew ? 1 : ((await tx.flows.currentVersion(tx.accountId, flow.id))?.number ?? 0) + 1,
    treeId: await addTree(ctx, tx, definition),
    contentHash: contentHashOf(definition),
    publishedById,
    publishedAt: tx.now,
  };
  await tx.flows.addVersion(version);
  await tx.flows.save({ ...flow, currentVersionId: version.id }, tx.now);
  await tx.search.indexFlow(tx.accountId, flow.id, phrasesOf(definition), ctx.embedder.id, null);
  await fillIndexLater(ctx, tx);
  return { flow, isNew, version };
}

/** The flow of this slug with the definition's texts, made where there is none. */
async function saveFlow(
  ctx: Context,
  tx: Acting,
  definition: FlowDefinition,
  source: FlowSource,
): Promise<{ flow: Flow; isNew: boolean }> {
  const existing = await tx.flows.findBySlug(tx.accountId, definition.slug);
  const category = definition.category
    ? await tx.categories.findByName(tx.accountId, definition.category)
    : null;
  const { slug, title, description, keywords, examples } = definition;
  const flow: Flow = {
    accountId: tx.accountId,
    id: existing?.id ?? ctx.newId(),
    slug,
    title,
    description,
    keywords,
    examples,
    categoryId: category?.id ?? null,
    source,
    currentVersionId: existing?.currentVersionId ?? null,
  };
  if (!existing) await tx.flows.create(flow, tx.now);
  return { flow, isNew: !existing };
}

/** Stores the tree and freezes it: the database refuses any later change. */
async function addTree(ctx: Context, tx: Acting, definition: FlowDefinition): Promise<string> {
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
    source: node.key.startsWith('server:') ? 'server' : 'author',
    depth: depths.get(node.key) ?? 0,
    answers: node.answers.map(({ label, kind, next }) => ({
      id: ctx.newId(),
      label,
      kind,
      nextNodeId: id(next),
    })),
  }));
  await tx.trees.create(tx.accountId, treeId, tx.now);
  await tx.trees.addNodes(tx.accountId, nodes, tx.now);
  await tx.trees.addEdges(tx.accountId, edgesOf(nodes));
  await tx.trees.freeze(tx.accountId, treeId, id(definition.start), tx.now);
  return treeId;
}

const edgesOf = (nodes: readonly FlowNode[]) =>
  nodes.flatMap((node) =>
    node.answers.flatMap(({ id, nextNodeId }) => (nextNodeId ? [{ answerId: id, nodeId: nextNodeId }] : [])),
  );
