import type { Overflow } from '@slack/types';
import type { EscalationCard, OnCall } from '../../domain/cards.js';
import { action, blockPrefix } from '../ids.js';
import { type EscalationVerb, escalationBlock, escalationButton, escalationMoreOption } from '../payloads.js';
import { briefLine } from './brief.js';
import { actions, button, context, type Message, option, section, stack } from './elements.js';
import {
  group,
  type Links,
  linkTo,
  type Mrkdwn,
  moment,
  mrkdwn,
  mrkdwnLine,
  noLinks,
  person,
  quote,
  since,
} from './text.js';
import {
  customerWords,
  fixSigns,
  fixStates,
  people,
  reasonWords,
  rungWords,
  sourceWords,
  urgencyWords,
} from './words.js';

const shown = {
  problem: 900,
  problemLines: 8,
  reason: 700,
  reasonLines: 6,
  step: 300,
  steps: 5,
  notes: 900,
  question: 300,
} as const;

type Block = Message['blocks'][number] | null;

/** What engineers see: the problem, why it came to them, what was tried last, who is called and who has it. */
export function escalationCard(card: EscalationCard, links: Links = noLinks): Message {
  const headline = headlineOf(card);
  return {
    text: card.problem.private ? headline : `${headline}: ${mrkdwnLine(card.problem.text, 300)}`,
    blocks: stack(
      card.lead && card.status === 'open' ? section(rungWords[card.lead]) : null,
      ...(card.problem.private ? privateBlocks(card, headline) : openBlocks(card, headline)),
      standing(card),
      context(waiting(card), card.status === 'open' ? onCallWords(card.onCall) : null),
      context(
        `Escalated by ${person(card.escalatedBy)}, ${moment(card.at)}`,
        card.problem.private ? null : sourceWords(card.source),
        card.thread && linkTo(card.thread, 'The agent’s thread', links),
      ),
      buttons(card),
    ),
  };
}

function openBlocks(card: EscalationCard, headline: Mrkdwn): Block[] {
  return [
    section(`*${headline}*\n${quote(card.problem.text, shown.problem, shown.problemLines)}`),
    context(customerWords(card.problem)),
    section(
      `*Why:* ${reasonWords[card.reasonCategory]}\n${quote(card.reason, shown.reason, shown.reasonLines)}`,
    ),
    tried(card),
  ];
}

const privateBlocks = (card: EscalationCard, headline: Mrkdwn): Block[] => [
  section(`*${headline}*\n🔒 Private: who claims it gets the problem and the brief in a direct message.`),
  section(`*Why:* ${reasonWords[card.reasonCategory]}`),
];

const signs = { open: '🚨', claimed: '🛠️', returned: '↩️' } as const;
const states = {
  open: 'needs an engineer',
  claimed: 'is claimed',
  returned: 'is back with L1',
} as const;

function stateWords({ status, resolution }: EscalationCard): { sign: string; state: string } {
  if (status !== 'resolved') return { sign: signs[status], state: states[status] };
  const check = resolution?.check ?? 'confirmed';
  return { sign: fixSigns[check], state: fixStates[check] };
}

function headlineOf(card: EscalationCard): Mrkdwn {
  const urgency = card.problem.urgency === 'normal' ? '' : ` · ${urgencyWords[card.problem.urgency]}`;
  const category = card.categoryName === null ? '' : ` · ${mrkdwnLine(card.categoryName, 80)}`;
  const { sign, state } = stateWords(card);
  return `${sign} #${card.ticketNumber} ${state}${category}${urgency}`;
}

const isOver = ({ status }: EscalationCard): boolean => status === 'resolved' || status === 'returned';

function tried(card: EscalationCard): Block {
  if (isOver(card)) return null;
  // The question that waits for its answer has a line of its own.
  const brief = card.brief.filter((line) => line.kind !== 'question' || line.answer !== null);
  if (brief.length === 0) return section('*Tried so far:* nothing yet.');
  const last = brief.slice(-shown.steps);
  const earlier = brief.length - last.length;
  const more = earlier > 0 ? `\n_${earlier} earlier in the brief_` : '';
  return section(`*Tried last*\n${last.map((line) => briefLine(line, shown.step)).join('\n')}${more}`);
}

function standing(card: EscalationCard): Block {
  if (card.status === 'resolved') return section(resolvedWords(card));
  if (card.status === 'returned') return section(returnedWords(card));
  const words = [
    card.claimedBy ? `🛠️ Claimed by ${person(card.claimedBy)}` : null,
    card.openQuestion === null
      ? null
      : `❓ The agent has been asked: ${mrkdwnLine(card.openQuestion, shown.question)}`,
  ].filter((line) => line !== null);
  return words.length > 0 ? section(words.join('\n')) : null;
}

function resolvedWords({ resolution, claimedBy }: EscalationCard): Mrkdwn {
  const check = resolution?.check ?? 'confirmed';
  const done = `${fixSigns[check]} ${check === 'confirmed' ? 'Resolved' : 'Fix applied'}`;
  const words = claimedBy ? `${done}, claimed by ${person(claimedBy)}` : done;
  return resolution?.notes ? `${words}\n${mrkdwn(resolution.notes, shown.notes)}` : words;
}

function returnedWords({ instruction, claimedBy }: EscalationCard): Mrkdwn {
  const words = claimedBy ? `↩️ Handed back by ${person(claimedBy)}` : '↩️ Handed back';
  return instruction ? `${words}\n${mrkdwn(instruction, shown.notes)}` : words;
}

/** While it is open or claimed: how long the customer waits, and until when somebody should act. */
function waiting(card: EscalationCard): Mrkdwn | null {
  if (isOver(card)) return null;
  const due =
    card.dueAt === null
      ? ''
      : `, ${card.status === 'open' ? 'to be claimed' : 'first action due'} by ${moment(card.dueAt)}`;
  return `⏳ The customer has waited since ${since(card.waitsSince)}${due}`;
}

/** Who is called first: the one mention on the card that is meant to ping. */
export function onCallWords({ groupId, people: listed }: OnCall): Mrkdwn | null {
  const who = [groupId && group(groupId), listed.length > 0 ? people(listed) : null].filter((part) => part);
  return who.length === 0 ? null : `On call: ${who.join(', ')}`;
}

function buttons(card: EscalationCard): Block {
  const ids = { escalationId: card.escalationId, sessionId: card.sessionId };
  const value = escalationButton.encode(ids);
  const verbs = verbsOf[card.status];
  return actions(
    verbs.length > 0 ? escalationBlock.encode(ids) : `${blockPrefix.step}:${card.status}`,
    card.status === 'open' ? button('Claim', action.escalationClaim, value, 'primary') : null,
    card.status === 'claimed' ? button('Resolve', action.escalationResolve, value, 'primary') : null,
    button('Open brief', action.escalationBrief, value),
    verbs.length > 0 ? more(verbs) : null,
  );
}

const verbsOf: Record<EscalationCard['status'], readonly EscalationVerb[]> = {
  open: ['reassign', 'ask', 'hand_back', 'resolve'],
  claimed: ['ask', 'hand_back', 'reassign', 'release'],
  resolved: [],
  returned: [],
};

const verbWords: Record<EscalationVerb, string> = {
  reassign: 'Give to somebody…',
  ask: 'Ask the agent…',
  hand_back: 'Hand back to L1…',
  release: 'Release the claim',
  resolve: 'Resolve…',
};

const more = (verbs: readonly EscalationVerb[]): Overflow => ({
  type: 'overflow',
  action_id: action.escalationMore,
  options: verbs.map((verb) => option(verbWords[verb], escalationMoreOption.encode(verb))),
});
