import { assertNever } from '../../domain/assert-never.js';
import {
  ConflictError,
  type IntakeError,
  InvalidInputError,
  NotFoundError,
  PermissionDeniedError,
} from '../../domain/errors.js';
import { BudgetError, mostPerDay } from '../../domain/ledger.js';
import { limits } from '../../domain/text.js';
import { timeLimits, timeNames } from '../../domain/truth-times.js';
import { type Mrkdwn, mrkdwn, person } from './text.js';

/** A refusal in words: what is wrong, what still works, what to do next. The only place that chooses them. */
export function refusal(error: IntakeError): Mrkdwn {
  if (error instanceof ConflictError) return conflict(error);
  if (error instanceof PermissionDeniedError) return denied(error);
  if (error instanceof InvalidInputError) return invalid(error);
  if (error instanceof NotFoundError) return notFound(error);
  if (error instanceof BudgetError) return budgetWords[error.of];
  return 'That did not work, and nothing was changed. Open Intake’s Home tab to go on.';
}

/** Today's model requests are used up; nothing else is. */
export const budgetWords: Record<BudgetError['of'], Mrkdwn> = {
  account:
    'Today’s AI budget of this workspace is used up, so no new steps are written until tomorrow or until an admin raises it. Walk ad hoc, or escalate; published flows go on as before.',
  member:
    'Your AI budget for today is used up, so no new steps are written for you until tomorrow or until an admin raises it. Walk ad hoc, or escalate; published flows go on as before.',
};

/** Slack gives three seconds to open a modal after a click. */
export const tooSlow: Mrkdwn =
  'That took too long, and Slack no longer lets it open. Nothing was changed; try once more.';

/** A fault of ours. `reference` is what the log is searched by. */
export const unexpected = (reference: string): Mrkdwn =>
  `Something went wrong on our side; what was saved before is still there. Try again. If it happens again, give your admin this reference: \`${mrkdwn(reference, 80)}\``;

function conflict({ what, by }: ConflictError): Mrkdwn {
  const who = by === null ? 'somebody' : person(by);
  switch (what) {
    case 'answered':
      return `Already answered by ${who}. The newest step is below; go on from there.`;
    case 'ended':
      return 'This walk has ended, so nothing was changed. Its thread keeps everything; `/intake` starts a new one.';
    case 'escalated':
      return 'This has been handed to engineering already, so nothing was changed. Add what they should know by typing it in the walk’s thread; it reaches them.';
    case 'replaced':
      return 'This flow was left as the wrong one, and the ticket goes on another way. The end of the thread shows how it stands.';
    case 'claimed':
      return `${by === null ? 'Somebody' : who} has already claimed this. The brief stays open to you.`;
    case 'not_claimed':
      return 'Nobody has claimed this, so there is nothing to give back. Press Claim to take it.';
    case 'escalation_ended':
      return 'This escalation has ended: it is resolved, or back with L1. Its card shows how; the brief keeps everything.';
    case 'question_answered':
      return `${by === null ? 'Somebody' : who} has already answered this. Add more as a note in the walk’s thread.`;
    case 'decided':
      return 'You have already chosen for this problem, so nothing was changed. `/intake` starts a new one.';
    case 'access_decided':
      return 'Somebody has already answered this request. Roles in the settings change it.';
    case 'fix_checked':
      return `${by === null ? 'Somebody' : who} has already said how this went, so nothing was changed. Its thread has the newest state; Reopen takes it up again.`;
    case 'not_ended':
      return 'This walk has not ended, so there is nothing to reopen. Go on at the end of its thread.';
    case 'too_late':
      return 'This walk ended too long ago to be reopened, so it stays closed. `/intake` starts a new one; its thread keeps everything that was tried.';
    case 'not_current':
      return 'The walk has moved on since this button was drawn. The newest step is at the end of the thread; go on there.';
    case 'reviewed':
      return by === null
        ? 'This proposal is not open any more, so nothing was changed. Its card says what became of it.'
        : `${who} has already reviewed this, so nothing was changed. The card says what became of it.`;
    case 'changed':
      return by === null
        ? 'This has changed since it was shown: another walk has ended. Nothing was published or changed; close it and press Review again.'
        : `This has changed since it was shown; ${who} edited it last. Nothing of yours was saved; close it and press Review again.`;
    default:
      return assertNever(what);
  }
}

function denied({ action, why }: PermissionDeniedError): Mrkdwn {
  switch (why) {
    case 'no_role':
      return 'You have no role in Intake yet. Open Intake’s Home tab and press “Ask for access”; an admin then lets you in.';
    case 'standing':
      return 'Guests, bots and deactivated people cannot use Intake. Ask a colleague who is a full member to do it.';
    case 'own_escalation':
      return 'You escalated this yourself, so another engineer claims it. It is on their list; you can add notes in the thread.';
    case 'private':
      return 'This ticket is private: only who claims it, its agent and admins see what is in it.';
    case 'role':
      return byRole(action);
    default:
      return assertNever(why);
  }
}

function byRole(action: string): Mrkdwn {
  const noun = action.split('.')[0];
  if (action === 'session.resolve')
    return 'Engineers resolve what has been escalated and claimed. Ask the agent who walks this to mark it as solved.';
  if (noun === 'escalation')
    return 'Only engineers, admins and owners see and claim escalations. You can add notes in the thread meanwhile.';
  if (noun === 'proposal')
    return 'Only engineers, admins and owners review proposals. Nothing was changed; ask one of them.';
  if (noun === 'settings' || noun === 'member')
    return 'Only admins and owners change settings and roles. Ask one of them; everything else works as before.';
  if (noun === 'intake' || action === 'session.walk')
    return 'Only L1 agents and people who cover L1 walk problems. You can add notes and escalate; an admin can let you cover L1.';
  return 'Your role does not allow this, and nothing was changed. An admin can change your role in Intake’s settings.';
}

function notFound({ subject }: NotFoundError): Mrkdwn {
  if (subject === 'flow') return 'There is no published flow of that name. `/intake flows` lists them.';
  return `This ${mrkdwn(subject, 40)} is not there any more, or it belongs to another workspace. Nothing was changed; Intake’s Home tab shows what is open.`;
}

function invalid({ field, problem, limit }: InvalidInputError): Mrkdwn {
  if (field === 'button')
    return 'This button no longer works. Nothing was changed; open Intake’s Home tab or the end of the thread to go on.';
  const special = specials[`${field}.${problem}`];
  if (special) return special;
  if (field === 'option')
    return 'That option is not known. `/intake help` shows what there is: one of `--flow NAME`, `--build` and `--adhoc`, and `--private`.';
  if (field === 'flow') return 'Name a published flow after `--flow`. `/intake flows` lists them.';
  const name = fieldWords[field] ?? mrkdwn(field, 40);
  switch (problem) {
    case 'empty':
      return `${upperFirst(name)} is empty. Write a few words and try again.`;
    case 'too_long':
      return `${upperFirst(name)} is too long${limit === null ? '' : `: at most ${inWords(limit)} characters`}. Shorten it and try again; add the rest as a note.`;
    case 'unknown':
      return `${upperFirst(name)} is not known here any more. Choose another one and try again.`;
    case 'taken':
      return `${upperFirst(name)} is already taken. Choose another one.`;
    case 'out_of_range':
      return `${upperFirst(name)} is out of range${limit === null ? '' : `: at most ${inWords(limit)}`}. Change it and try again.`;
    case 'over_total':
      return 'One person cannot have more requests than everybody together. Lower this number, or raise the other one.';
    case 'too_early':
      return `${upperFirst(name)} has to be later than the one before it. Change one of the two and save again.`;
    case 'not_a_url':
      return 'That is no web address. Write it in full, without a name or password: https://psa.example.com/hooks/intake.';
    case 'not_https':
      return 'Events hold customers’ data, so they go out over https only. Use an https address.';
    case 'forbidden_address':
      return 'That address is inside a private network, so nothing is sent there. Use a public one, or have whoever runs Intake allow it with INTAKE_WEBHOOK_ALLOW.';
    case 'not_found':
      return 'No server of that name was found. Check the address, and try again in a moment if it is new.';
    case 'gate_closed':
      return 'Walks are not built for this kind of problem: an admin has switched it off. You can walk ad hoc, or escalate.';
    case 'archived':
      return `${upperFirst(name)} is archived: nothing new starts there. Choose another one, or ask an admin to restore it in Intake’s settings.`;
    case 'retired':
      return `${upperFirst(name)} has been retired: nothing new starts there. Choose another one.`;
    default:
      return assertNever(problem);
  }
}

/** Where the general sentence would not say what to do. */
const specials: Record<string, Mrkdwn> = {
  'role.out_of_range': 'Somebody has to stay owner. Make another person owner first, then change this role.',
  'roleGroup.empty': 'Choose a user group.',
  'roleGroup.out_of_range':
    'Twenty user groups give roles already, and no more can be kept in step. Take the role from one of them first.',
  'recipients.unknown':
    'One of these people has not used Intake yet. Ask them to open Intake’s Home tab once, then add them.',
  'claimMinutes.out_of_range':
    'Type whole minutes from 5 to 10,080 (a week), 0 to switch this clock off, or nothing.',
  'firstActionMinutes.out_of_range':
    'Type whole minutes from 5 to 10,080 (a week), 0 to switch this clock off, or nothing.',
  'callsPerDay.out_of_range': wholeNumber(0, mostPerDay),
  'callsPerMember.out_of_range': wholeNumber(0, mostPerDay),
  'centsPerDay.out_of_range': `Type an amount in US dollars from 0 to ${inWords(mostPerDay / 100)}, such as 12.50, or nothing.`,
  'minutes.out_of_range': `${wholeNumber(0, limits.minutes)} Or type nothing.`,
  ...Object.fromEntries(
    timeNames.map((name) => [
      `${name}.out_of_range`,
      wholeNumber(timeLimits[name].least, timeLimits[name].most),
    ]),
  ),
  'zone.empty': 'Choose a time zone: the hours count by its clock.',
  'days.empty': 'Choose the days on which the clock runs.',
  'from.unknown': 'Choose the time at which the hours begin.',
  'to.unknown': 'Choose the time at which the hours end.',
  'onCallPeople.unknown':
    'One of these people has not used Intake yet. Ask them to open Intake’s Home tab once, then add them.',
  'proposal.out_of_range':
    'No path of this ends in a solution, so it cannot be published. Put a branch back, or reject it.',
  'examples.too_long':
    'One of the phrasings is longer than 280 characters. Shorten it, or put it on two lines.',
  'examples.out_of_range': 'There are more than 10 phrasings. Keep those that differ most.',
  'flow.archived':
    'This flow belongs to an archived category, so no new walk starts on it. Start another way; an admin can restore the category in Intake’s settings.',
  'keywords.out_of_range': 'There are more than 60 keywords. Keep those that customers use most.',
  'keywords.too_long':
    'These keywords are longer than 3,000 characters together. Keep those that customers use most.',
  'flow.retired':
    'This flow has been retired, so no new walk starts on it. Start another way; `/intake flows` lists the flows that there are.',
  'name.taken':
    'This name is already taken, perhaps by an archived category. Choose another one, or restore that one.',
  'member.unknown':
    'This person has not used Intake yet. Ask them to open Intake’s Home tab once, then try again.',
};

function inWords(number: number): string {
  return number.toLocaleString('en-US');
}

function wholeNumber(least: number, most: number): Mrkdwn {
  return `Type a whole number from ${inWords(least)} to ${inWords(most)}.`;
}

const upperFirst = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const fieldWords: Record<string, string> = {
  problem: 'the problem',
  customerName: 'the customer’s name',
  customerContact: 'the customer’s contact',
  device: 'the device',
  note: 'the note',
  said: 'the answer',
  howToTell: 'how to find out',
  callsPerDay: 'the number of requests',
  callsPerMember: 'the number of requests',
  centsPerDay: 'the cost',
  notes: 'the solution',
  minutes: 'the time spent',
  url: 'the address',
  reason: 'the reason',
  member: 'the person',
  category: 'the category',
  result: 'the result',
  name: 'the name',
  keywords: 'the list of keywords',
  engineeringChannel: 'the channel',
  defaultChannel: 'the channel',
  recipients: 'the list of people',
  role: 'the role',
  flow: 'the flow',
  flowId: 'the flow',
  start: 'the way to start',
  answer: 'the answer',
  text: 'the text',
  title: 'the title',
  examples: 'the list of phrasings',
  takeOut: 'what is taken out',
  step: 'what was tried',
  askHours: 'the time of the question',
  remindHours: 'the time of the second question',
  giveUpHours: 'the time of the end of the questions',
  reopenDays: 'the time to reopen',
  staleHours: 'the time of the question',
  sweepDays: 'the time to closing',
  claimMinutes: 'the time to claim',
  firstActionMinutes: 'the time to the first action',
  zone: 'the time zone',
  days: 'the list of days',
  from: 'the time',
  to: 'the time',
  instruction: 'the instruction',
  question: 'the question',
};
