import { cut } from '../../domain/text.js';
import type { Mrkdwn } from './text.js';

/** Marks that would make text bold, italic or struck through, and code, in which they mean nothing. */
const special = /```[\s\S]+?```|`[^`\n]+`|\*+|_+|~+|[&<>]/gu;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string): boolean => character === '' || /\s/.test(character);

/** Marks within a word, and one or two that stand alone, are no formatting to Slack. */
const isHarmless = (marks: string, before: string, after: string): boolean =>
  (isWord(before) && isWord(after)) || (marks.length < 3 && isSpace(before) && isSpace(after));

/** So many marks in a row are written out at a time; a longer row is several, so that it can be cut. */
const rows = /.{1,20}/g;

/** One entity, one row of marks or one stretch of code, each part of it whole. */
function partsOf(found: string, before: string, after: string): Mrkdwn[] {
  if (found.startsWith('`')) return [...found].map((character) => entities[character] ?? character);
  const entity = entities[found];
  if (entity !== undefined) return [entity];
  if (isHarmless(found, before, after)) return [...found];
  return (found.match(rows) ?? []).map(writtenOut);
}

/**
 * Slack has no escape for its marks. What it shows letter by letter is the fallback of a date that is none: the way of
 * jsx-slack's `Escape`.
 */
const writtenOut = (marks: string): Mrkdwn => `<!date^00000000^{_}|${marks}>`;

/** Somebody's text as mrkdwn that shows it as it was typed. */
export const asTyped = (text: string): Mrkdwn =>
  text.replace(special, (found: string, at: number) =>
    partsOf(found, text.charAt(at - 1), text.charAt(at + found.length)).join(''),
  );

/** The most of the text that fits `max` characters as mrkdwn, and how long that is; nothing is cut in two. */
export function fitting(text: string, max: number): { mrkdwn: Mrkdwn; length: number } {
  // As mrkdwn it is never shorter: what is behind this does not fit anyway.
  const near = cut(text, max);
  let fits: Mrkdwn = '';
  let length = 0;
  let at = 0;
  const take = (parts: Iterable<Mrkdwn>, typed: (part: Mrkdwn) => number): boolean => {
    for (const part of parts) {
      if (fits.length + part.length > max) return false;
      fits += part;
      length += typed(part);
    }
    return true;
  };
  for (const match of near.matchAll(special)) {
    const [found] = match;
    const end = match.index + found.length;
    if (!take(near.slice(at, match.index), (part) => part.length)) return { mrkdwn: fits, length };
    const parts = partsOf(found, text.charAt(match.index - 1), text.charAt(end));
    if (!take(parts, typedLength)) return { mrkdwn: fits, length };
    at = end;
  }
  take(near.slice(at), (part) => part.length);
  return { mrkdwn: fits, length };
}

/** How many characters were typed for this part. */
const typedLength = (part: Mrkdwn): number =>
  part.startsWith('<!date') ? part.length - writtenOut('').length : part.startsWith('&') ? 1 : part.length;
