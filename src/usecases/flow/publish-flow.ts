import { createHash } from 'node:crypto';
import type { FlowNode } from '../../domain/flow.js';
import {
  checkDefinition,
  completeDefinition,
  depthsOf,
  type FlowDefinition,
  type FlowFinding,
} from '../../domain/flow-definition.js';
import { phrasesOf } from '../../domain/match-phrases.js';
import { authorize } from '../../domain/policy.js';
import type { Flow, FlowSource } from '../../store/flow-store.js';
import type { Tx } from '../../store/store.js';
import type { Context } from '../context.js';
import { fillIndexLater } from '../shared/fill-index-later.js';
import { type Acting, transact } from '../shared/transact.js';

export interface PublishFlow {
  definition: FlowDefinition;
  source: FlowSource;
}

export type PublishedFlow =
  | { status: 'published'; flowId: string; version: number; findings: FlowFinding[] }
  /** The same content is published already: nothing is done. */
  | { status: 'unchanged'; flowId: string; findings: FlowFinding[] }
  | { status: 'refused'; findings: FlowFinding[] };

/**
 * Publishes a flow, or a new version of the flow with its slug. Sessions stay on the version they started on; from
 * the next intake on problems are matched to the new one. A definition with errors is refused whole.
 */
export async function publishFlow(ctx: Context, { definition, source }: PublishFlow): Promise<PublishedFlow> {
  authorize(ctx.actor, 'settings.write');
  const complete = completeDefinition(definition);
  const findings = checkDefinition(complete);
  if (findings.some((finding) => finding.level === 'error')) return { status: 'refused', findings };
  const contentHash = createHash('sha256').update(JSON.stringify(complete)).digest('hex');
  const same = { slug: complete.slug, contentHash };
  const published = await unchangedFlow(ctx.store, ctx.actor.accountId, same);
  if (published) return { status: 'unchanged', flowId: published, findings };
  return transact(ctx, async (tx) => {
    // Two imports of one slug at once: the second waits here and then sees the first.
    await tx.accounts.lock(tx.accountId);
    const meanwhile = await unchangedFlow(tx, tx.accountId, same);
    if (meanwhile) return { status: 'unchanged', flowId: meanwhile, findings };
    const { flow, isNew } = await saveFlow(ctx, tx, complete, source);
    const treeId = await addTree(ctx, tx, complete);
    const version = ((await tx.flows.currentVersion(tx.accountId, flow.id))?.number ?? 0) + 1;
    const versionId = ctx.newId();
    await tx.flows.addVersion({
      accountId: tx.accountId,
      id: versionId,
      flowId: flow.id,
      number: version,
      treeId,
      contentHash,
      publishedById: null,
      publishedAt: tx.now,
    });
    await tx.flows.save({ ...flow, currentVersionId: versionId }, tx.now);
    await tx.search.indexFlow(tx.accountId, flow.id, phrasesOf(complete), ctx.embedder.id, null);
    await fillIndexLater(ctx, tx);
    await tx.record({
      action: isNew ? 'flow.published' : 'flow.version_published',
      subject: 'flow',
      subjectId: flow.id,
      after: { version, slug: flow.slug, source },
    });
    return { status: 'published', flowId: flow.id, version, findings };
  });
}

/** The flow with this slug, if this very content is its current version. */
async function unchangedFlow(
  { flows }: Pick<Tx, 'flows'>,
  accountId: string,
  { slug, contentHash }: { slug: string; contentHash: string },
): Promise<string | null> {
  const flow = await flows.findBySlug(accountId, slug);
  const current = flow && (await flows.currentVersion(accountId, flow.id));
  return current?.contentHash === contentHash ? current.flowId : null;
}

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
  await tx.trees.setRoot(tx.accountId, treeId, id(definition.start));
  await tx.trees.freeze(tx.accountId, treeId, tx.now);
  return treeId;
}

const edgesOf = (nodes: readonly FlowNode[]) =>
  nodes.flatMap((node) =>
    node.answers.flatMap(({ id, nextNodeId }) => (nextNodeId ? [{ answerId: id, nodeId: nextNodeId }] : [])),
  );
