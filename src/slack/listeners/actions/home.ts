import type { App, BlockAction } from '@slack/bolt';
import { mineMessage, queueMessage } from '../../blocks/lists.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import {
  type HomePlace,
  homeFilterBlock,
  homePageButton,
  listPageButton,
  statusOption,
} from '../../payloads.js';
import { publishHome, redrawHome } from '../../surfaces/home.js';
import { escalateProblemModalFor, intakeModalFor } from '../../surfaces/intake-modals.js';
import { openModal } from '../../surfaces/modals.js';
import { answering, type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** App Home, and the pages of private lists. */
export function registerHomeActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.homeNewIntake, newIntakeCallback(deps));
  app.action<BlockAction>(action.homeEscalate, escalateCallback(deps));
  app.action<BlockAction>(
    matching(action.homePage),
    turnHomeCallback(deps, (args) => homePageButton.decode(chosenValue(args.action))),
  );
  app.action<BlockAction>(action.homeFilter, turnHomeCallback(deps, filteredPlace));
  app.action<BlockAction>(action.homeRetry, retryCallback(deps));
  app.action<BlockAction>(matching(action.listPage), listPageCallback(deps));
}

const newIntakeCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () =>
      intakeModalFor(useCases, callerOf(args.context), {}),
    );
  };

/** A problem that needs no walk: it gets its ticket, and a thread in a direct message. */
const escalateCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () =>
      escalateProblemModalFor(useCases, callerOf(args.context), {}),
    );
  };

const retryCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    await deps.useCases.retryGivenUp(caller);
    await args.ack();
    await redrawHome(deps, args, caller);
  };

const turnHomeCallback =
  (deps: ListenerDeps, placeOf: (args: ClickArgs) => HomePlace) =>
  async (args: ClickArgs): Promise<void> => {
    const place = placeOf(args);
    await args.ack();
    await publishHome(deps, { client: args.client, caller: callerOf(args.context), place });
  };

const filteredPlace = (args: ClickArgs): HomePlace => ({
  ...homeFilterBlock.decode(args.action.block_id),
  status: statusOption.decode(chosenValue(args.action)),
  queuePage: 1,
});

const listPageCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const turn = listPageButton.decode(chosenValue(args.action));
    const page = await useCases.readQueue(callerOf(args.context), turn);
    await args.ack();
    const message = turn.which === 'mine' ? mineMessage(page, links) : queueMessage(page, turn.which, links);
    await answering(args)({ ...message, response_type: 'ephemeral', replace_original: true });
  };
