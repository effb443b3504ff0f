import type { App, BlockAction } from '@slack/bolt';
import { matchingModal } from '../../blocks/settings-matching-modal.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { openModal } from '../../surfaces/modals.js';
import type { ClickArgs } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** "Change" beside the matching in the settings. */
export function registerMatchingSettings(app: App, { useCases }: ListenerDeps): void {
  app.action<BlockAction>(action.matchingEdit, async (args: ClickArgs) => {
    await args.ack();
    const build = async () => {
      const { matching } = await useCases.readSettings(callerOf(args.context));
      return matchingModal({ readiness: matching.readiness, settingsViewId: args.body.view?.id });
    };
    await openModal(args.client, args.body.trigger_id, build, 'push');
  });
}
