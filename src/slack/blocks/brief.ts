import type { BriefLine } from '../../domain/cards.js';
import { pieces } from './pack.js';
import { type Mrkdwn, moment, mrkdwn, mrkdwnLine, person } from './text.js';

/** One thing that was tried, in one line of at most `max` characters. */
export function briefLine(line: BriefLine, max: number): Mrkdwn {
  const result = line.answer === null ? '' : ` → *${mrkdwnLine(line.answer, 100)}*`;
  const lead = line.kind === 'back' ? '' : (leads[line.kind] ?? '');
  const room = max - result.length - signs[line.kind].length - lead.length - 1;
  return `${signs[line.kind]} ${lead}${mrkdwnLine(line.text, room)}${result}`;
}

/** The same in full, with who and when, in pieces of at most `size` characters. */
export function briefEntry(line: BriefLine, number: number | null, size: number): Mrkdwn[] {
  const isLong = (line.answer?.length ?? 0) > 300;
  const result = line.answer === null || isLong ? '' : ` → *${mrkdwn(line.answer, 400)}*`;
  const who = line.kind === 'question' ? `asked by ${person(line.by)}` : person(line.by);
  const tail = `${result} — ${who}, ${moment(line.at)}`;
  const sign = number === null ? signs[line.kind] : `*${number}.*`;
  const text = pieces(`${leads[line.kind] ?? ''}${line.text}`, size - 700);
  const first = text[0] ?? '–';
  // What an agent answered may be as long as a text of its own.
  const long = line.answer !== null && isLong ? pieces(`→ ${line.answer}`, size - 700) : [];
  const all = [`${sign} ${first}`, ...text.slice(1), ...long];
  return [...all.slice(0, -1), `${all.at(-1)}${tail}`];
}

const signs: Record<BriefLine['kind'], string> = {
  answer: '•',
  back: '↩',
  ad_hoc: '•',
  note: '📝',
  question: '❓',
  left: '↪',
  escalated: '🚨',
  returned: '↩️',
  undone: '🔎',
};

const leads: Partial<Record<BriefLine['kind'], string>> = {
  back: 'Went back from: ',
  left: 'Left as the wrong flow: ',
  escalated: 'Escalated: ',
  returned: 'Engineering handed it back: ',
  undone: 'A fix that did not hold: ',
};
