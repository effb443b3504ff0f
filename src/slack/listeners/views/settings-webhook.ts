import type { App, ViewSubmitAction } from '@slack/bolt';
import { secretModal } from '../../blocks/settings-webhook-modal.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf } from '../inputs.js';

/** Saves where ticket events go; a new secret takes the form's place, once. */
export function registerWebhookView(app: App, { useCases }: ListenerDeps): void {
  app.view<ViewSubmitAction>(callback.webhookSave, async ({ ack, view, context }) => {
    const inputs = inputsOf(view);
    const secret = await useCases.saveWebhook(callerOf(context), {
      url: inputs.text(field.url),
      newSecret: inputs.ticked(field.newSecret),
    });
    await (secret === null ? ack() : ack({ response_action: 'update', view: secretModal(secret) }));
  });
}
