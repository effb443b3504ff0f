import { groupBy } from './group-by.js';
import { likeness, trigramsIn } from './match-words.js';

/** The words of a library, to be asked for those that another one may be mistyped for. */
export interface Spellings {
  /** The two that are spelled most alike, the nearest first; none where all are far. */
  nearest(word: string): readonly string[];
}

/** From this likeness on two words may be the same, one of them mistyped. */
const alike = 0.4;

const mostNearest = 2;

/** So much longer or shorter may a mistyped word be, in letters. */
const widestGap = 2;

/** People mistype the same words again and again. */
const mostRemembered = 5_000;

/** Words are kept by their first letter, which is hardly ever mistyped, and sorted when the first one is asked for. */
export function spellingsOf(words: Iterable<string>): Spellings {
  let byLetter: Map<string, string[]> | null = null;
  const remembered = new Map<string, readonly string[]>();
  const find = (word: string): string[] => {
    byLetter ??= groupBy([...words], firstOf);
    const own = trigramsIn(word);
    const grams = gramsOf(word);
    return (byLetter.get(firstOf(word)) ?? [])
      .filter((other) => Math.abs(other.length - word.length) <= widestGap && mayBeAlike(grams, other))
      .map((other) => ({ other, likeness: likeness(own, trigramsIn(other)) }))
      .filter((one) => one.likeness >= alike)
      .sort((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1))
      .slice(0, mostNearest)
      .map(({ other }) => other);
  };
  return {
    nearest(word) {
      const found = remembered.get(word) ?? find(word);
      if (remembered.size < mostRemembered) remembered.set(word, found);
      return found;
    },
  };
}

const firstOf = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0);

const gramsOf = (word: string): string[] => {
  const padded = `  ${word} `;
  return [...new Set(Array.from({ length: word.length + 1 }, (_, at) => padded.slice(at, at + 3)))];
};

/**
 * Rules most words out without taking them apart: two words have at most as many trigrams in common as stand in the
 * other one, and of all that they have together that must be the share `alike`. Names with signs in them are not ruled out.
 */
function mayBeAlike(grams: readonly string[], other: string): boolean {
  if (!/^[a-z0-9]+$/.test(other)) return true;
  const padded = `  ${other} `;
  let common = grams.length;
  for (const gram of grams) {
    if (padded.includes(gram)) continue;
    common -= 1;
    if (common < alike * grams.length) return false;
  }
  return true;
}
