import type { Acting } from './transact.js';

/** Every admin's copy of a request shows what came of it. */
export async function redrawAccessRequests(tx: Acting, memberId: string): Promise<void> {
  for (const post of await tx.posts.keyedLike(tx.accountId, `access:${memberId}:`)) {
    await tx.enqueue({ work: { kind: 'post.sync', postId: post.id }, dedupeKey: `post:${post.id}` });
  }
}
