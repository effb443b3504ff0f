import { assertNever } from '../../domain/assert-never.js';
import type { CheckCard, FixCard } from '../../domain/cards.js';
import { action } from '../ids.js';
import { fixButton, sessionButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { count, type Links, linkTo, type Mrkdwn, moment, mrkdwn, noLinks, person, quote } from './text.js';
import { customerWords } from './words.js';

const shown = { problem: 700, problemLines: 6, notes: 900, reason: 900 } as const;

/** Asks the agent whether a fix holds; once that is known it says so, and keeps the ways to what was done. */
export function checkCard(card: CheckCard, links: Links = noLinks): Message {
  const headline = headlineOf(card);
  return {
    text: headline,
    blocks: stack(
      section(`*${headline}*\n${quote(card.problem.text, shown.problem, shown.problemLines)}`),
      context(customerWords(card.problem)),
      section(fixWords(card.fix)),
      card.fix.check === 'reopened' && card.fix.reason !== null
        ? section(`*Why it was reopened:* ${mrkdwn(card.fix.reason, shown.reason)}`)
        : null,
      buttons(card),
      context(
        card.fix.check === 'awaiting'
          ? 'Ask the customer. Until somebody has seen it work, this is not counted as solved.'
          : null,
        card.thread && linkTo(card.thread, 'The thread', links),
      ),
    ),
  };
}

function headlineOf({ fix, ticketNumber, again }: CheckCard): Mrkdwn {
  switch (fix.check) {
    case 'awaiting':
      return again
        ? `🔎 Once more: does #${ticketNumber} work for the customer now?`
        : `🔎 Fix applied: does #${ticketNumber} work for the customer now?`;
    case 'confirmed':
      return `✅ #${ticketNumber} works, says ${fix.checkedBy ? person(fix.checkedBy) : 'somebody'}`;
    case 'unanswered':
      return `☑️ Nobody has said whether #${ticketNumber} works; it is not counted as solved`;
    case 'reopened':
      return `↩️ ${fix.checkedBy ? person(fix.checkedBy) : 'Somebody'} has reopened #${ticketNumber}`;
    default:
      return assertNever(fix.check);
  }
}

function fixWords(fix: FixCard): Mrkdwn {
  const took = fix.minutes === null ? '' : `, ${count(fix.minutes, 'minute')}`;
  const by = `${person(fix.by)}, ${moment(fix.at)}${took}`;
  return fix.notes === null
    ? `*Marked as solved* by ${by}`
    : `*What was done:* ${by}\n${mrkdwn(fix.notes, shown.notes)}`;
}

function buttons({ sessionId, fix }: CheckCard): Message['blocks'][number] | null {
  const value = sessionButton.encode({ sessionId });
  const open = fix.check === 'awaiting' || fix.check === 'unanswered';
  return actions(
    `session.check:${fix.check}`,
    open ? worksButton(sessionId, fix.number, 'Yes, it works') : null,
    open ? button('No, reopen', action.sessionReopen, value) : null,
    button('Open brief', action.sessionBrief, value),
  );
}

/** Says that a fix was seen to work. */
export const worksButton = (sessionId: string, number: number, words: string) =>
  button(words, action.sessionWorks, fixButton.encode({ sessionId, number }), 'primary');

/** One line of what is known of a fix, where it is not simply solved. */
export function checkWords({ check, by, checkedBy }: FixCard): Mrkdwn | null {
  switch (check) {
    case 'awaiting':
      return '🔎 Fix applied; nobody has seen it work yet.';
    case 'unanswered':
      return '☑️ Nobody has said whether it works, so it is not counted as solved.';
    case 'confirmed':
      // Who solved it with the customer there has said all there is to say.
      return checkedBy && checkedBy.memberId !== by.memberId ? `Confirmed by ${person(checkedBy)}.` : null;
    case 'reopened':
      return null;
    default:
      return assertNever(check);
  }
}
