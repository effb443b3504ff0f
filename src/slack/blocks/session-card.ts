import type { Button } from '@slack/types';
import { assertNever } from '../../domain/assert-never.js';
import type { NowOfWalk, SessionCard, SourceOfWalk } from '../../domain/cards.js';
import { action, blockPrefix } from '../ids.js';
import { sessionButton } from '../payloads.js';
import { checkWords, worksButton } from './check-card.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { matchWhy } from './match-why.js';
import { count, type Mrkdwn, moment, mrkdwn, mrkdwnLine, person, quote } from './text.js';
import { categoryWords, customerWords, reasonWords, sourceWords, stateOf } from './words.js';

const shown = { problem: 700, problemLines: 6, current: 300, reason: 240, notes: 600 } as const;

/** The head of a walk's thread: what the problem is, how it stands, who has it. */
export function sessionCard(card: SessionCard): Message {
  const { sign, word } = stateOf({
    ...card,
    claimed: Boolean(card.escalation?.claimedBy),
    check: card.resolution?.check ?? null,
  });
  const value = sessionButton.encode({ sessionId: card.sessionId });
  return {
    text: `${sign} #${card.ticketNumber} ${word}: ${mrkdwnLine(card.problem.text, 300)}`,
    blocks: stack(
      section(
        `${sign} *#${card.ticketNumber}  ${word}*\n${quote(card.problem.text, shown.problem, shown.problemLines)}`,
      ),
      context(
        customerWords(card.problem),
        card.problem.private ? '🔒 Private: its agent, who claims it and admins read it' : null,
      ),
      standing(card),
      context(
        sourceWords(card.source),
        leftWords(card),
        categoryWords(card.source, card.categoryName),
        ...history(card),
      ),
      card.status === 'active' && card.why ? context(`Why this flow: ${matchWhy(card.why)}`) : null,
      actions(
        `${blockPrefix.step}:${card.status}:${card.resolution?.check ?? card.stopped}:${card.stepsTaken}`,
        card.stopped && card.status === 'active'
          ? button('Resume', action.sessionResume, value, 'primary')
          : null,
        ...endButtons(card),
        button('Open brief', action.sessionBrief, value),
      ),
    ),
  };
}

/** Of a walk that has ended: say that it works, or take it up again. */
function endButtons({ sessionId, resolution, reopenUntil }: SessionCard): (Button | null)[] {
  if (!reopenUntil) return [];
  const open = resolution && (resolution.check === 'awaiting' || resolution.check === 'unanswered');
  return [
    open ? worksButton(sessionId, resolution.number, 'It works') : null,
    button('Reopen', action.sessionReopen, sessionButton.encode({ sessionId })),
    button('Ticket note', action.sessionTicketNote, sessionButton.encode({ sessionId })),
  ];
}

function standing(card: SessionCard): Message['blocks'][number] | null {
  const words = [
    ...endWords(card),
    ...handedBackWords(card),
    ...currentWords(card),
    ...escalationWords(card),
  ];
  return words.length === 0 ? null : section(words.join('\n'));
}

function currentWords(card: SessionCard): Mrkdwn[] {
  const words = card.now && nowWords(card.now, card.source);
  if (card.status !== 'active' || !words) return [];
  return [`*${card.stopped ? 'Stopped at:' : 'Now:'}* ${words}`];
}

function nowWords(now: NowOfWalk, source: SourceOfWalk): Mrkdwn | null {
  switch (now.kind) {
    case 'node':
      return mrkdwnLine(now.text, shown.current);
    case 'writing':
      return 'the next step is being written';
    case 'failed':
      return '⚠️ the next step could not be written; choose at the end of the thread how to go on';
    case 'ad_hoc':
      // A walk that was ad hoc from the start says so as its source.
      return source.kind === 'ad_hoc' ? null : 'ad hoc; no more steps are built';
    default:
      return assertNever(now);
  }
}

function handedBackWords({ escalation, status }: SessionCard): Mrkdwn[] {
  if (!escalation || escalation.instruction === null || status !== 'active') return [];
  return [`↩️ *Handed back:* ${mrkdwnLine(escalation.instruction, shown.notes)}`];
}

function escalationWords({ escalation, status }: SessionCard): Mrkdwn[] {
  if (!escalation) return [];
  // "Why this flow" may stand below: this is why engineering.
  const label = status === 'escalated' ? '*Why engineering:*' : '*Was escalated:*';
  const why = `${label} ${reasonWords[escalation.category]}. ${mrkdwnLine(escalation.reason, shown.reason)}`;
  if (status !== 'escalated') return [why];
  return [escalation.claimedBy ? `🛠️ Claimed by ${person(escalation.claimedBy)}` : told[escalation.told], why];
}

const told = {
  channel: 'Engineering has been told; nobody has claimed it yet.',
  direct: 'People have been told in person; nobody has claimed it yet.',
  nobody:
    '⚠️ Nobody is set up to hear about escalations. Tell an engineer yourself, and ask an admin to set a channel in Intake’s settings.',
} as const;

function endWords({ resolution }: SessionCard): Mrkdwn[] {
  if (!resolution) return [];
  const known = [checkWords(resolution)].filter((words) => words !== null);
  const helpful =
    resolution.helpful === null ? [] : [resolution.helpful ? 'The walk helped.' : 'The walk did not help.'];
  const notes = resolution.notes === null ? [] : [`*Solution:* ${mrkdwn(resolution.notes, shown.notes)}`];
  return [...known, ...notes, ...helpful];
}

function leftWords({ leftFlows }: SessionCard): Mrkdwn | null {
  if (leftFlows.length === 0) return null;
  return `Wrong flow before: ${leftFlows
    .slice(0, 3)
    .map((title) => mrkdwnLine(title, 80))
    .join(', ')}`;
}

function history(card: SessionCard): Mrkdwn[] {
  const who =
    card.carriedBy.memberId === card.startedBy.memberId
      ? `${person(card.carriedBy)}, since ${moment(card.openedAt)}`
      : `${person(card.carriedBy)} has it, started by ${person(card.startedBy)}, ${moment(card.openedAt)}`;
  const done = [
    card.stepsTaken > 0 ? count(card.stepsTaken, 'step') : null,
    card.notesTaken > 0 ? count(card.notesTaken, 'note') : null,
    card.reopened > 0 ? `reopened ${card.reopened === 1 ? 'once' : `${card.reopened} times`}` : null,
    card.resolution?.minutes ? count(card.resolution.minutes, 'minute') : null,
  ].filter((part) => part !== null);
  return [who, done.join(', ')];
}
