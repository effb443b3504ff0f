import type { KnownBlock, ModalView } from '@slack/types';
import { limits } from '../../domain/text.js';
import type { Webhook } from '../../domain/webhook.js';
import { hostOf } from '../../domain/webhook.js';
import { action, field, view } from '../ids.js';
import { settingsMetadata } from '../payloads.js';
import { actions, button, codeBlock, context, section, stack } from './elements.js';
import { modal, textInput, tickInput } from './inputs.js';
import { count, type Mrkdwn, moment, mrkdwnLine } from './text.js';
import { failureWords } from './words.js';

/** The webhook as settings show it: never its secret. */
export type WebhookView = Omit<Webhook, 'secret'> & { pending: number; failed: number };

/** The row of the settings that opens the webhook. */
export const webhookRow = (): KnownBlock =>
  section(
    '*Ticket system:* a signed webhook tells a PSA or ITSM tool what happens to tickets.',
    button('Webhook', action.webhookEdit, 'webhook'),
  );

/** Where ticket events go, and how that is going. */
export function webhookModal({
  webhook,
  settingsViewId,
}: {
  webhook: WebhookView | null;
  settingsViewId?: string;
}): ModalView {
  return modal({
    callbackId: view.webhookSave,
    title: 'Ticket webhook',
    submit: 'Save',
    metadata: settingsMetadata.encode({ settingsViewId }),
    blocks: stack(
      section(stateWords(webhook)),
      webhook && webhook.failed > 0
        ? actions(
            'webhook.failed',
            button(`Send ${count(webhook.failed, 'event')} again`, action.webhookResend, 'webhook'),
          )
        : null,
      textInput(field.url, {
        label: 'Address',
        value: webhook?.enabled ? webhook.url : '',
        optional: true,
        max: limits.url,
        placeholder: 'https://psa.example.com/hooks/intake',
        hint: 'https, and reachable from the Internet. Empty turns it off.',
      }),
      webhook
        ? tickInput(field.newSecret, {
            label: 'Secret',
            tick: 'Make a new one; the old one ends at once',
            value: false,
          })
        : null,
      context(
        'Opened, escalated, claimed, resolved, reopened: in order for each ticket, at least once, signed.',
      ),
    ),
  });
}

function stateWords(webhook: WebhookView | null): Mrkdwn {
  if (!webhook) return 'Nothing is set yet. After you save, the secret that signs the events is shown once.';
  const waiting = webhook.pending > 0 ? ` ${count(webhook.pending, 'event')} wait.` : '';
  if (!webhook.enabled) return `It is off.${waiting}`;
  const host = mrkdwnLine(hostOf(webhook.url), 200);
  const lost =
    webhook.failed > 0 ? ` ${count(webhook.failed, 'event')} could not be delivered; they are kept.` : '';
  if (webhook.failingSince)
    return `⚠️ *${host}* has not taken events since ${moment(webhook.failingSince)}: ${failureWords(webhook.lastError)}.${waiting}${lost}`;
  return `On: events go to *${host}*.${waiting}${lost}`;
}

/** The secret, the one time that it is shown. */
export const secretModal = (secret: string): ModalView =>
  modal({
    callbackId: view.secret,
    title: 'Signing secret',
    submit: null,
    close: 'I have kept it',
    metadata: '',
    blocks: stack(
      section(
        'Saved. This is the secret that signs the events. *It is shown only now*; keep it where your receiver reads it.',
      ),
      codeBlock(secret),
      context(
        'Headers and signature are those of Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.',
      ),
    ),
  });
