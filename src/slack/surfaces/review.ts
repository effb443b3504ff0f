import type { WebClient } from '@slack/web-api';
import type { Log } from '../../jobs/log.js';
import type { Caller, UseCases } from '../../usecases/index.js';
import type { Underneath } from '../blocks/proposal-modals.js';
import { reviewModal } from '../blocks/review-modal.js';

/** The review shows how the proposal stands now, at the page that it was turned to. */
export async function redrawReview(
  { useCases, log }: { useCases: UseCases; log: Log },
  client: WebClient,
  caller: Caller,
  { proposalId, reviewViewId, page }: Underneath & { proposalId: string },
): Promise<void> {
  if (!reviewViewId) return;
  const view = reviewModal(await useCases.readProposal(caller, { proposalId }), page);
  // It may have been closed in the meantime; what was saved is saved.
  await client.views
    .update({ view_id: reviewViewId, view })
    .catch((error: unknown) => log.warn({ err: error }, 'proposal: the review underneath was not redrawn'));
}
