import type { Notice } from '../../domain/cards.js';
import type { DeskNotice } from '../../domain/desk-notices.js';
import { action } from '../ids.js';
import { escalationButton, sessionButton } from '../payloads.js';
import { button } from './elements.js';
import { onCallWords } from './escalation-card.js';
import { channel, group, type Links, linkTo, type Mrkdwn, moment, mrkdwn, person } from './text.js';

const isDesk = (notice: Notice): notice is DeskNotice => notice.kind in texts;

type Texts = {
  [Kind in DeskNotice['kind']]: (notice: Extract<DeskNotice, { kind: Kind }>, links: Links) => Mrkdwn;
};

const shown = { instruction: 2_500, question: 1_000, answer: 1_500 } as const;

const texts: Texts = {
  released: releasedWords,
  reassigned: ({ ticketNumber, from, to, by }) =>
    from === null || from.memberId === by.memberId
      ? `🛠️ ${person(by)} has given #${ticketNumber} to ${person(to)}, who takes it from here.`
      : `🛠️ ${person(by)} has given #${ticketNumber} from ${person(from)} to ${person(to)}, who takes it from here.`,
  handed_back: ({ ticketNumber, by, instruction }) =>
    `↩️ ${person(by)} hands #${ticketNumber} back to you. What to do:\n${mrkdwn(instruction, shown.instruction)}\nThe open step is posted anew at the end of the walk’s thread; escalate again if it does not help.`,
  answered: ({ ticketNumber, by, question, answer }) =>
    `💬 ${person(by)} has answered for #${ticketNumber}.\n❓ ${mrkdwn(question, shown.question)}\n${mrkdwn(answer, shown.answer)}`,
  claim_due: ({ ticketNumber, dueAt, onCall }) => {
    const who = onCallWords(onCall);
    return `⏰ #${ticketNumber} should be claimed by ${moment(new Date(dueAt))}.${who === null ? '' : ` ${who}`}`;
  },
  unclaimed: ({ ticketNumber, since, rung, place }, links) => {
    const where = place ? linkTo(place, 'Its card', links) : 'Its card';
    const why = rung === 'on_call' ? 'You are on call.' : 'Whoever was called before has not taken it.';
    return `⏰ #${ticketNumber} waits for an engineer since ${moment(new Date(since))}. ${why} ${where} has the Claim button.`;
  },
  admins_called: ({ ticketNumber }) =>
    `⏰ Nobody has claimed #${ticketNumber} yet. Everybody on call and the admins have been called; tell the customer that it takes longer.`,
  claim_silent: ({ ticketNumber, releaseAt, isLast }) =>
    isLast
      ? `⏰ You have claimed #${ticketNumber} and nothing has happened yet. At ${moment(new Date(releaseAt))} somebody else may take it, unless you write in its thread, ask the agent or press the button.`
      : `⏳ You have claimed #${ticketNumber}; the customer waits for a first sign. Write in its thread, ask the agent, or press the button.`,
  channel_trouble: ({ channelId, trouble, ticketNumber }) =>
    trouble === 'gone'
      ? `⚠️ ${channel(channelId)} is archived or deleted, so ${whatOf(ticketNumber)} could not be posted there and went on to the next place. Set another channel in Intake’s settings, or bring it back.`
      : `⚠️ Intake is not in ${channel(channelId)}, so ${whatOf(ticketNumber)} could not be posted there and went on to the next place. Invite it there with \`/invite\`, or set another channel in Intake’s settings.`,
  group_gone: ({ groupId, ticketNumber }) =>
    `⚠️ The user group ${group(groupId)} is to be called about #${ticketNumber}, but it is gone, switched off, or Intake may not read it. Others have been called. Choose another one under “Clocks and on-call” in Intake’s settings.`,
  role_group_gone: ({ groupId }) =>
    `⚠️ The user group ${group(groupId)} gives roles in Intake, but it is gone, switched off, or Intake may not read it. Everybody keeps the role they have. Bring it back, or change it under “Roles”, “User groups” in Intake’s settings.`,
};

const whatOf = (ticketNumber: number | null): string =>
  ticketNumber === null ? 'a flow to review' : `#${ticketNumber}`;

function releasedWords({ ticketNumber, from, by, why }: Extract<DeskNotice, { kind: 'released' }>): Mrkdwn {
  const next = `#${ticketNumber} waits for another engineer.`;
  if (why === 'silent') return `⏰ Nothing has happened since ${person(from)} claimed this. ${next}`;
  if (why === 'left') return `${person(from)} cannot go on with this. ${next}`;
  if (by && by.memberId !== from.memberId)
    return `${person(by)} has taken #${ticketNumber} back from ${person(from)}. ${next}`;
  return `${person(from)} has given #${ticketNumber} back. ${next}`;
}

/** What is told about an escalation, in one or two sentences; nothing for other notices. */
export function deskNoticeText(notice: Notice, links: Links): Mrkdwn {
  if (!isDesk(notice)) return '';
  const words = texts[notice.kind] as (notice: DeskNotice, links: Links) => Mrkdwn;
  return words(notice, links);
}

/** The buttons that help with it. */
export function deskNoticeHelp(notice: Notice): ReturnType<typeof button>[] {
  if (!isDesk(notice)) return [];
  if (notice.kind === 'claim_silent') {
    const { escalationId, sessionId } = notice;
    const value = escalationButton.encode({ escalationId, sessionId });
    return [
      button('I’m on it', action.escalationConfirm, value, 'primary'),
      button('Give it back', action.escalationRelease, value),
    ];
  }
  if (!('sessionId' in notice)) return [];
  const value = sessionButton.encode({ sessionId: notice.sessionId });
  return [button('Open brief', action.sessionBrief, value)];
}
