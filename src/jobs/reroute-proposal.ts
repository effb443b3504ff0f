import { postKey } from '../domain/post.js';
import type { Tx } from '../store/store.js';
import { addPost, type NotTaken, placesToTell, tellAdmins } from './other-places.js';

/** Sends the card of a proposal to whom it was not sent yet. Where nobody is left, it stands in the Home tab of engineers. */
export async function proposalElsewhere(tx: Tx, now: Date, { post, fault }: NotTaken): Promise<void> {
  const { accountId, detail } = post;
  const proposalId: unknown = detail && Reflect.get(detail, 'proposalId');
  const proposal = typeof proposalId === 'string' ? await tx.proposals.lock(accountId, proposalId) : null;
  if (!proposal) return;
  const told = await tx.posts.keyedLike(accountId, postKey.proposalCard(proposal.id, ''));
  if (told.some((other) => other.state !== 'failed')) return;
  await tellAdmins(tx, now, { post, fault, ticketNumber: null });
  const tried = new Set(told.map(({ channelId }) => channelId));
  for (const channelId of await placesToTell(tx, accountId, proposal.categoryId, tried))
    await addPost(tx, now, { ...post, key: postKey.proposalCard(proposal.id, channelId), channelId });
}
