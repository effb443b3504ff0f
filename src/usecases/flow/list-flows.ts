import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';

export interface ListedFlow {
  flowId: string;
  slug: string;
  title: string;
}

export interface ListedFlows {
  flows: ListedFlow[];
  /** How many there are; those beyond the list are found by a problem or by name. */
  total: number;
}

/** As many as a form takes beside everything else in it. */
const most = 300;

/** Live flows by title, the first 300 of them. */
export async function listFlows(ctx: Context): Promise<ListedFlows> {
  authorize(ctx.actor, 'flow.read');
  const { accountId } = ctx.actor;
  const flows = await ctx.store.flows.list(accountId, most);
  return {
    flows: flows.map(({ id, slug, title }) => ({ flowId: id, slug, title })),
    total: flows.length < most ? flows.length : await ctx.store.flows.count(accountId),
  };
}
