import {
  checkDefinition,
  completeDefinition,
  type FlowDefinition,
  type FlowFinding,
} from '../../domain/flow-definition.js';
import { authorize } from '../../domain/policy.js';
import type { FlowSource } from '../../store/flow-store.js';
import type { Tx } from '../../store/store.js';
import type { Context } from '../context.js';
import { contentHashOf, storeVersion } from '../shared/store-version.js';
import { transact } from '../shared/transact.js';

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
  const same = { slug: complete.slug, contentHash: contentHashOf(complete) };
  const published = await unchangedFlow(ctx.store, ctx.actor.accountId, same);
  if (published) return { status: 'unchanged', flowId: published, findings };
  return transact(ctx, async (tx) => {
    // Two imports of one slug at once: the second waits here and then sees the first.
    await tx.accounts.lock(tx.accountId);
    const meanwhile = await unchangedFlow(tx, tx.accountId, same);
    if (meanwhile) return { status: 'unchanged', flowId: meanwhile, findings };
    const { flow, isNew, version } = await storeVersion(ctx, tx, {
      definition: complete,
      source,
      publishedById: null,
    });
    await tx.record({
      action: isNew ? 'flow.published' : 'flow.version_published',
      subject: 'flow',
      subjectId: flow.id,
      after: { version: version.number, slug: flow.slug, source },
    });
    return { status: 'published', flowId: flow.id, version: version.number, findings };
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
