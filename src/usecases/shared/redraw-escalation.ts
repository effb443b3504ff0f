import type { Acting } from './transact.js';

/** Every copy of the card shows the new state. */
export async function redrawEscalation(
  tx: Acting,
  escalationId: string,
  responseUrl: string | null = null,
): Promise<void> {
  for (const post of await tx.posts.ofEscalation(tx.accountId, escalationId)) {
    if (post.kind !== 'escalation_card') continue;
    await tx.enqueue({
      work: { kind: 'post.sync', postId: post.id, responseUrl },
      dedupeKey: `post:${post.id}`,
    });
  }
}
