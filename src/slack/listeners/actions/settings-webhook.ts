import type { App, BlockAction } from '@slack/bolt';
import { webhookModal } from '../../blocks/settings-webhook-modal.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { settingsMetadata } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { openModal } from '../../surfaces/modals.js';
import type { ClickArgs } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The webhook's modal above the settings. */
export function registerWebhookActions(app: App, { useCases, log }: ListenerDeps): void {
  app.action<BlockAction>(action.webhookEdit, async (args: ClickArgs) => {
    const caller = callerOf(args.context);
    await args.ack();
    const settingsViewId = args.body.view?.id;
    await openModal(
      args.client,
      args.body.trigger_id,
      async () => webhookModal({ webhook: await useCases.readWebhook(caller), settingsViewId }),
      'push',
    );
  });
  app.action<BlockAction>(action.webhookResend, async (args: ClickArgs) => {
    const caller = callerOf(args.context);
    await useCases.resendEvents(caller);
    await args.ack();
    const { view } = args.body;
    if (!view) return;
    const { settingsViewId } = settingsMetadata.decode(view.private_metadata);
    await afterwards(log, async () => {
      const webhook = await useCases.readWebhook(caller);
      await args.client.views.update({ view_id: view.id, view: webhookModal({ webhook, settingsViewId }) });
    });
  });
}
