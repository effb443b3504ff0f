import type { ModalView } from '@slack/types';
import type { FlowNode } from '../../domain/flow.js';
import { limits as domainLimits, shorten } from '../../domain/text.js';
import { field, view } from '../ids.js';
import { sayMetadata } from '../payloads.js';
import { section } from './elements.js';
import { modal, textInput } from './inputs.js';
import type { ReplyTo } from './session-modals.js';
import { mrkdwn } from './text.js';

/** Asks what it is, where none of the answers fits. */
export function sayModal({
  ticketNumber,
  node,
  ...to
}: ReplyTo & {
  sessionId: string;
  ticketNumber: number;
  position: number;
  answerId: string;
  node: Pick<FlowNode, 'id' | 'text'>;
}): ModalView {
  return modal({
    callbackId: view.sessionSay,
    title: `Answer on #${ticketNumber}`,
    submit: 'Answer',
    metadata: sayMetadata.encode({ ...to, nodeId: node.id }),
    blocks: [
      section(mrkdwn(shorten(node.text, 600)) || '–'),
      textInput(field.said, {
        label: 'What is it instead?',
        multiline: true,
        focus: true,
        max: domainLimits.reason,
        hint: 'The next step is written from this, for this walk alone.',
      }),
    ],
  });
}
