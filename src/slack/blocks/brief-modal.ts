import type { KnownBlock, ModalView } from '@slack/types';
import type { EscalationCard } from '../../domain/cards.js';
import { view } from '../ids.js';
import { briefEntry } from './brief.js';
import { context, divider, section, stack } from './elements.js';
import { limits } from './limits.js';
import { packed, pieces } from './pack.js';
import { type Links, linkTo, type Mrkdwn, mrkdwnLine, noLinks, person, plain } from './text.js';
import { customerWords, reasonWords, sourceWords } from './words.js';

/** What the brief needs: an escalation card has it, and so has a session that was not escalated. */
export interface Brief
  extends Pick<EscalationCard, 'ticketNumber' | 'problem' | 'categoryName' | 'source' | 'brief' | 'thread'> {
  escalation: Pick<EscalationCard, 'reason' | 'reasonCategory' | 'escalatedBy'> | null;
}

export const briefOf = (card: EscalationCard): Brief => ({ ...card, escalation: card });

// A view may have 250 KB of JSON and a character may take three bytes, so all text together stays below 70,000.
const room = { size: 2_900, problem: 12, reason: 4, steps: 70, characters: 45_000 } as const;

/** The whole problem and everything that was tried, with who and when. */
export function briefModal(brief: Brief, links: Links = noLinks): ModalView {
  return {
    type: 'modal',
    callback_id: view.brief,
    title: plain(`Brief of #${brief.ticketNumber}`, limits.viewTitle),
    close: plain('Close', limits.viewButton),
    blocks: stack(
      ...long('Problem', brief.problem.text, room.problem),
      context(customerWords(brief.problem)),
      context(sourceWords(brief.source), brief.categoryName && mrkdwnLine(brief.categoryName, 80)),
      ...reason(brief),
      divider,
      ...steps(brief, links),
      brief.thread && context(linkTo(brief.thread, 'The agent’s thread', links)),
    ),
  };
}

function long(heading: string, text: string, most: number): KnownBlock[] {
  const parts = pieces(text, room.size - 40);
  const left = parts.length - most;
  const shown = parts
    .slice(0, most)
    .map((part, index) => section(index === 0 ? `*${heading}*\n${part}` : part));
  return stack(
    ...shown,
    left > 0 ? context('The rest is longer than Slack shows here; it is kept on the ticket.') : null,
  );
}

function reason({ escalation }: Brief): KnownBlock[] {
  if (!escalation) return [];
  const heading = `Why it was escalated: ${reasonWords[escalation.reasonCategory]}`;
  return stack(
    ...long(heading, escalation.reason, room.reason),
    context(`Escalated by ${person(escalation.escalatedBy)}`),
  );
}

function steps(brief: Brief, links: Links): KnownBlock[] {
  if (brief.brief.length === 0) return [section('*Tried*\nNothing has been tried yet.')];
  let number = 0;
  const entries = brief.brief.map((line) => {
    const isStep = line.kind === 'answer' || line.kind === 'ad_hoc';
    if (isStep) number += 1;
    return briefEntry(line, isStep ? number : null, room.size);
  });
  const { sections, left } = packed(entries, { ...room, sections: room.steps });
  return stack(
    section('*Tried, oldest first*'),
    ...sections.map((text) => section(text)),
    leftWords(brief, left, links),
  );
}

function leftWords({ brief, thread }: Brief, left: number, links: Links): KnownBlock | null {
  if (left === 0) return null;
  const where: Mrkdwn = thread ? linkTo(thread, 'the agent’s thread', links) : 'the agent’s thread';
  return section(`⚠️ ${left} of ${brief.length} entries do not fit here. They are all in ${where}.`);
}
