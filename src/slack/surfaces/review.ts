import type { WebClient } from '@slack/web-api';
import type { Log } from '../../jobs/log.js';
import type { Caller, UseCases } from '../../usecases/index.js';
import type { Underneath } from '../blocks/proposal-modals.js';
import { reviewModal } from '../blocks/review-modal.js';
import { afterwards } from './afterwards.js';

type Review = Underneath & { proposalId: string };

/** The review shows how the proposal stands now, at the page that it was turned to. */
export async function showReview(
  { useCases }: { useCases: UseCases },
  client: WebClient,
  caller: Caller,
  { proposalId, reviewViewId, page }: Review,
): Promise<void> {
  if (!reviewViewId) return;
  const view = reviewModal(await useCases.readProposal(caller, { proposalId }), page);
  await client.views.update({ view_id: reviewViewId, view });
}

/** The same after something of it was saved. It may have been closed in the meantime. */
export const redrawReview = (
  deps: { useCases: UseCases; log: Log },
  client: WebClient,
  caller: Caller,
  review: Review,
): Promise<void> => afterwards(deps.log, () => showReview(deps, client, caller, review));
