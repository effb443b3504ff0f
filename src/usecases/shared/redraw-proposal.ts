import { postKey } from '../../domain/post.js';
import { type Pressed, redrawCopies } from './posts.js';
import type { Acting } from './transact.js';

/** Every copy of a proposal's card shows its new state. */
export const redrawProposal = async (
  tx: Acting,
  proposalId: string,
  pressed: Partial<Pressed> = {},
): Promise<void> =>
  redrawCopies(tx, await tx.posts.keyedLike(tx.accountId, postKey.proposalCard(proposalId, '')), pressed);
