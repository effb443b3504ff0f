import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { aroundTheClock, type BusinessHours } from '../../../domain/business-hours.js';
import { InvalidInputError } from '../../../domain/errors.js';
import { clocksEditModal, clocksModal, hoursChoices } from '../../blocks/settings-clocks-modal.js';
import { callerOf } from '../../caller.js';
import { action, view as callback, field } from '../../ids.js';
import { clocksMetadata, idOption } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { openModal } from '../../surfaces/modals.js';
import { userGroups } from '../../surfaces/user-groups.js';
import { type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf, oneOf } from '../inputs.js';
import { meetAll } from '../meet-all.js';

/** How long escalations may wait and who is called: the list of it, and the form above the list. */
export function registerClocksActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.clocksOpen, openCallback(deps));
  app.action<BlockAction>(
    action.clocksEdit,
    editCallback(deps, () => null),
  );
  app.action<BlockAction>(
    action.clocksPick,
    editCallback(deps, (args) => idOption.decode(chosenValue(args.action))),
  );
  app.view<ViewSubmitAction>(callback.clocksSave, saveCallback(deps));
}

const openCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    const build = async () => clocksModal(await useCases.listClocks(callerOf(args.context)));
    await openModal(args.client, args.body.trigger_id, build, 'push');
  };

/** Zones as this Node knows them, with UTC first. */
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

const editCallback =
  ({ useCases }: ListenerDeps, decode: (args: ClickArgs) => string | null) =>
  async (args: ClickArgs): Promise<void> => {
    const categoryId = decode(args);
    await args.ack();
    const viewId = args.body.view?.id;
    const build = async () => {
      const read = await useCases.readClocks(callerOf(args.context), { categoryId });
      return clocksEditModal({ ...read, groups: await userGroups(args.client), zones, viewId });
    };
    await openModal(args.client, args.body.trigger_id, build, 'push');
  };

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const saveCallback =
  (deps: ListenerDeps) =>
  async (args: Args): Promise<void> => {
    const { categoryId = null, viewId } = clocksMetadata.decode(args.view.private_metadata);
    const caller = callerOf(args.context);
    const inputs = inputsOf(args.view);
    const level = async (
      groupField: 'onCallGroup' | 'nextLevelGroup',
      peopleField: 'onCallPeople' | 'nextLevelPeople',
    ) => {
      const people = inputs.people(field[peopleField]);
      await meetAll(deps, args, people);
      return { groupId: inputs.option(field[groupField]), people };
    };
    await deps.useCases.saveClocks(caller, {
      categoryId,
      claimMinutes: minutesOf(inputs, field.claimMinutes),
      firstActionMinutes: minutesOf(inputs, field.firstActionMinutes),
      businessHours: hoursOf(inputs, categoryId !== null),
      onCall: await level('onCallGroup', 'onCallPeople'),
      nextLevel: await level('nextLevelGroup', 'nextLevelPeople'),
    });
    await args.ack();
    if (!viewId) return;
    // It may have been closed in the meantime.
    await afterwards(deps.log, async () => {
      const list = clocksModal(await deps.useCases.listClocks(caller));
      await args.client.views.update({ view_id: viewId, view: list });
    });
  };

function minutesOf(
  inputs: Inputs,
  id: typeof field.claimMinutes | typeof field.firstActionMinutes,
): number | null {
  const typed = inputs.text(id).trim();
  if (typed === '') return null;
  if (!/^\d+$/.test(typed)) throw new InvalidInputError(id, 'out_of_range');
  return Number(typed);
}

function hoursOf(inputs: Inputs, ofCategory: boolean): BusinessHours | null {
  const chosen = oneOf([...hoursChoices], inputs.option(field.hours));
  if (chosen === 'inherit' || (chosen === 'always' && !ofCategory)) return null;
  if (chosen === 'always') return aroundTheClock('UTC');
  const zone = inputs.option(field.zone);
  if (zone === null) throw new InvalidInputError(field.zone, 'empty');
  return {
    zone,
    days: inputs.options(field.days).map(Number),
    from: inputs.time(field.from) ?? '',
    to: inputs.time(field.to) ?? '',
  };
}
