import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { NotFoundError } from '../../../domain/errors.js';
import type { Caller, UseCases } from '../../../usecases/index.js';
import {
  proposalDetailsModal,
  proposalRejectModal,
  proposalTextModal,
  type Underneath,
} from '../../blocks/proposal-modals.js';
import { reviewModal } from '../../blocks/review-modal.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { proposalButton, proposalPageButton, proposalStepOption, reviewMetadata } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { redrawReview, showReview } from '../../surfaces/review.js';
import { type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of a proposal's card, and those of its review. */
export function registerProposalActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.proposalReview, opens(deps, reviewFor));
  app.action<BlockAction>(action.proposalReject, opens(deps, rejectFor));
  app.action<BlockAction>(action.proposalDetails, detailsCallback(deps));
  app.action<BlockAction>(action.proposalStep, stepCallback(deps));
  app.action<BlockAction>(matching(action.proposalPage), pageCallback(deps));
}

type BuildModal = (useCases: UseCases, caller: Caller, proposalId: string) => Promise<ModalView>;

const opens =
  ({ useCases }: ListenerDeps, build: BuildModal) =>
  async (args: ClickArgs): Promise<void> => {
    const { proposalId } = proposalButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () =>
      build(useCases, callerOf(args.context), proposalId),
    );
  };

const reviewFor: BuildModal = async (useCases, caller, proposalId) =>
  reviewModal(await useCases.readProposal(caller, { proposalId }));

const rejectFor: BuildModal = async (useCases, caller, proposalId) =>
  proposalRejectModal((await useCases.readProposal(caller, { proposalId })).card);

/** The review that was pressed in, and what it showed. */
function reviewOf({ body }: ClickArgs) {
  const shown = reviewMetadata.decode(body.view?.private_metadata);
  const underneath: Underneath = { reviewViewId: body.view?.id, page: shown.page };
  return { ...shown, underneath };
}

const detailsCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { proposalId, revision, underneath } = reviewOf(args);
    await args.ack();
    const caller = callerOf(args.context);
    await openModal(
      args.client,
      args.body.trigger_id,
      async () => {
        const { card } = await useCases.readProposal(caller, { proposalId });
        // The revision that was on screen: an edit of what has changed since is refused.
        return proposalDetailsModal({ ...card, revision }, await useCases.listCategories(caller), underneath);
      },
      'push',
    );
  };

const stepCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { proposalId, revision, underneath } = reviewOf(args);
    const { verb, nodeId } = proposalStepOption.decode(chosenValue(args.action));
    const caller = callerOf(args.context);
    if (verb !== 'text') {
      await deps.useCases.editProposal(caller, { proposalId, revision, edit: { kind: verb, nodeId } });
      await args.ack();
      return redrawReview(deps, args.client, caller, { proposalId, ...underneath });
    }
    await args.ack();
    await openModal(
      args.client,
      args.body.trigger_id,
      async () => {
        const { card } = await deps.useCases.readProposal(caller, { proposalId });
        const node = card.review.nodes.find((one) => one.nodeId === nodeId);
        if (!node) throw new NotFoundError('step');
        return proposalTextModal({ ...card, revision }, node, underneath);
      },
      'push',
    );
  };

const pageCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { proposalId, page } = proposalPageButton.decode(chosenValue(args.action));
    await args.ack();
    const reviewViewId = args.body.view?.id;
    await showReview(deps, args.client, callerOf(args.context), { proposalId, reviewViewId, page });
  };
