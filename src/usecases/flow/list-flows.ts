import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';

export interface ListedFlow {
  flowId: string;
  slug: string;
  title: string;
}

/** Live flows by title, at most 100: as many as a Slack menu takes. */
export async function listFlows(ctx: Context): Promise<ListedFlow[]> {
  authorize(ctx.actor, 'flow.read');
  const flows = await ctx.store.flows.list(ctx.actor.accountId, 100);
  return flows.map(({ id, slug, title }) => ({ flowId: id, slug, title }));
}
