import { assertNever } from '../../domain/assert-never.js';
import type { MessageRef, Notice, SourceOfWalk } from '../../domain/cards.js';
import { action } from '../ids.js';
import { sessionButton, stepButton } from '../payloads.js';
import { deskNoticeHelp, deskNoticeText } from './desk-notices.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import {
  channel,
  type Links,
  linkTo,
  type Mrkdwn,
  moment,
  mrkdwn,
  mrkdwnLine,
  noLinks,
  person,
} from './text.js';
import { failureWords, roleWords } from './words.js';

/** What a thread or a person is told once, in one or two sentences. */
export function noticeText(notice: Notice, links: Links = noLinks): Mrkdwn {
  switch (notice.kind) {
    case 'claimed':
      return `🛠️ ${person(notice.by)} has claimed #${notice.ticketNumber} and takes it from here.`;
    case 'handed_over':
      return `${person(notice.from)} has handed #${notice.ticketNumber} over to ${person(notice.to)}.`;
    case 'resumed':
      return `▶️ ${person(notice.by)} has taken this up again.`;
    case 'stopped':
      return notice.over
        ? `⏸️ ${person(notice.by)} had stopped here; the walk has gone on since.`
        : `⏸️ ${person(notice.by)} has stopped here. Answer the open step or press Resume to go on.`;
    case 'taken_over':
      return `▶️ ${person(notice.by)} has taken #${notice.ticketNumber} up from here; you do not carry it any more.`;
    case 'escalated':
      return notice.told === 'channel'
        ? `🚨 ${person(notice.by)} has escalated this. Engineering has it, with everything that was tried; you will hear who claims it.`
        : `🚨 ${person(notice.by)} has escalated this. People have been told in person, with everything that was tried; you will hear who claims it.`;
    case 'left_flow':
      return `↪ ${person(notice.by)} left “${mrkdwnLine(notice.left, 160)}” as the wrong flow. ${nextWords(notice.next)}`;
    case 'resolved':
      return resolvedWords(notice);
    case 'reopened':
      return reopenedWords(notice);
    case 'fix_confirmed':
      return `✅ ${person(notice.by)} says that #${notice.ticketNumber} works.`;
    case 'fix_unanswered':
      return `☑️ Nobody has said whether #${notice.ticketNumber} works, so it is not counted as solved. Press It works above once you know.`;
    case 'stale':
      return staleWords(notice);
    case 'abandoned':
      return abandonedWords(notice);
    case 'webhook_fails':
      return webhookWords(notice);
    case 'webhook_works':
      return `✅ The ticket webhook at *${mrkdwnLine(notice.host, 200)}* works again. What waited is being sent.`;
    case 'role_given':
      return `✅ ${person(notice.by)} has let you into Intake: ${roleWords[notice.role]}. Type \`/intake help\` to see what you can do.`;
    case 'access_declined':
      return `${person(notice.by)} has not given you a role in Intake for now. Talk to them if you need one; Intake’s Home tab lets you ask again.`;
    case 'nobody_to_tell':
      return `⚠️ Nobody is set up to hear about #${notice.ticketNumber}. It is escalated and on the list, but tell an engineer yourself, and ask an admin to set a channel in Intake’s settings.`;
    case 'moved_to_direct_message':
      return movedWords(notice);
    case 'step_missing':
      return notice.over
        ? 'Slack did not take the message with a step here. The walk has gone on since.'
        : '⚠️ Slack did not take the message with this step, so it is missing here. The walk is kept: send it again, or escalate.';
    case 'branch_taken_out':
      return `✂️ ${person(notice.by)} has reviewed these steps and taken them out for new walks: ${mrkdwnLine(notice.reason, 1_000)}\nYou can go on here, but check what you do: go back, or escalate.`;
    default:
      return deskNoticeText(notice, links);
  }
}

function movedWords(notice: Extract<Notice, { kind: 'moved_to_direct_message' }>): Mrkdwn {
  const { channelId, ticketNumber, trouble } = notice;
  const goesOn = `so #${ticketNumber} goes on in a direct message with me.`;
  if (trouble === 'gone')
    return `${channel(channelId)} is archived or deleted, ${goesOn} Start the next ones in another channel.`;
  return trouble === 'headless'
    ? `Slack did not take my messages in ${channel(channelId)}, ${goesOn}`
    : `I am not in ${channel(channelId)}, ${goesOn} To have walks there, invite me with \`/invite\`.`;
}

/** What the ticket goes on with after the wrong flow. */
function nextWords(next: SourceOfWalk): Mrkdwn {
  switch (next.kind) {
    case 'flow':
      return `It goes on with “${mrkdwnLine(next.title, 160)}”.`;
    case 'ai_build':
      return 'It goes on with a walk that is built step by step.';
    case 'ad_hoc':
      return 'It goes on ad hoc.';
    case 'none':
      return 'It goes to engineering.';
    default:
      return assertNever(next);
  }
}

function resolvedWords(notice: Extract<Notice, { kind: 'resolved' }>): Mrkdwn {
  const resolved =
    notice.check === 'awaiting'
      ? `🔎 ${person(notice.by)} has applied a fix for #${notice.ticketNumber}. It awaits a check. Ask the customer, then press “It works” or “Reopen” at the top of this thread.`
      : `✅ ${person(notice.by)} has resolved #${notice.ticketNumber}.`;
  return notice.notes === null ? resolved : `${resolved}\n${mrkdwn(notice.notes, 2_500)}`;
}

function webhookWords({ host, failure, givenUp }: Extract<Notice, { kind: 'webhook_fails' }>): Mrkdwn {
  const what = `⚠️ The ticket webhook at *${mrkdwnLine(host, 200)}* fails: ${failureWords(failure)}.`;
  return givenUp
    ? `${what} An event was given up; it is kept, and the others go on. \`/intake settings\` has it sent again.`
    : `${what} Nothing is lost: events are kept and tried again for three days. \`/intake settings\` changes the address. You will hear once it works again.`;
}

function reopenedWords({ by, ticketNumber, reason }: Extract<Notice, { kind: 'reopened' }>): Mrkdwn {
  const words = `↩️ ${person(by)} has reopened #${ticketNumber}; the fix is not counted as solved.`;
  return reason === null ? words : `${words}\n${mrkdwn(reason, 2_500)}`;
}

function staleWords(notice: Extract<Notice, { kind: 'stale' }>): Mrkdwn {
  const since = moment(new Date(notice.since));
  const until = moment(new Date(notice.sweepAt));
  return `⏳ *#${notice.ticketNumber}* has waited since ${since}: ${mrkdwnLine(notice.problem, 300)}\nGo on with it, or close it unsolved. If nothing happens it is closed: ${until}; what was recorded is kept either way.`;
}

function abandonedWords({ by, ticketNumber, reopenUntil }: Extract<Notice, { kind: 'abandoned' }>): Mrkdwn {
  const until = reopenUntil ? ` until ${moment(new Date(reopenUntil))}` : '';
  const kept = `Everything that was recorded is kept; Reopen at the top of this thread takes it up again${until}.`;
  return by
    ? `⚪ ${person(by)} has closed #${ticketNumber} unsolved. ${kept}`
    : `⚪ Nobody has gone on with #${ticketNumber}, so it is closed unsolved. ${kept}`;
}

/**
 * The notice as a message, with the buttons that help: open what was tried, or take the walk up again.
 * @param thread of the walk, where the notice stands outside it.
 */
export function noticeMessage(
  notice: Notice,
  thread: MessageRef | null = null,
  links: Links = noLinks,
): Message {
  const text = noticeText(notice, links);
  return {
    text,
    blocks: stack(
      section(text),
      actions('session.notice', ...helpOf(notice)),
      thread && context(linkTo(thread, 'Open thread', links)),
    ),
  };
}

function helpOf(notice: Notice): ReturnType<typeof button>[] {
  switch (notice.kind) {
    case 'claimed':
    case 'handed_over':
    case 'taken_over':
    case 'resolved':
    case 'reopened':
    case 'fix_confirmed':
      return [button('Open brief', action.sessionBrief, value(notice))];
    case 'stopped':
      return notice.over ? [] : [button('Resume', action.sessionResume, value(notice))];
    case 'step_missing':
      if (notice.over) return [];
      return [
        button('Send it again', action.sessionResume, value(notice), 'primary'),
        button('Escalate', action.sessionEscalate, stepButton.encode(notice)),
      ];
    case 'stale':
      return [
        button('Go on', action.sessionResume, value(notice), 'primary'),
        button('Close unsolved', action.sessionAbandon, value(notice)),
        button('Open brief', action.sessionBrief, value(notice)),
      ];
    default:
      return deskNoticeHelp(notice);
  }
}

const value = ({ sessionId }: { sessionId: string }): string => sessionButton.encode({ sessionId });

/** What who took a walk up is told privately: where it goes on. */
export function resumedMessage(
  ticketNumber: number,
  thread: MessageRef | null,
  links: Links = noLinks,
): Message {
  const where = thread ? linkTo(thread, 'Its thread', links) : 'Its thread, which is about to open,';
  const text = `You carry #${ticketNumber} now. ${where} has the open step.`;
  return { text, blocks: [section(text)] };
}
