import type { ModalView } from '@slack/types';
import { limits } from '../../domain/text.js';
import { field, view } from '../ids.js';
import { resolveMetadata, sessionMetadata } from '../payloads.js';
import { context, section, stack } from './elements.js';
import { modal, numberInput, radioInput, textInput } from './inputs.js';
import { moment } from './text.js';

interface OfSession {
  sessionId: string;
  ticketNumber: number;
  responseUrl?: string;
  channelId?: string;
}

const helpfulWords = { yes: 'Yes', no: 'No' } as const;
const confirmedWords = {
  yes: 'Yes, they have said so',
  no: 'Not yet: ask whether it does',
} as const;

/** Ends a walk as solved. Whether it helped is asked only where a flow or a build was walked. */
export function resolveModal({
  ticketNumber,
  asksHelpful,
  confirmed,
  ...to
}: OfSession & {
  asksHelpful: boolean;
  escalationId?: string;
  /** What is assumed: an agent has the customer there, an engineer does not. */
  confirmed: boolean;
}): ModalView {
  return modal({
    callbackId: view.sessionResolve,
    title: `Solved: #${ticketNumber}`,
    submit: 'Mark as solved',
    metadata: resolveMetadata.encode(to),
    blocks: stack(
      radioInput(field.confirmed, {
        label: 'Does it work for the customer?',
        words: confirmedWords,
        order: ['yes', 'no'],
        value: confirmed ? 'yes' : 'no',
      }),
      asksHelpful
        ? radioInput(field.helpful, {
            label: 'Did the walk help?',
            words: helpfulWords,
            order: ['yes', 'no'],
            value: 'yes',
          })
        : null,
      textInput(field.notes, {
        label: 'What solved it?',
        multiline: true,
        optional: true,
        hint: 'The next agent with this problem will thank you.',
      }),
      numberInput(field.minutes, {
        label: 'Minutes spent',
        optional: true,
        max: limits.minutes,
        hint: 'Goes into the ticket note.',
      }),
    ),
  });
}

/** The fix did not hold, or the customer is back. */
export function reopenModal({ ticketNumber, until, ...to }: OfSession & { until: Date | null }): ModalView {
  return modal({
    callbackId: view.sessionReopen,
    title: `Reopen #${ticketNumber}`,
    submit: 'Reopen',
    metadata: sessionMetadata.encode(to),
    blocks: stack(
      section(
        'It goes on in its thread, with everything that was tried. It is not counted as solved any more.',
      ),
      textInput(field.reason, {
        label: 'What is wrong now?',
        multiline: true,
        optional: true,
        focus: true,
        hint: 'Who made the fix reads it.',
      }),
      until && context(`It can be reopened until ${moment(until)}.`),
    ),
  });
}
