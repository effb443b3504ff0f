import { postKey } from '../../domain/post.js';
import type { Pressed } from './posts.js';
import type { Acting } from './transact.js';

/** Every copy of the card shows the new state; the one whose button was pressed by its response URL, at once. */
export async function redrawProposal(
  tx: Acting,
  proposalId: string,
  { responseUrl = null, messageTs = null }: Partial<Pressed> = {},
): Promise<void> {
  for (const post of await tx.posts.keyedLike(tx.accountId, postKey.proposalCard(proposalId, ''))) {
    const pressed = messageTs !== null && messageTs === post.ts ? { responseUrl, messageTs } : {};
    await tx.enqueue({
      work: { kind: 'post.sync', postId: post.id, ...pressed },
      dedupeKey: `post:${post.id}`,
    });
  }
}
