import type { App, ViewSubmitAction } from '@slack/bolt';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { resolveMetadata, sessionMetadata } from '../../payloads.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf } from '../inputs.js';

/** The modals that end a walk as solved, take that back, and hold its note. */
export function registerClosingViews(app: App, { useCases }: ListenerDeps): void {
  app.view<ViewSubmitAction>(callback.sessionResolve, async ({ ack, view, context }) => {
    const { sessionId } = resolveMetadata.decode(view.private_metadata);
    const inputs = inputsOf(view);
    const helpful = inputs.option(field.helpful);
    const minutes = inputs.text(field.minutes);
    const confirmed = inputs.option(field.confirmed);
    await useCases.resolveSession(callerOf(context), {
      sessionId,
      helpful: helpful === null ? null : helpful === 'yes',
      notes: inputs.text(field.notes),
      minutes: minutes === '' ? null : Number(minutes),
      ...(confirmed !== null && { confirmed: confirmed === 'yes' }),
    });
    await ack();
  });
  app.view<ViewSubmitAction>(callback.sessionReopen, async ({ ack, view, context }) => {
    const { sessionId } = sessionMetadata.decode(view.private_metadata);
    await useCases.reopenSession(callerOf(context), {
      sessionId,
      reason: inputsOf(view).text(field.reason),
    });
    await ack();
  });
  // Its field is there to be copied from; what is changed in it is not kept.
  app.view<ViewSubmitAction>(callback.ticketNote, ({ ack }) => ack());
}
