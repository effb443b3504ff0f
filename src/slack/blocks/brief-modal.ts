import type { KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../domain/brief.js';
import { action, view } from '../ids.js';
import { briefPageButton } from '../payloads.js';
import { digest, pagesOf } from './brief-messages.js';
import { actions, button, context, divider, section, stack } from './elements.js';
import { limits } from './limits.js';
import { pieces } from './pack.js';
import { type Links, noLinks, person, plain } from './text.js';
import { categoryWords, customerWords, reasonWords, sourceWords } from './words.js';

// A view may have 250 KB of JSON and a character may take three bytes, so all text together stays below 70,000.
const room = { size: 2_900, problem: 12, reason: 4, sections: 50, characters: 25_000 } as const;

/** Whose brief it is: an escalation's, or that of a walk that was not escalated. */
export interface BriefOf {
  sessionId: string;
  escalationId?: string;
}

/** The whole problem and everything that was tried, with who and when, on as many pages as it takes. */
export function briefModal(brief: Brief, of: BriefOf, links: Links = noLinks, page = 1): ModalView {
  const pages = pagesOf(brief.brief, room);
  const number = Math.min(Math.max(page, 1), Math.max(pages.length, 1));
  const sections = pages[number - 1] ?? [];
  return {
    type: 'modal',
    callback_id: view.brief,
    title: plain(`Brief of #${brief.ticketNumber}`, limits.viewTitle),
    close: plain('Close', limits.viewButton),
    blocks: stack(
      ...(number === 1 ? [...opening(brief), ...digest(brief, links), divider] : []),
      section(
        sections.length === 0 ? '*Tried*\nNothing has been tried yet.' : headingOf(number, pages.length),
      ),
      ...sections.map((text) => section(text)),
      ...(number >= pages.length ? ending(brief) : []),
      turning(of, number, pages.length),
    ),
  };
}

const headingOf = (number: number, pages: number): string =>
  pages === 1 ? '*Tried, oldest first*' : `*Tried, oldest first* (page ${number} of ${pages})`;

function turning(of: BriefOf, number: number, pages: number): KnownBlock | null {
  const turn = (page: number) => briefPageButton.encode({ ...of, page });
  return actions(
    'brief.pages',
    number > 1 ? button('Previous page', `${action.briefPage}:0`, turn(number - 1)) : null,
    number < pages ? button('Next page', `${action.briefPage}:1`, turn(number + 1)) : null,
  );
}

function opening(brief: Brief): KnownBlock[] {
  return stack(
    ...long('Problem', brief.problem.text, room.problem),
    context(customerWords(brief.problem)),
    context(sourceWords(brief.source), categoryWords(brief.source, brief.categoryName)),
    ...reason(brief),
  );
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

function ending({ ending: ended }: Brief): KnownBlock[] {
  if (!ended) return [];
  const text =
    ended.kind === 'resolved' ? (ended.notes ?? 'No solution was written down.') : ended.instruction;
  return [
    divider,
    ...long(ended.kind === 'resolved' ? 'Solution' : 'Handed back to L1', text, room.reason),
    ...stack(context(ended.claimedBy && `Claimed by ${person(ended.claimedBy)}`)),
  ];
}
