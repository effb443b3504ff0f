import {
  checkDefinition,
  completeDefinition,
  type FlowDefinition,
  type FlowFinding,
} from '../../domain/flow-definition.js';
import { authorize } from '../../domain/policy.js';
import type { Flow, FlowSource } from '../../store/flow-store.js';
import type { Tx } from '../../store/store.js';
import type { Context } from '../context.js';
import { contentHashOf, type StoredVersion, storeVersions } from '../shared/store-version.js';
import { type Acting, transact } from '../shared/transact.js';

export interface PublishFlow {
  definition: FlowDefinition;
  source: FlowSource;
}

export interface PublishFlows {
  /** Some tens at most: they are one transaction. */
  definitions: readonly FlowDefinition[];
  source: FlowSource;
}

export type PublishedFlow =
  | { status: 'published'; flowId: string; version: number; findings: FlowFinding[] }
  /** The same content is published already: nothing is done, and a retired flow stays so. */
  | { status: 'unchanged'; flowId: string; isRetired: boolean; findings: FlowFinding[] }
  | { status: 'refused'; findings: FlowFinding[] };

/**
 * Publishes a flow, or a new version of the flow with its slug. Sessions stay on the version they started on; from
 * the next intake on problems are matched to the new one. A definition with errors is refused whole.
 */
export async function publishFlow(ctx: Context, { definition, source }: PublishFlow): Promise<PublishedFlow> {
  authorize(ctx.actor, 'settings.write');
  const [published] = await publishFlows(ctx, { definitions: [definition], source });
  return published as PublishedFlow;
}

/**
 * Publishes several flows as `publishFlow` does each, all or none of those without errors. Of two with one slug the
 * later one is the newer version.
 */
export async function publishFlows(
  ctx: Context,
  { definitions, source }: PublishFlows,
): Promise<PublishedFlow[]> {
  authorize(ctx.actor, 'settings.write');
  const wanted = definitions.map(wantedFlow);
  const sound = wanted.filter(({ findings }) => findings.every(({ level }) => level !== 'error'));
  const first = new Map<Wanted, PublishedFlow>();
  for (const one of wanted) first.set(one, { status: 'refused', findings: one.findings });
  // Most imports change little: what is as it was needs no lock.
  if (roundsOf(sound).length === 1) await passOverUnchanged(ctx.store, ctx.actor.accountId, sound, first);
  const changed = sound.filter((one) => first.get(one)?.status === 'refused');
  const settled = changed.length === 0 ? first : await publishAll(ctx, { wanted: changed, source, first });
  return wanted.map((one) => settled.get(one) as PublishedFlow);
}

/** All in one transaction. It may be run again, so that it begins each time with what was settled before it. */
const publishAll = (
  ctx: Context,
  {
    wanted,
    source,
    first,
  }: { wanted: readonly Wanted[]; source: FlowSource; first: ReadonlyMap<Wanted, PublishedFlow> },
): Promise<Map<Wanted, PublishedFlow>> =>
  transact(ctx, async (tx) => {
    const settled = new Map(first);
    // Two imports of one slug at once: the second waits here and then sees the first.
    await tx.accounts.lock(tx.accountId);
    for (const round of roundsOf(wanted)) await publishRound(ctx, tx, { round, source, settled });
    return settled;
  });

interface Wanted {
  definition: FlowDefinition;
  contentHash: string;
  findings: FlowFinding[];
}

function wantedFlow(definition: FlowDefinition): Wanted {
  const complete = completeDefinition(definition);
  return {
    definition: complete,
    contentHash: contentHashOf(complete),
    findings: checkDefinition(complete),
  };
}

/** In one round no slug comes up twice. */
function roundsOf(wanted: readonly Wanted[]): Wanted[][] {
  const rounds: Wanted[][] = [];
  const seen = new Map<string, number>();
  for (const one of wanted) {
    const { slug } = one.definition;
    const round = seen.get(slug) ?? 0;
    seen.set(slug, round + 1);
    rounds[round] = [...(rounds[round] ?? []), one];
  }
  return rounds;
}

/** Settles those whose very content is their flow's current version. */
async function passOverUnchanged(
  { flows, categories }: Pick<Tx, 'flows' | 'categories'>,
  accountId: string,
  wanted: readonly Wanted[],
  settled: Map<Wanted, PublishedFlow>,
): Promise<void> {
  const known = await flows.bySlugs(
    accountId,
    wanted.map(({ definition }) => definition.slug),
  );
  if (known.size === 0) return;
  const current = await flows.currentVersions(
    accountId,
    [...known.values()].map(({ id }) => id),
  );
  const named = await categories.byNames(
    accountId,
    wanted.flatMap(({ definition }) => definition.category ?? []),
  );
  for (const one of wanted) {
    const flow = known.get(one.definition.slug);
    if (!flow || current.get(flow.id)?.contentHash !== one.contentHash) continue;
    if (!isItsCategory(flow, one.definition.category, named)) continue;
    const isRetired = flow.retiredAt !== null;
    settled.set(one, { status: 'unchanged', flowId: flow.id, isRetired, findings: one.findings });
  }
}

/** A name that is not known says nothing: its category may have been renamed since the file was written. */
function isItsCategory(
  { categoryId }: Pick<Flow, 'categoryId'>,
  name: string | null,
  named: ReadonlyMap<string, { id: string }>,
): boolean {
  if (name === null) return categoryId === null;
  const category = named.get(name);
  return !category || category.id === categoryId;
}

async function publishRound(
  ctx: Context,
  tx: Acting,
  {
    round,
    source,
    settled,
  }: { round: readonly Wanted[]; source: FlowSource; settled: Map<Wanted, PublishedFlow> },
): Promise<void> {
  await passOverUnchanged(tx, tx.accountId, round, settled);
  const changed = round.filter((one) => settled.get(one)?.status === 'refused');
  if (changed.length === 0) return;
  const stored = await storeVersions(
    ctx,
    tx,
    changed.map(({ definition }) => ({ definition, source, publishedById: null })),
  );
  changed.forEach((one, at) => {
    const { flow, version } = stored[at] as StoredVersion;
    const { findings } = one;
    settled.set(one, { status: 'published', flowId: flow.id, version: version.number, findings });
  });
  await tx.record(
    ...stored.map(({ flow, isNew, version }) => ({
      action: isNew ? 'flow.published' : 'flow.version_published',
      subject: 'flow',
      subjectId: flow.id,
      after: { version: version.number, slug: flow.slug, source },
    })),
  );
}
