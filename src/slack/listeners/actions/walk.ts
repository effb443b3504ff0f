import type { App, BlockAction } from '@slack/bolt';
import type { UseCases } from '../../../usecases/index.js';
import { resumedMessage } from '../../blocks/notices.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import {
  answerButton,
  answerSelectBlock,
  idOption,
  nodeButton,
  sessionButton,
  stepButton,
} from '../../payloads.js';
import { replyThread } from '../../reply-thread.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { redrawHome } from '../../surfaces/home.js';
import { type ClickArgs, chosenValue, placeOf } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of a walk that act at once. */
export function registerWalkActions(app: App, deps: ListenerDeps): void {
  const { useCases } = deps;
  app.action<BlockAction>(matching(action.sessionAnswer), answerCallback(useCases));
  app.action<BlockAction>(action.sessionAnswerSelect, answerSelectCallback(useCases));
  app.action<BlockAction>(action.sessionTellHow, tellHowCallback(useCases));
  app.action<BlockAction>(action.sessionBack, stepCallback(useCases.goBack));
  app.action<BlockAction>(action.sessionRetry, stepCallback(useCases.retryNode));
  app.action<BlockAction>(action.sessionWalkAdHoc, stepCallback(useCases.walkAdHoc));
  app.action<BlockAction>(action.sessionResume, resumeCallback(deps));
}

const answerCallback =
  (useCases: UseCases) =>
  async (args: ClickArgs): Promise<void> => {
    const answer = answerButton.decode(chosenValue(args.action));
    await useCases.answerNode(callerOf(args.context), { ...answer, ...placeOf(args) });
    await args.ack();
  };

/** An option holds 75 characters, so the walk's place travels in the block's id. */
const answerSelectCallback =
  (useCases: UseCases) =>
  async (args: ClickArgs): Promise<void> => {
    const place = answerSelectBlock.decode(args.action.block_id);
    const answerId = idOption.decode(chosenValue(args.action));
    await useCases.answerNode(callerOf(args.context), {
      ...place,
      answerId,
      ...placeOf(args),
    });
    await args.ack();
  };

const tellHowCallback =
  (useCases: UseCases) =>
  async (args: ClickArgs): Promise<void> => {
    const node = nodeButton.decode(chosenValue(args.action));
    await useCases.tellHow(callerOf(args.context), { ...node, ...placeOf(args) });
    await args.ack();
  };

type StepAct = UseCases['goBack'] | UseCases['retryNode'] | UseCases['walkAdHoc'];

const stepCallback =
  (act: StepAct) =>
  async (args: ClickArgs): Promise<void> => {
    const place = stepButton.decode(chosenValue(args.action));
    await act(callerOf(args.context), { ...place, ...placeOf(args) });
    await args.ack();
  };

const resumeCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { sessionId } = sessionButton.decode(chosenValue(args.action));
    const caller = callerOf(args.context);
    await deps.useCases.carrySession(caller, { sessionId, act: { kind: 'resume' } });
    await args.ack();
    if (args.body.view) return redrawHome(deps, args, caller);
    await afterwards(deps.log, async () => {
      const { card, thread } = await deps.useCases.readSession(caller, { sessionId });
      await args.respond({
        ...resumedMessage(card.ticketNumber, thread, deps.links),
        response_type: 'ephemeral',
        replace_original: false,
        ...replyThread(args.body.message),
      });
    });
  };
