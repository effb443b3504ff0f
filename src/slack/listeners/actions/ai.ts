import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import { aiModal } from '../../blocks/settings-ai-modal.js';
import { callerOf } from '../../caller.js';
import { action, view as callback, field } from '../../ids.js';
import { openModal } from '../../surfaces/modals.js';
import type { ClickArgs } from '../click.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf } from '../inputs.js';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What the AI was asked, and what it may be asked. */
export function registerAiSettings(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.aiOpen, openCallback(deps));
  app.view<ViewSubmitAction>(callback.aiSave, saveCallback(deps));
}

const openCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    await openModal(
      args.client,
      args.body.trigger_id,
      async () =>
        aiModal({
          ...(await useCases.readLedger(callerOf(args.context))),
          settingsViewId: args.body.view?.id,
        }),
      'push',
    );
  };

const saveCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: Submitted): Promise<void> => {
    const inputs = inputsOf(args.view);
    const money = inputs.text(field.centsPerDay).trim();
    await useCases.saveBudget(callerOf(args.context), {
      callsPerDay: numberIn(field.callsPerDay, inputs.text(field.callsPerDay)),
      callsPerMember: numberIn(field.callsPerMember, inputs.text(field.callsPerMember)),
      centsPerDay: money === '' ? null : Math.round(100 * numberIn(field.centsPerDay, money)),
    });
    await args.ack();
  };

function numberIn(name: string, text: string): number {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidInputError(name, 'out_of_range');
  return value;
}
