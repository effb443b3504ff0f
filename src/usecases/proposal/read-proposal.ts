import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { type ReviewedProposal, reviewOf } from '../shared/proposal-review.js';
import { found } from '../shared/transact.js';

/**
 * A proposal as it would be published now, with what keeps it from that.
 * @throws {NotFoundError} if the account has no such proposal.
 */
export async function readProposal(
  ctx: Context,
  { proposalId }: { proposalId: string },
): Promise<ReviewedProposal> {
  authorize(ctx.actor, 'proposal.read');
  return reviewOf(found(await ctx.store.proposals.card(ctx.actor.accountId, proposalId), 'proposal'));
}
