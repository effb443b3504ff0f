import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';

/** The categories that are open for building, by name. */
export async function listOpenCategories(ctx: Context): Promise<{ categoryId: string; name: string }[]> {
  authorize(ctx.actor, 'flow.read');
  const categories = await ctx.store.categories.list(ctx.actor.accountId);
  return categories
    .filter((category) => category.buildEnabled)
    .map(({ id, name }) => ({ categoryId: id, name }));
}
