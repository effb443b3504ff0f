import type { KnownBlock } from '@slack/types';
import {
  type AlikeTicket,
  type Brief,
  type BriefEnding,
  factsOf,
  openPointsOf,
  ruledOutOf,
  solvedBy,
  suggestionOf,
} from '../../domain/brief.js';
import type { BriefLine, BriefPart } from '../../domain/cards.js';
import type { ReasonCategory } from '../../domain/escalation.js';
import { isDirectMessage } from '../../domain/post.js';
import { shorten } from '../../domain/text.js';
import { briefEntry } from './brief.js';
import { context, type Message, section, stack } from './elements.js';
import { packed } from './pack.js';
import { type Links, linkTo, type Mrkdwn, mrkdwn, mrkdwnLine, noLinks, person, quote } from './text.js';
import { categoryWords, customerWords, fixSigns, fixStates, reasonWords, sourceWords } from './words.js';

const shown = {
  problem: 1_200,
  reason: 1_000,
  line: 110,
  lines: 10,
  alike: 150,
  solution: 200,
  next: 400,
} as const;

/** One message holds so much: Slack refuses more than some 11,000 characters of all blocks together. */
const room = { size: 2_800, sections: 40, characters: 7_000 } as const;

/** A thread of more messages than this nobody reads: long texts are then shortened, and complete behind the button. */
const mostPages = 8;

/** The brief as messages of a thread: what matters first, then every step, then how it ended. */
export interface BriefMessages {
  summary: Message;
  steps: Message[];
  ending: Message | null;
}

/** @returns every step of the walk, whatever its length. */
export function briefMessages(brief: Brief, links: Links = noLinks): BriefMessages {
  return {
    summary: summary(brief, links),
    steps: stepMessages(brief),
    ending: brief.ending && endingMessage(brief, brief.ending),
  };
}

/** One message of the brief; one that is not needed any more says so. */
export function briefMessage({ brief, part }: { brief: Brief; part: BriefPart }, links: Links): Message {
  const messages = briefMessages(brief, links);
  const message =
    part === 'summary' ? messages.summary : part === 'ending' ? messages.ending : messages.steps[part - 1];
  const text = 'See the pages above.';
  return message ?? { text, blocks: [section(text)] };
}

function summary(brief: Brief, links: Links): Message {
  const headline = `📋 Brief of #${brief.ticketNumber}`;
  return {
    text: headline,
    blocks: stack(section(`*${headline}*`), ...problemBlocks(brief), ...digest(brief, links)),
  };
}

function problemBlocks({ problem, escalation, source, categoryName }: Brief): (KnownBlock | null)[] {
  const why = escalation && `*Why:* ${reasonWords[escalation.reasonCategory]}`;
  return [
    section(quote(problem.text, shown.problem, 12)),
    context(customerWords(problem)),
    escalation && section(`${why}\n${quote(escalation.reason, shown.reason, 10)}`),
    context(
      escalation && `Escalated by ${person(escalation.escalatedBy)}`,
      sourceWords(source),
      categoryWords(source, categoryName),
    ),
  ];
}

/** What a colleague would say in half a minute: facts, what is ruled out, what is open, who solved the like, what next. */
export function digest(brief: Brief, links: Links): (KnownBlock | null)[] {
  const facts = factsOf(brief.brief).map(
    ({ question, answer }) => `• ${mrkdwnLine(question, shown.line)} → *${mrkdwnLine(answer, 60)}*`,
  );
  const solution = solvedBy(brief);
  const bullets = (texts: string[]) => texts.map((text) => `• ${mrkdwnLine(text, shown.line)}`);
  return [
    listOf('Facts', facts),
    listOf('Solved by', bullets(solution === null ? [] : [solution])),
    listOf('Ruled out', bullets(ruledOutOf(brief))),
    listOf('Still open', bullets(openPointsOf(brief))),
    listOf(
      'Solved before',
      brief.alike.map((ticket) => alikeWords(ticket, links)),
    ),
    nextWords(brief),
    // A direct message with the agent opens for nobody else.
    brief.thread && !isDirectMessage(brief.thread.channelId)
      ? context(linkTo(brief.thread, 'The agent’s thread', links))
      : null,
  ];
}

function listOf(heading: string, lines: Mrkdwn[]): KnownBlock | null {
  if (lines.length === 0) return null;
  const first = lines.slice(0, shown.lines);
  const more = lines.length > first.length ? [`_${lines.length - first.length} more among the steps_`] : [];
  return section(`*${heading}*\n${[...first, ...more].join('\n')}`);
}

function alikeWords(
  { ticketNumber, problem, solution, solvedBy, thread }: AlikeTicket,
  links: Links,
): Mrkdwn {
  const name = `#${ticketNumber}`;
  const number = thread ? linkTo(thread, name, links) : name;
  const how = solution === null ? '' : `: ${mrkdwnLine(solution, shown.solution)}`;
  return `• ${number} ${mrkdwnLine(problem, shown.alike)} — solved by ${person(solvedBy)}${how}`;
}

function nextWords(brief: Brief): KnownBlock | null {
  const suggestion = suggestionOf(brief);
  if (!suggestion) return null;
  const words = (): Mrkdwn => {
    switch (suggestion.kind) {
      case 'alike':
        return `Try what solved #${suggestion.ticketNumber}, “${mrkdwnLine(suggestion.solution, shown.next)}”`;
      case 'open_point':
        return `Do what the agent could not, “${mrkdwnLine(suggestion.text, shown.next)}”`;
      case 'next_node':
        return `Go on where the walk stood, at “${mrkdwnLine(suggestion.text, shown.next)}”`;
      case 'reason':
        return adviceWords[suggestion.category];
    }
  };
  return section(`*💡 Suggested next:* ${words()}`);
}

const adviceWords: Record<ReasonCategory, string> = {
  needs_access: 'Check which access is missing, and grant it or do that step yourself.',
  needs_on_site: 'Agree a time with the customer and send somebody.',
  outage: 'Check whether others are affected before you look at this customer alone.',
  not_in_the_flow: 'Ask the agent what is different here; the solution may be a new step of the flow.',
  customer_asks: 'Call the customer back, and say when they will hear from you again.',
  other: 'Ask the agent what they need; the answer comes back to this thread.',
};

function stepMessages(brief: Brief): Message[] {
  const whole = pagesOf(brief.brief);
  const pages = whole.length <= mostPages ? whole : pagesOf(brief.brief.map(shortened));
  const cut = whole.length > mostPages;
  return pages.map((sections, index) => {
    const of = pages.length > 1 ? ` (${index + 1} of ${pages.length})` : '';
    const heading = `Everything that was tried in #${brief.ticketNumber}${of}`;
    return {
      text: heading,
      blocks: stack(
        section(`*${heading}*`),
        ...sections.map((text) => section(text)),
        cut ? context('Long texts are shortened here, and complete behind “Open brief”.') : null,
      ),
    };
  });
}

const shortened = (line: BriefLine): BriefLine => ({ ...line, text: shorten(line.text, 600) });

/** Every line, in texts of sections, page by page; steps are numbered, notes are not. */
export function pagesOf(
  lines: readonly BriefLine[],
  size: { size: number; sections: number; characters: number } = room,
): Mrkdwn[][] {
  let number = 0;
  let left = lines.map((line) => {
    const isStep = line.kind === 'answer' || line.kind === 'ad_hoc';
    if (isStep) number += 1;
    return briefEntry(line, isStep ? number : null, size.size);
  });
  const pages: Mrkdwn[][] = [];
  while (left.length > 0) {
    const page = packed(left, size);
    // One entry that is longer than a page goes over several.
    if (page.sections.length === 0) left = [...halves(left[0] ?? []), ...left.slice(1)];
    else {
      pages.push(page.sections);
      left = page.left === 0 ? [] : left.slice(-page.left);
    }
  }
  return pages;
}

const halves = (entry: Mrkdwn[]): Mrkdwn[][] => {
  const middle = Math.ceil(entry.length / 2);
  return [entry.slice(0, middle), entry.slice(middle)];
};

function endingMessage({ ticketNumber }: Brief, ending: BriefEnding): Message {
  const who = ending.claimedBy ? `, claimed by ${person(ending.claimedBy)}` : '';
  const [headline, text] =
    ending.kind === 'resolved'
      ? [
          `${fixSigns[ending.check]} #${ticketNumber} ${fixStates[ending.check]}${who}.`,
          ending.notes ?? 'No solution was written down.',
        ]
      : [`↩️ #${ticketNumber} is back with L1${who}.`, ending.instruction];
  return { text: headline, blocks: [section(`*${headline}*\n${mrkdwn(text, room.size)}`)] };
}
