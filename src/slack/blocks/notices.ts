import { assertNever } from '../../domain/assert-never.js';
import type { Notice } from '../../domain/cards.js';
import { action } from '../ids.js';
import { sessionButton } from '../payloads.js';
import { actions, button, type Message, section, stack } from './elements.js';
import { channel, type Mrkdwn, mrkdwn, person } from './text.js';
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
    case 'resolved':
      return resolvedWords(notice);
    case 'role_given':
      return `✅ ${person(notice.by)} has let you into Intake: ${roleWords[notice.role]}. Type \`/intake help\` to see what you can do.`;
    case 'access_declined':
      return `${person(notice.by)} has not given you a role in Intake for now. Talk to them if you need one; Intake’s Home tab lets you ask again.`;
    case 'nobody_to_tell':
      return `⚠️ Nobody is set up to hear about #${notice.ticketNumber}. It is escalated and on the list, but tell an engineer yourself, and ask an admin to set a channel in Intake’s settings.`;
    case 'moved_to_direct_message':
      return `I am not in ${channel(notice.channelId)}, so #${notice.ticketNumber} goes on here. To have walks there, invite me with \`/invite\`.`;
    default:
      return assertNever(notice);
  }
}

function resolvedWords(notice: Extract<Notice, { kind: 'resolved' }>): Mrkdwn {
  const resolved = `✅ ${person(notice.by)} has resolved #${notice.ticketNumber}.`;
  return notice.notes === null ? resolved : `${resolved}\n${mrkdwn(notice.notes, 2_500)}`;
}

/** The notice as a message; whoever has got a walk handed over can open it. */
export function noticeMessage(notice: Notice): Message {
  const text = noticeText(notice);
  const isAboutWalk =
    notice.kind === 'claimed' || notice.kind === 'handed_over' || notice.kind === 'resolved';
  const value = isAboutWalk ? sessionButton.encode({ sessionId: notice.sessionId }) : null;
  return {
    text,
    blocks: stack(
      section(text),
      value === null ? null : actions('session.notice', button('Open brief', action.sessionBrief, value)),
    ),
  };
}
