import type { ModalView } from '@slack/types';
import type { Suggestion } from '../../domain/match.js';
import { shorten } from '../../domain/text.js';
import { field, view } from '../ids.js';
import { idOption, stepMetadata, wayOnOption } from '../payloads.js';
import { context, option, section, stack } from './elements.js';
import { modal, optionsInput, radioInput } from './inputs.js';
import { limits } from './limits.js';
import { matchWhy } from './match-why.js';
import type { ReplyTo } from './session-modals.js';
import { type Mrkdwn, mrkdwnLine } from './text.js';

export interface WrongFlowModalInput extends ReplyTo {
  sessionId: string;
  position: number;
  ticketNumber: number;
  flowTitle: string;
  /** Flows that were near too. */
  near: Suggestion[];
  /** The rest of the library. */
  others: { flowId: string; title: string }[];
  /** How much of the library the menu was made of. */
  library: { listed: number; total: number };
  canBuild: boolean;
}

/** The most near flows that are offered by name; Slack takes ten options. */
const mostNear = 5;

/** Says that the flow is the wrong one, and how the ticket goes on. */
export function wrongFlowModal({ ticketNumber, flowTitle, ...input }: WrongFlowModalInput): ModalView {
  const near = input.near.slice(0, mostNear);
  const { sessionId, position, responseUrl, channelId } = input;
  return modal({
    callbackId: view.sessionLeaveFlow,
    title: `Wrong flow on #${ticketNumber}`,
    submit: 'Go on',
    metadata: stepMetadata.encode({ sessionId, position, responseUrl, channelId }),
    blocks: stack(
      section(`“${mrkdwnLine(flowTitle, 160)}” ends here. The ticket and everything tried so far stay.`),
      ...near.map((flow) => section(`*${mrkdwnLine(flow.title, 160) || '–'}*\n${matchWhy(flow)}`)),
      waysInput(near, input),
      input.others.length > 0
        ? optionsInput(field.otherFlow, {
            label: 'Or another published flow',
            placeholder: 'Choose by its title',
            options: input.others.map(({ flowId, title }) => option(title, idOption.encode(flowId))),
            optional: true,
            hint: 'What is chosen here goes before the choice above.',
          })
        : null,
      input.library.listed < input.library.total ? context(restWords(input.library)) : null,
      context('Intake learns from this: a flow that is often the wrong one is suggested, not started.'),
    ),
  });
}

const restWords = ({ listed, total }: WrongFlowModalInput['library']): Mrkdwn =>
  `The menu ends after the first ${listed} of ${total} flows. For a later one, stop this walk and start it with \`/intake --flow NAME\` and the problem.`;

function waysInput(near: Suggestion[], { canBuild }: Pick<WrongFlowModalInput, 'canBuild'>) {
  const ways = [
    ...near.map(({ flowId, title }) => ({ way: { kind: 'use_flow', flowId } as const, words: title })),
    ...(canBuild ? [{ way: { kind: 'build' } as const, words: 'Build a walk step by step' }] : []),
    { way: { kind: 'ad_hoc' } as const, words: 'Walk ad hoc, without a flow' },
    { way: { kind: 'escalate' } as const, words: 'Escalate to engineering' },
  ].map(({ way, words }) => [wayOnOption.encode(way), shorten(words, limits.optionText)] as const);
  const order = ways.map(([value]) => value);
  return radioInput(field.wayOn, {
    label: 'How do you go on?',
    words: Object.fromEntries(ways),
    order,
    value: order[0] ?? null,
  });
}
