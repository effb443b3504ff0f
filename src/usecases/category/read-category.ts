import type { Category } from '../../domain/category.js';
import { type Person, personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

/**
 * One category with the people it tells.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function readCategory(
  ctx: Context,
  { categoryId }: { categoryId: string },
): Promise<{ category: Category; recipients: Person[] }> {
  authorize(ctx.actor, 'settings.read');
  const { accountId } = ctx.actor;
  const { categories, members } = ctx.store;
  const category = found(await categories.find(accountId, categoryId), 'category');
  const recipients = await members.findMany(accountId, await categories.recipients(accountId, categoryId));
  return { category, recipients: recipients.map(personOf) };
}
