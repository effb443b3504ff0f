import type { KnownBlock } from '@slack/types';
import { assertNever } from '../../domain/assert-never.js';
import type { ProposalCard } from '../../domain/proposal-card.js';
import { action } from '../ids.js';
import { proposalButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { packed } from './pack.js';
import { outline, unexplored } from './proposal-outline.js';
import { count, type Mrkdwn, mrkdwn, mrkdwnLine, person } from './text.js';

const room = { size: 2_900, sections: 2, characters: 4_500, line: 110, reason: 600 } as const;

/** What engineers see of a draft that has helped: its outline, and the way to review it. */
export function proposalCard(card: ProposalCard): Message {
  const headline = `${headlineOf(card)}: ${mrkdwnLine(card.title, 200)}`;
  const isOpen = card.state === 'open';
  return {
    text: headline,
    blocks: stack(
      section(`*${headline}*\n${standing(card)}`),
      context(evidenceWords(card), mrkdwnLine(card.category.name, 80), sourceOf(card)),
      ...(isOpen ? outlineBlocks(card) : []),
      isOpen && card.similarTo ? section(similarWords(card.similarTo)) : null,
      isOpen ? buttons(card) : null,
    ),
  };
}

function headlineOf({ state }: ProposalCard): Mrkdwn {
  switch (state) {
    case 'open':
      return '🌱 A new flow to review';
    case 'withdrawn':
      return '⏸️ Not to review for now';
    case 'published':
      return '✅ Published';
    case 'rejected':
      return '🚫 Rejected';
    default:
      return assertNever(state);
  }
}

function standing(card: ProposalCard): Mrkdwn {
  const who = card.reviewedBy ? person(card.reviewedBy) : 'somebody';
  switch (card.state) {
    case 'open':
      return openWords(card, who);
    case 'withdrawn':
      return 'The walk that it came from was reopened. It comes back when a walk on it has helped again.';
    case 'published':
      return `${who} has published it as version ${card.published?.version ?? 1} of \`${mrkdwnLine(card.published?.slug ?? '', 80)}\`. The next problem like it is walked by it.`;
    case 'rejected':
      return `${who} has rejected it: ${mrkdwn(card.reason ?? '', room.reason)}`;
    default:
      return assertNever(card.state);
  }
}

/** Whether it is new, was edited, or comes back after a rejection. */
function openWords({ reason, revision }: ProposalCard, who: Mrkdwn): Mrkdwn {
  if (reason !== null)
    return `${who} took steps out of it: ${mrkdwn(reason, room.reason)}\nA walk on what is left has helped since.`;
  const edited = revision > 0 ? ` ${who} has edited it.` : '';
  return `Steps that were built in a walk have solved a problem. Reviewed, they are there for everyone.${edited}`;
}

const evidenceWords = ({ review: { tally, agents } }: ProposalCard): Mrkdwn =>
  `${count(tally.walks, 'walk')} by ${count(agents, 'agent')}: ${tally.solved} solved, ${tally.escalated} escalated`;

const sourceOf = ({ isBuiltIn }: ProposalCard): Mrkdwn =>
  isBuiltIn ? 'Built-in protocol, no AI' : '⚠️ AI-built, check before you publish';

/** Shown on the card and in the review. */
export const similarWords = (title: string): Mrkdwn =>
  `⚠️ *Like the published flow “${mrkdwnLine(title, 140)}”.* Publish this only if it is another problem; else reject it and add what is new to that flow.`;

function outlineBlocks({ review }: ProposalCard): KnownBlock[] {
  const loose = unexplored(review);
  const { sections, left } = packed(outline(review, room.line), room);
  return stack(
    ...sections.map((text) => section(text)),
    context(
      left > 0 ? `${count(left, 'step')} more in the review.` : null,
      loose > 0 ? `🚨 ${count(loose, 'answer')} not explored yet: escalate` : null,
    ),
  );
}

function buttons({ proposalId }: ProposalCard): KnownBlock | null {
  const value = proposalButton.encode({ proposalId });
  return actions(
    'proposal.ways',
    button('Review', action.proposalReview, value, 'primary'),
    button('Reject', action.proposalReject, value),
  );
}
