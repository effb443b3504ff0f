import type { End, TriageQuestion } from './protocol.js';

const unidentified: End = {
  key: 'end:unidentified',
  kind: 'escalation',
  label: 'Identity not confirmed',
  text: 'Who is calling is not confirmed. Change nothing, and escalate with what was tried to confirm it.',
};

const outage: End = {
  key: 'end:outage',
  kind: 'escalation',
  label: 'Likely outage',
  text: 'More than one person has it: this looks like an outage. Escalate at once with where it is, since when, and how many people it stops.',
};

const gone: End = {
  key: 'end:gone',
  kind: 'resolution',
  label: 'Does not happen now',
  text: 'It cannot be made to happen now. Ask the customer to note the time and the exact message, and to call again when it comes back.',
};

/** Asked first where a step could open an account to the wrong person. */
export const identity: TriageQuestion = {
  key: 'identity',
  label: 'Identity confirmed?',
  text: 'Confirm who is calling, the way your company has agreed, for example by calling back the number on file. Is it confirmed?',
  answers: [
    { label: 'Yes', leadsTo: 'next' },
    { label: 'No', leadsTo: { end: unidentified } },
  ],
  otherwise: { end: unidentified },
};

/** What every problem is asked, in this order. */
export const triage: readonly TriageQuestion[] = [
  {
    key: 'scope',
    label: 'Who is affected',
    text: 'Who has this problem: only this customer, or others too?',
    howToTell:
      'Let the customer ask a colleague close by to do the same thing now, on the device of the colleague.',
    answers: [
      { label: 'Only this customer', leadsTo: 'next' },
      { label: 'Several people', leadsTo: { end: outage } },
      { label: 'The whole site', leadsTo: { end: outage } },
    ],
    otherwise: 'next',
  },
  {
    key: 'impact',
    label: 'Impact',
    text: 'How much does it hold the customer up?',
    answers: [
      { label: 'Work has stopped', leadsTo: 'next' },
      { label: 'Work is slower', leadsTo: 'next' },
      { label: 'It is only a question', leadsTo: 'next' },
    ],
    otherwise: 'next',
  },
  {
    key: 'changed',
    label: 'What changed',
    text: 'What changed shortly before it began?',
    howToTell: 'Ask when it last worked, and what was new for the customer between then and now.',
    answers: [
      { label: 'An update', leadsTo: 'next' },
      { label: 'A new password', leadsTo: 'next' },
      { label: 'A new device', leadsTo: 'next' },
      { label: 'A new place', leadsTo: 'next' },
      { label: 'Nothing known', leadsTo: 'next' },
    ],
    otherwise: 'next',
  },
  {
    key: 'reproduce',
    label: 'Happens again?',
    text: 'Let the customer do it again and read out exactly what the screen says; write that into a note. When does it happen?',
    answers: [
      { label: 'Always', leadsTo: 'next' },
      { label: 'Sometimes', leadsTo: 'next' },
      { label: 'Not now', leadsTo: { end: gone } },
    ],
    otherwise: 'next',
  },
];
