import type { BriefLine, FixCard, SessionCard } from './cards.js';
import { utc } from './text.js';

/** What a note about a ticket is made of. */
export type NoteParts = Pick<
  SessionCard,
  'ticketNumber' | 'problem' | 'categoryName' | 'status' | 'escalation' | 'resolution' | 'reopened'
> & { brief: readonly BriefLine[]; solvedBy: string | null };

/**
 * The ticket as a plain text in the form that PSA tools take: problem, steps tried, result, time. Times are in UTC,
 * because nobody knows where it is pasted.
 */
export function ticketNote(parts: NoteParts): string {
  return [
    `Ticket: Intake #${parts.ticketNumber}${parts.categoryName ? ` (${parts.categoryName})` : ''}`,
    ...customerLines(parts),
    '',
    'PROBLEM',
    parts.problem.text,
    '',
    'STEPS TRIED',
    ...stepLines(parts.brief),
    '',
    'RESULT',
    ...resultLines(parts),
    '',
    'TIME',
    timeLine(parts.resolution),
  ].join('\n');
}

function customerLines({ problem: { customerName, customerContact, device } }: NoteParts): string[] {
  const known: [string, string | null][] = [
    ['Customer', customerName],
    ['Contact', customerContact],
    ['Device', device],
  ];
  return known.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
}

function stepLines(brief: readonly BriefLine[]): string[] {
  if (brief.length === 0) return ['None.'];
  let number = 0;
  return brief.map((line) => {
    const who = `(${line.by.displayName}, ${utc(line.at)})`;
    const text = line.text.replace(/\n/g, '\n   ');
    const told = toldWords[line.kind];
    if (told) return `   ${told}: ${text} ${who}`;
    if (line.kind === 'question')
      return `   Asked by engineering: ${text} -> ${line.answer ?? 'no answer'} ${who}`;
    number += 1;
    return `${number}. ${text}${line.answer === null ? '' : ` -> ${line.answer}`} ${who}`;
  });
}

/** What is told beside the steps. */
const toldWords: Partial<Record<BriefLine['kind'], string>> = {
  note: 'Note',
  back: 'Went back from',
  left: 'Left the flow',
  escalated: 'Escalated',
  returned: 'Handed back by engineering',
  undone: 'A fix that did not hold',
};

function resultLines({ status, escalation, resolution, reopened, solvedBy }: NoteParts): string[] {
  const held = reopened > 0 ? [`Reopened ${reopened === 1 ? 'once' : `${reopened} times`} before.`] : [];
  const why = escalation ? [`Escalated: ${escalation.reason}`] : [];
  if (resolution)
    return [
      `${resultWords[resolution.check]} (${resolution.by.displayName}, ${utc(resolution.at)})`,
      ...(resolution.notes ? [resolution.notes] : []),
      ...(solvedBy && resolution.check !== 'reopened' ? [`Last fix: ${solvedBy}`] : []),
      ...why,
      ...held,
    ];
  const open = {
    active: 'Open.',
    escalated: 'With engineering.',
    abandoned: 'Closed unsolved.',
    resolved: 'Solved.',
  };
  return [open[status], ...why, ...held];
}

const resultWords: Record<FixCard['check'], string> = {
  awaiting: 'Fix applied, not confirmed yet',
  confirmed: 'Solved',
  unanswered: 'Fix applied, never confirmed',
  reopened: 'Reopened',
};

const timeLine = (resolution: FixCard | null): string =>
  resolution?.minutes === null || resolution === null ? 'Not given.' : `${resolution.minutes} minutes`;
