import { cut } from '../../domain/text.js';
import { fitting } from './as-typed.js';
import { type Mrkdwn, mrkdwn } from './text.js';

/** The whole text in escaped pieces of at most `max` characters, broken at a line or a word where there is one near. */
export function pieces(text: string, max: number): Mrkdwn[] {
  const found: Mrkdwn[] = [];
  let rest = text;
  while (rest.length > max || mrkdwn(rest).length > max) {
    const end = breakAt(rest, fits(rest, max));
    found.push(mrkdwn(rest.slice(0, end)));
    rest = rest.slice(end).replace(/^[\n ]/, '');
  }
  return [...found, mrkdwn(rest)].filter((piece) => piece.trim() !== '');
}

/** The whole text in pieces of at most `max` characters, as it stands, broken at lines where there are any near. */
export function chunks(text: string, max: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = breakAt(rest, cut(rest, max).length);
    found.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\n/, '');
  }
  return [...found, rest].filter((piece) => piece.trim() !== '');
}

/** How many characters of it fit `max` when escaped; never half a character. */
function fits(text: string, max: number): number {
  let { length } = fitting(text, max);
  // At a cut a mark has other neighbours, and may have to be written out there.
  while (length > 1 && (mrkdwn(text.slice(0, length)).length > max || isHalf(text, length))) length -= 1;
  return Math.max(length, 1);
}

const isHalf = (text: string, end: number): boolean => /[\uD800-\uDBFF]/.test(text.charAt(end - 1));

function breakAt(text: string, end: number): number {
  const near = Math.floor(end * 0.7);
  const line = text.lastIndexOf('\n', end);
  if (line > near) return line;
  const word = text.lastIndexOf(' ', end);
  return word > near ? word : end;
}

export interface Packed {
  sections: Mrkdwn[];
  /** How many entries did not fit. */
  left: number;
}

/**
 * Entries packed into as few texts of at most `size` characters as it takes, in order, as long as they fit
 * `sections` texts and `characters` in all. An entry comes whole, over several texts if need be, or not at all.
 * @param entries each in pieces of at most `size` characters.
 */
export function packed(
  entries: Mrkdwn[][],
  room: { size: number; sections: number; characters: number },
): Packed {
  const sections: Mrkdwn[] = [];
  let used = 0;
  for (const [index, entry] of entries.entries()) {
    const grown = appended(sections, entry, room.size);
    used += entry.join('').length + 1;
    if (grown.length > room.sections || used > room.characters)
      return { sections, left: entries.length - index };
    sections.splice(0, sections.length, ...grown);
  }
  return { sections, left: 0 };
}

function appended(sections: Mrkdwn[], entry: Mrkdwn[], size: number): Mrkdwn[] {
  const grown = [...sections];
  for (const piece of entry) {
    const last = grown.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= size)
      grown[grown.length - 1] = `${last}\n${piece}`;
    else grown.push(piece);
  }
  return grown;
}
