import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';

export interface ListedCategory {
  categoryId: string;
  name: string;
  buildEnabled: boolean;
}

/** The account's categories by name. */
export async function listCategories(ctx: Context): Promise<ListedCategory[]> {
  authorize(ctx.actor, 'flow.read');
  const categories = await ctx.store.categories.list(ctx.actor.accountId);
  return categories.map(({ id, name, buildEnabled }) => ({ categoryId: id, name, buildEnabled }));
}
