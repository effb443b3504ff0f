import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { assertNever } from '../../../domain/assert-never.js';
import type { UseCases } from '../../../usecases/index.js';
import { briefModal } from '../../blocks/brief-modal.js';
import { resolveModal } from '../../blocks/closing-modals.js';
import {
  answerQuestionModal,
  askModal,
  handBackModal,
  reassignModal,
} from '../../blocks/escalation-modals.js';

import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import {
  briefPageButton,
  type EscalationVerb,
  escalationBlock,
  escalationButton,
  escalationMoreOption,
  questionButton,
} from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { redrawHome } from '../../surfaces/home.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, inModal, placeOf, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of an escalation's card, and of its line in App Home. */
export function registerEscalationActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.escalationClaim, claimCallback(deps));
  app.action<BlockAction>(action.escalationBrief, briefCallback(deps));
  app.action<BlockAction>(matching(action.briefPage), briefPageCallback(deps));
  app.action<BlockAction>(action.escalationResolve, resolveCallback(deps));
  app.action<BlockAction>(action.escalationMore, moreCallback(deps));
  app.action<BlockAction>(action.escalationConfirm, confirmCallback(deps));
  app.action<BlockAction>(action.escalationRelease, releaseCallback(deps));
  app.action<BlockAction>(action.questionAnswer, answerCallback(deps));
}

const claimCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId } = escalationButton.decode(chosenValue(args.action));
    const caller = callerOf(args.context);
    const { responseUrl, messageTs } = placeOf(args);
    await deps.useCases.claimEscalation(caller, { escalationId, responseUrl, messageTs });
    await args.ack();
    await redrawHome(deps, args, caller);
  };

const briefCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId, sessionId } = escalationButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { brief } = await useCases.readEscalation(callerOf(args.context), { escalationId });
      return briefModal(brief, { sessionId, escalationId }, links);
    });
  };

/** The open modal turns to another page of the brief, as it is by now. */
const briefPageCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { page, ...of } = briefPageButton.decode(chosenValue(args.action));
    const caller = callerOf(args.context);
    const { brief } = of.escalationId
      ? await useCases.readEscalation(caller, { escalationId: of.escalationId })
      : await useCases.readSession(caller, of);
    await args.ack();
    const viewId = args.body.view?.id;
    if (!viewId || !inModal(args)) return;
    await args.client.views.update({ view_id: viewId, view: briefModal(brief, of, links, page) });
  };

type Ids = { escalationId: string; sessionId: string };
type BuildModal = (useCases: UseCases, args: ClickArgs, ids: Ids) => Promise<ModalView>;

const ticketOf = async (useCases: UseCases, args: ClickArgs, { escalationId }: Ids) => {
  const ticketNumber = await useCases.readTicketNumber(callerOf(args.context), { escalationId });
  return { escalationId, ticketNumber, ...replyTo(args), messageTs: args.body.message?.ts };
};

const resolveFor: BuildModal = async (useCases, args, ids) => {
  const { ticketNumber } = await ticketOf(useCases, args, ids);
  return resolveModal({ ...ids, ticketNumber, asksHelpful: false, confirmed: false, ...replyTo(args) });
};

const reassignFor: BuildModal = async (useCases, args, ids) => {
  const people = await useCases.listClaimers(callerOf(args.context));
  return reassignModal({ ...(await ticketOf(useCases, args, ids)), people });
};

const handBackFor: BuildModal = async (useCases, args, ids) =>
  handBackModal(await ticketOf(useCases, args, ids));

const askFor: BuildModal = async (useCases, args, ids) => askModal(await ticketOf(useCases, args, ids));

const resolveCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const ids = escalationButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () => resolveFor(useCases, args, ids));
  };

const forms: Record<Exclude<EscalationVerb, 'release'>, BuildModal> = {
  reassign: reassignFor,
  ask: askFor,
  hand_back: handBackFor,
  resolve: resolveFor,
};

const moreCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const ids = escalationBlock.decode(args.action.block_id);
    const verb = escalationMoreOption.decode(chosenValue(args.action));
    switch (verb) {
      case 'release':
        return release(deps, args, ids.escalationId);
      case 'reassign':
      case 'ask':
      case 'hand_back':
      case 'resolve':
        await args.ack();
        return openModal(args.client, args.body.trigger_id, () => forms[verb](deps.useCases, args, ids));
      default:
        return assertNever(verb);
    }
  };

async function release(deps: ListenerDeps, args: ClickArgs, escalationId: string): Promise<void> {
  const { responseUrl, messageTs } = placeOf(args);
  await deps.useCases.releaseEscalation(callerOf(args.context), { escalationId, responseUrl, messageTs });
  await args.ack();
}

/** From a reminder: its own message is no card, and stays. */
const releaseCallback =
  ({ useCases, log }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId } = escalationButton.decode(chosenValue(args.action));
    await useCases.releaseEscalation(callerOf(args.context), { escalationId });
    await args.ack();
    await afterwards(log, () =>
      args.respond(reminded('You have given it back; it waits for another engineer.')),
    );
  };

const confirmCallback =
  ({ useCases, log }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId } = escalationButton.decode(chosenValue(args.action));
    await useCases.confirmClaim(callerOf(args.context), { escalationId });
    await args.ack();
    await afterwards(log, () => args.respond(reminded('Good. The claim stays yours.')));
  };

const reminded = (text: string) => ({ text, response_type: 'ephemeral' as const, replace_original: false });

const answerCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { questionId } = questionButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () =>
      answerQuestionModal(await useCases.readQuestion(callerOf(args.context), { questionId })),
    );
  };
