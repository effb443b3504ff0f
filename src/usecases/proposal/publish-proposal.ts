import { ConflictError, InvalidInputError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import type { Pressed } from '../shared/posts.js';
import { firstReviewer, lockForReview, type ReviewedProposal, reviewOf } from '../shared/proposal-review.js';
import { redrawProposal } from '../shared/redraw-proposal.js';
import { type StoredVersion, storeVersions } from '../shared/store-version.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface PublishProposal extends Partial<Pressed> {
  proposalId: string;
  /** Names what the reviewer saw. */
  seen: string;
  /** The edits that it had then. */
  revision: number;
}

export interface PublishedProposal {
  flowId: string;
  slug: string;
  title: string;
}

/**
 * Publishes what the reviewer saw as version 1 of a new flow: problems are matched to it from the next intake on. The
 * draft takes no new walks; those that are under way go on.
 * @throws {ConflictError} `reviewed`, or `changed` where it is not any more as it was seen; naming who was first.
 * @throws {InvalidInputError} `out_of_range` if no path of it ends in a solution.
 */
export async function publishProposal(
  ctx: Context,
  { proposalId, seen, revision, ...pressed }: PublishProposal,
): Promise<PublishedProposal> {
  authorize(ctx.actor, 'proposal.review');
  const { accountId, memberId } = ctx.actor;
  return transact(ctx, async (tx) => {
    const proposal = await lockForReview(tx, proposalId);
    const review = reviewOf(found(await tx.proposals.card(accountId, proposalId), 'proposal'));
    if (proposal.revision !== revision) throw await firstReviewer(tx, proposal, 'changed');
    // Nobody edited it: a walk that ended has added to it.
    if (review.seen !== seen) throw new ConflictError('changed');
    if (review.obstacles.length > 0) throw new InvalidInputError('proposal', 'out_of_range');
    await tx.drafts.close(accountId, proposal.draftId, tx.now);
    await tx.accounts.lock(accountId);
    const definition = { ...review.definition, slug: await freeSlug(tx, review) };
    const stored = { definition, source: 'proposal', publishedById: memberId } as const;
    const [{ flow, version }] = (await storeVersions(ctx, tx, [stored])) as [StoredVersion];
    const published = { state: 'published', reviewedById: memberId, publishedVersionId: version.id } as const;
    await tx.proposals.save({ ...proposal, ...published }, tx.now);
    await redrawProposal(tx, proposalId, pressed);
    await tx.record({
      action: 'proposal.published',
      subject: 'proposal',
      subjectId: proposalId,
      before: { state: proposal.state },
      after: { state: 'published', flowId: flow.id, version: version.number, slug: flow.slug },
    });
    return { flowId: flow.id, slug: flow.slug, title: flow.title };
  });
}

/** Another flow may have the title already. */
async function freeSlug(tx: Acting, { definition: { slug } }: ReviewedProposal): Promise<string> {
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? slug : `${slug}-${number}`;
    if (!(await tx.flows.findBySlug(tx.accountId, wanted))) return wanted;
  }
}
