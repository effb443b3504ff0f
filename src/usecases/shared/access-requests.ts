import type { Role } from '../../domain/member.js';
import { isOpenRequest } from '../../domain/post.js';
import { syncOfPost } from '../../domain/work.js';
import type { Acting } from './transact.js';

/** A role answers the wish for one, for good: should it be taken away again, the person asks anew. */
export async function closeAccessRequests(tx: Acting, memberId: string, role: Role | null): Promise<void> {
  for (const post of await tx.posts.keyedLike(tx.accountId, `access:${memberId}:`)) {
    if (role && isOpenRequest(post)) await tx.posts.setDetail(post, { memberId, granted: role });
    await tx.enqueue(syncOfPost(post.id));
  }
}
