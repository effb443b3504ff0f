import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ProposalEdit } from '../../../usecases/proposal/edit-proposal.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { idOption, proposalEditMetadata, reviewMetadata, takeOutOption } from '../../payloads.js';
import { redrawReview } from '../../surfaces/review.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf } from '../inputs.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The modals in which engineers review proposals. */
export function registerProposalViews(app: App, deps: ListenerDeps): void {
  app.view<ViewSubmitAction>(callback.proposalPublish, publishCallback(deps));
  app.view<ViewSubmitAction>(callback.proposalReject, rejectCallback(deps));
  app.view<ViewSubmitAction>(callback.proposalDetails, editCallback(deps, detailsOf));
  app.view<ViewSubmitAction>(callback.proposalText, editCallback(deps, textOf));
}

const publishCallback =
  ({ useCases }: ListenerDeps) =>
  async ({ ack, context, view }: Args): Promise<void> => {
    const { proposalId, seen, revision } = reviewMetadata.decode(view.private_metadata);
    await useCases.publishProposal(callerOf(context), { proposalId, seen, revision });
    await ack();
  };

const rejectCallback =
  ({ useCases }: ListenerDeps) =>
  async ({ ack, context, view }: Args): Promise<void> => {
    const { proposalId } = proposalEditMetadata.decode(view.private_metadata);
    const inputs = inputsOf(view);
    await useCases.rejectProposal(callerOf(context), {
      proposalId,
      reason: inputs.text(field.reason),
      takeOutNodeId: takeOutOption.decode(inputs.option(field.takeOut)),
    });
    await ack();
  };

type ReadEdit = (inputs: Inputs, nodeId: string) => ProposalEdit;

const detailsOf: ReadEdit = (inputs) => ({
  kind: 'details',
  title: inputs.text(field.title),
  examples: inputs.text(field.examples),
  categoryId: idOption.decode(inputs.option(field.category)),
});

const textOf: ReadEdit = (inputs, nodeId) => ({
  kind: 'text',
  nodeId,
  text: inputs.text(field.text),
  howToTell: inputs.text(field.howToTell),
});

const editCallback =
  (deps: ListenerDeps, read: ReadEdit) =>
  async ({ ack, client, context, view }: Args): Promise<void> => {
    const metadata = proposalEditMetadata.decode(view.private_metadata);
    const { proposalId, revision, nodeId = '' } = metadata;
    const caller = callerOf(context);
    const edit = read(inputsOf(view), nodeId);
    await deps.useCases.editProposal(caller, { proposalId, revision, edit });
    await ack();
    await redrawReview(deps, client, caller, metadata);
  };
