import { isOpenRequest, postKey } from '../../domain/post.js';
import type { Context } from '../context.js';

/** True if this person's wish for a role is with the admins already. About oneself: nobody to authorize. */
export async function hasAskedForAccess(ctx: Context): Promise<boolean> {
  const { accountId, memberId } = ctx.actor;
  const requests = await ctx.store.posts.keyedLike(accountId, postKey.accessRequest(memberId, ''));
  return requests.some(isOpenRequest);
}
