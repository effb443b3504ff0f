import { assertNever } from '../../domain/assert-never.js';
import type { MessageRef, Notice, SourceOfWalk } from '../../domain/cards.js';
import { action } from '../ids.js';
import { sessionButton } from '../payloads.js';
import { actions, button, type Message, section, stack } from './elements.js';
import { channel, type Links, linkTo, type Mrkdwn, mrkdwn, mrkdwnLine, noLinks, person } from './text.js';
import { roleWords } from './words.js';

/** What a thread or a person is told once, in one or two sentences. */
export function noticeText(notice: Notice): Mrkdwn {
  switch (notice.kind) {
    case 'claimed':
      return `🛠️ ${person(notice.by)} has claimed #${notice.ticketNumber} and takes it from here.`;
    case 'handed_over':
      return `${person(notice.from)} has handed #${notice.ticketNumber} over to ${person(notice.to)}.`;
    case 'resumed':
      return `▶️ ${person(notice.by)} has taken this up again.`;
    case 'stopped':
      return `⏸️ ${person(notice.by)} has stopped here. Answer the open step or press Resume to go on.`;
    case 'escalated':
      return notice.told === 'channel'
        ? `🚨 ${person(notice.by)} has escalated this. Engineering has it, with everything that was tried; you will hear who claims it.`
        : `🚨 ${person(notice.by)} has escalated this. People have been told in person, with everything that was tried; you will hear who claims it.`;
    case 'left_flow':
      return `↪ ${person(notice.by)} left “${mrkdwnLine(notice.left, 160)}” as the wrong flow. ${nextWords(notice.next)}`;
    case 'resolved':
      return resolvedWords(notice);
    case 'role_given':
      return `✅ ${person(notice.by)} has let you into Intake: ${roleWords[notice.role]}. Type \`/intake help\` to see what you can do.`;
    case 'access_declined':
      return `${person(notice.by)} has not given you a role in Intake for now. Talk to them if you need one; Intake’s Home tab lets you ask again.`;
    case 'nobody_to_tell':
      return `⚠️ Nobody is set up to hear about #${notice.ticketNumber}. It is escalated and on the list, but tell an engineer yourself, and ask an admin to set a channel in Intake’s settings.`;
    case 'moved_to_direct_message':
      return `I am not in ${channel(notice.channelId)}, so #${notice.ticketNumber} goes on in a direct message with me. To have walks there, invite me with \`/invite\`.`;
    default:
      return assertNever(notice);
  }
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
  const resolved = `✅ ${person(notice.by)} has resolved #${notice.ticketNumber}.`;
  return notice.notes === null ? resolved : `${resolved}\n${mrkdwn(notice.notes, 2_500)}`;
}

/** The notice as a message, with the one button that helps: open what was tried, or take the walk up again. */
export function noticeMessage(notice: Notice): Message {
  const text = noticeText(notice);
  const help = helpOf(notice);
  return { text, blocks: stack(section(text), help && actions('session.notice', help)) };
}

function helpOf(notice: Notice): ReturnType<typeof button> | null {
  switch (notice.kind) {
    case 'claimed':
    case 'handed_over':
    case 'resolved':
      return button('Open brief', action.sessionBrief, sessionButton.encode({ sessionId: notice.sessionId }));
    case 'stopped':
      return button('Resume', action.sessionResume, sessionButton.encode({ sessionId: notice.sessionId }));
    default:
      return null;
  }
}

/** What who took a walk up is told privately: where it goes on. */
export function resumedMessage(
  ticketNumber: number,
  thread: MessageRef | null,
  links: Links = noLinks,
): Message {
  const where = thread ? linkTo(thread, 'Its thread', links) : 'Its thread, which is about to open,';
  const text = `You carry #${ticketNumber} now. ${where} has the open step at its end.`;
  return { text, blocks: [section(text)] };
}
