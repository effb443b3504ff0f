import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { assertNever } from '../../../domain/assert-never.js';
import type { UseCases } from '../../../usecases/index.js';
import { briefModal } from '../../blocks/brief-modal.js';
import { resolveModal } from '../../blocks/closing-modals.js';
import {
  addStepModal,
  answersModal,
  escalateModal,
  handOverModal,
  noteModal,
} from '../../blocks/session-modals.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { moreOption, nodeButton, sessionButton, stepButton, waysBlock } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { wrongFlowModalFor } from '../../surfaces/wrong-flow-modal.js';
import { type ClickArgs, chosenValue, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of a walk that ask something first. */
export function registerWalkModals(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.sessionNote, opens(deps, noteFor));
  app.action<BlockAction>(action.sessionResolve, opens(deps, resolveFor));
  app.action<BlockAction>(action.sessionEscalate, opens(deps, escalateFor));
  app.action<BlockAction>(action.sessionAddStep, opens(deps, addStepFor));
  app.action<BlockAction>(action.sessionChoose, chooseCallback(deps));
  app.action<BlockAction>(action.sessionMore, moreCallback(deps));
  app.action<BlockAction>(action.sessionBrief, briefCallback(deps));
}

type Place = { sessionId: string; position: number };
type BuildModal = (useCases: UseCases, args: ClickArgs, place: Place) => Promise<ModalView>;

const opens =
  ({ useCases }: ListenerDeps, build: BuildModal) =>
  async (args: ClickArgs): Promise<void> => {
    const place = stepButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () => build(useCases, args, place));
  };

const cardOf = async (useCases: UseCases, args: ClickArgs, sessionId: string) =>
  (await useCases.readSession(callerOf(args.context), { sessionId })).card;

const noteFor: BuildModal = async (useCases, args, { sessionId }) => {
  const { ticketNumber } = await cardOf(useCases, args, sessionId);
  return noteModal({ sessionId, ticketNumber, ...replyTo(args) });
};

const resolveFor: BuildModal = async (useCases, args, { sessionId }) => {
  const { ticketNumber, source } = await cardOf(useCases, args, sessionId);
  const asksHelpful = source.kind === 'flow' || source.kind === 'ai_build';
  return resolveModal({ sessionId, ticketNumber, asksHelpful, confirmed: true, ...replyTo(args) });
};

const escalateFor: BuildModal = async (useCases, args, { sessionId }) => {
  const { ticketNumber } = await cardOf(useCases, args, sessionId);
  return escalateModal({ sessionId, ticketNumber, ...replyTo(args) });
};

const addStepFor: BuildModal = async (useCases, args, { sessionId, position }) => {
  const { ticketNumber } = await cardOf(useCases, args, sessionId);
  return addStepModal({ sessionId, position, ticketNumber, ...replyTo(args) });
};

const handOverFor: BuildModal = async (useCases, args, { sessionId }) => {
  const { ticketNumber } = await cardOf(useCases, args, sessionId);
  const members = await useCases.listWalkers(callerOf(args.context));
  return handOverModal({ sessionId, ticketNumber, members, ...replyTo(args) });
};

/** Answers that are too many or too long for the message. */
const chooseCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { sessionId, position, nodeId } = nodeButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { ticketNumber } = await cardOf(useCases, args, sessionId);
      const node = await useCases.readNode(callerOf(args.context), { sessionId, nodeId });
      return answersModal({ sessionId, position, ticketNumber, node, ...replyTo(args) });
    });
  };

const moreCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const place = waysBlock.decode(args.action.block_id);
    const verb = moreOption.decode(chosenValue(args.action));
    switch (verb) {
      case 'wrong_flow':
        await args.ack();
        return openModal(args.client, args.body.trigger_id, () =>
          wrongFlowModalFor(useCases, callerOf(args.context), { ...place, ...replyTo(args) }),
        );
      case 'stop':
        await useCases.carrySession(callerOf(args.context), {
          sessionId: place.sessionId,
          act: { kind: 'stop' },
        });
        return args.ack();
      case 'abandon':
        await useCases.abandonSession(callerOf(args.context), { sessionId: place.sessionId });
        return args.ack();
      case 'resolve':
      case 'hand_over':
        await args.ack();
        return openModal(args.client, args.body.trigger_id, () =>
          verb === 'resolve' ? resolveFor(useCases, args, place) : handOverFor(useCases, args, place),
        );
      default:
        return assertNever(verb);
    }
  };

const briefCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { sessionId } = sessionButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { brief } = await useCases.readSession(callerOf(args.context), { sessionId });
      return briefModal(brief, { sessionId }, links);
    });
  };
