import type { SectionBlock } from '@slack/types';
import type { QueueLine } from '../../domain/cards.js';
import { action } from '../ids.js';
import { escalationButton, sessionButton } from '../payloads.js';
import { button, section } from './elements.js';
import { type Links, linkTo, type Mrkdwn, moment, mrkdwnLine, person } from './text.js';
import { stateOfLine } from './words.js';

const shown = { problem: 140, customer: 60, current: 140 } as const;

/** What can be done from a line of a list. */
export type LineButton = 'resume' | 'claim' | null;

/** One walk in a list: number, state and problem first, then what it waits for, who has it, and the way to it. */
export function queueLine(line: QueueLine, links: Links, offers: LineButton): SectionBlock {
  const customer = line.customerName === null ? '' : ` — ${mrkdwnLine(line.customerName, shown.customer)}`;
  const problem =
    line.problem === null ? '🔒 Private ticket' : mrkdwnLine(line.problem, shown.problem) || '–';
  const first = `*#${line.ticketNumber}*  ${problem}${customer}`;
  const words = [first, currentWords(line), footWords(line, links)].filter((part) => part !== null);
  return section(words.join('\n'), buttonOf(line, offers));
}

const currentWords = (line: QueueLine): Mrkdwn | null =>
  line.status === 'active' && line.currentText !== null
    ? `&gt; ${mrkdwnLine(line.currentText, shown.current)}`
    : null;

function footWords(line: QueueLine, links: Links): Mrkdwn {
  // Who claimed it once has it no more where the walk goes on.
  const who = line.status === 'active' ? line.carriedBy : (line.claimedBy ?? line.carriedBy);
  const thread = line.thread && linkTo(line.thread, 'Open thread', links);
  return [stateOfLine(line), person(who), moment(line.updatedAt), thread]
    .filter((part) => part !== null)
    .join('  ·  ');
}

function buttonOf(line: QueueLine, offers: LineButton): SectionBlock['accessory'] {
  const { sessionId, escalationId } = line;
  if (offers === 'resume' && line.status === 'active') {
    const style = line.stopped ? 'primary' : undefined;
    return button('Resume', action.sessionResume, sessionButton.encode({ sessionId }), style);
  }
  if (offers === 'claim' && line.status === 'escalated' && escalationId !== null && line.claimedBy === null)
    return button(
      'Claim',
      action.escalationClaim,
      escalationButton.encode({ escalationId, sessionId }),
      'primary',
    );
  return undefined;
}
