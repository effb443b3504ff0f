import type { EscalationCard } from '../../domain/cards.js';
import { action, blockPrefix } from '../ids.js';
import { escalationButton } from '../payloads.js';
import { briefLine } from './brief.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import {
  type Links,
  linkTo,
  type Mrkdwn,
  moment,
  mrkdwn,
  mrkdwnLine,
  noLinks,
  person,
  quote,
} from './text.js';
import { customerWords, reasonWords, sourceWords, urgencyWords } from './words.js';

const shown = {
  problem: 900,
  problemLines: 8,
  reason: 700,
  reasonLines: 6,
  step: 300,
  steps: 5,
  notes: 900,
} as const;

/** What engineers see: the problem, why it came to them, what was tried last, and who has it. */
export function escalationCard(card: EscalationCard, links: Links = noLinks): Message {
  const headline = headlineOf(card);
  return {
    text: `${headline}: ${mrkdwnLine(card.problem.text, 300)}`,
    blocks: stack(
      section(`*${headline}*\n${quote(card.problem.text, shown.problem, shown.problemLines)}`),
      context(customerWords(card.problem)),
      section(
        `*Why:* ${reasonWords[card.reasonCategory]}\n${quote(card.reason, shown.reason, shown.reasonLines)}`,
      ),
      tried(card),
      standing(card),
      context(
        `Escalated by ${person(card.escalatedBy)}, ${moment(card.at)}`,
        sourceWords(card.source),
        card.thread && linkTo(card.thread, 'The agent’s thread', links),
      ),
      buttons(card),
    ),
  };
}

function headlineOf(card: EscalationCard): Mrkdwn {
  const sign = { open: '🚨', claimed: '🛠️', resolved: '✅' }[card.status];
  const state = { open: 'needs an engineer', claimed: 'is claimed', resolved: 'is resolved' }[card.status];
  const urgency = card.problem.urgency === 'normal' ? '' : ` · ${urgencyWords[card.problem.urgency]}`;
  const category = card.categoryName === null ? '' : ` · ${mrkdwnLine(card.categoryName, 80)}`;
  return `${sign} #${card.ticketNumber} ${state}${category}${urgency}`;
}

function tried({ brief, status }: EscalationCard): Message['blocks'][number] | null {
  if (status === 'resolved') return null;
  if (brief.length === 0) return section('*Tried so far:* nothing yet.');
  const last = brief.slice(-shown.steps);
  const earlier = brief.length - last.length;
  const more = earlier > 0 ? `\n_${earlier} earlier in the brief_` : '';
  return section(`*Tried last*\n${last.map((line) => briefLine(line, shown.step)).join('\n')}${more}`);
}

function standing(card: EscalationCard): Message['blocks'][number] | null {
  if (card.status === 'resolved') return section(resolvedWords(card));
  return card.claimedBy ? section(`🛠️ Claimed by ${person(card.claimedBy)}`) : null;
}

function resolvedWords({ resolution }: EscalationCard): Mrkdwn {
  const words = '✅ Resolved';
  return resolution?.notes ? `${words}\n${mrkdwn(resolution.notes, shown.notes)}` : words;
}

function buttons(card: EscalationCard): Message['blocks'][number] | null {
  const value = escalationButton.encode({ escalationId: card.escalationId, sessionId: card.sessionId });
  return actions(
    `${blockPrefix.step}:${card.status}`,
    card.status === 'open' ? button('Claim', action.escalationClaim, value, 'primary') : null,
    card.status === 'claimed' ? button('Resolve', action.escalationResolve, value, 'primary') : null,
    button('Open brief', action.escalationBrief, value),
  );
}
