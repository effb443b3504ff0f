import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { callerOf } from '../../caller.js';
import { shortcut } from '../../ids.js';
import { intakeModalFor } from '../../surfaces/intake-modals.js';
import { openModal } from '../../surfaces/modals.js';
import { typedText } from '../../text-in.js';
import type { ListenerDeps } from '../deps.js';

/** "New intake" anywhere, and "Take in as a problem" on a message. */
export function registerIntakeShortcuts(app: App, { useCases }: ListenerDeps): void {
  app.shortcut<GlobalShortcut>(
    shortcut.intakeNew,
    async ({ ack, client, context, shortcut: { trigger_id } }) => {
      await ack();
      await openModal(client, trigger_id, () => intakeModalFor(useCases, callerOf(context), {}));
    },
  );
  app.shortcut<MessageShortcut>(
    shortcut.intakeFromMessage,
    async ({ ack, client, context, shortcut: pressed }) => {
      await ack();
      const given = {
        problem: { text: typedText(pressed.message.text ?? '') },
        responseUrl: pressed.response_url,
        channelId: pressed.channel.id,
      };
      await openModal(client, pressed.trigger_id, () => intakeModalFor(useCases, callerOf(context), given));
    },
  );
}
