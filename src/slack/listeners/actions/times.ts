import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import { clocksModal } from '../../blocks/settings-clocks-modal.js';
import { timesModal } from '../../blocks/settings-times-modal.js';
import { callerOf } from '../../caller.js';
import { action, view as callback, field } from '../../ids.js';
import { clocksMetadata } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { openModal } from '../../surfaces/modals.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf } from '../inputs.js';

/** When fixes are asked about and walks that lie still are closed: the form above the list of clocks. */
export function registerTimes(app: App, { useCases, log }: ListenerDeps): void {
  app.action<BlockAction>(action.timesEdit, async (args) => {
    await args.ack();
    const viewId = args.body.view?.id;
    const build = async () => timesModal({ times: await useCases.readTimes(callerOf(args.context)), viewId });
    await openModal(args.client, args.body.trigger_id, build, 'push');
  });

  app.view<ViewSubmitAction>(callback.timesSave, async ({ ack, client, context, view }) => {
    const caller = callerOf(context);
    const inputs = inputsOf(view);
    await useCases.saveTimes(caller, {
      askHours: whole(inputs, 'askHours'),
      remindHours: whole(inputs, 'remindHours'),
      giveUpHours: whole(inputs, 'giveUpHours'),
      reopenDays: whole(inputs, 'reopenDays'),
      staleHours: whole(inputs, 'staleHours'),
      sweepDays: whole(inputs, 'sweepDays'),
    });
    await ack();
    const { viewId } = clocksMetadata.decode(view.private_metadata);
    if (!viewId) return;
    // It may have been closed in the meantime; what was saved is saved.
    await afterwards(log, async () => {
      await client.views.update({ view_id: viewId, view: clocksModal(await useCases.listClocks(caller)) });
    });
  });
}

type TimeField = 'askHours' | 'remindHours' | 'giveUpHours' | 'reopenDays' | 'staleHours' | 'sweepDays';

function whole(inputs: Inputs, name: TimeField): number {
  const typed = inputs.text(field[name]).trim();
  if (!/^\d{1,4}$/.test(typed)) throw new InvalidInputError(name, 'out_of_range');
  return Number(typed);
}
