import { stemmer } from 'stemmer';
import { conceptsIn } from './match-concepts.js';

/** One word of a text as it is searched by. */
export interface Word {
  /** What is compared: stemmed, without accents. Codes and compound names stay whole; concepts begin with `~`. */
  lexeme: string;
  /** As it was typed. */
  typed: string;
}

/** Words that say nothing about a problem. "not", "no", "off" and "on" do: they stay. */
const stopWords = new Set(
  `i me my myself we our ours ourselves you your yours yourself he him his himself she her hers herself it its itself
  they them their theirs themselves what which who whom this that these those am is are was were be been being have
  has had having do does did doing a an the and but if or because as until while of at by for with about against
  between into through during before after above below to from again further then once here there when where why how
  all any both each few more most other some such only own same so than too very s t can will just don should now im
  ive id ill hes shes theyre youre weve youve isnt arent wasnt werent doesnt didnt dont hi hello hey dear please
  thanks thank regards kind would could may might must us also get got getting want need help let lets`
    .split(/\s+/)
    .filter(Boolean),
);

/** So much of one text is read, in characters, and so long may one word be. */
const longest = { text: 20_000, word: 64 } as const;

/** Most texts are nothing else, and need neither accents taken off nor letters looked up. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Letters as they are compared: small, without accents, full-width as usual ones. */
function folded(long: string): string {
  const text = long.slice(0, longest.text);
  if (isPlain(text)) return text.toLowerCase().replace(/['`]/g, '');
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[’'`´]/g, '');
}

/** Names and codes whose parts are joined by signs: 0x80070005, ERR_TIMED_OUT, 5.7.1, wpa2-enterprise. */
const compound = /[\p{L}\p{N}]+(?:[-_./:\\][\p{L}\p{N}]+)+/gu;

/** Looked for first: most texts have none, and to look for whole ones takes as long as all the rest. */
const joined = /[\p{L}\p{N}][-_./:\\][\p{L}\p{N}]/u;

const single = /[\p{L}\p{N}]+/gu;

/** The words of a text in their order: singles, then compounds that hold a digit or an underscore, then concepts. */
export function wordsIn(text: string): Word[] {
  const plain = folded(text);
  const words: Word[] = [];
  for (const [typed] of plain.matchAll(single)) {
    if (stopWords.has(typed) || typed.length > longest.word) continue;
    words.push({ lexeme: stemOf(typed), typed });
  }
  for (const [typed] of joined.test(plain) ? plain.matchAll(compound) : []) {
    if (/[\d_]/.test(typed) && typed.length <= longest.word) words.push({ lexeme: typed, typed });
  }
  for (const { concept, typed } of conceptsIn(plain)) words.push({ lexeme: `~${concept}`, typed });
  return words;
}

/** So many results are kept of each; then all are let go, which costs less than to know which one is the oldest. */
const mostRemembered = 30_000;

const stemOf: (word: string) => string = remembered((word) =>
  /[^a-z]/.test(word) || word.length < 3 ? word : stemmer(word),
);

/** Long texts are pasted ones, which do not come up again. */
const longestRemembered = 500;

/** The same work, done once for each text as long as it is remembered; `most` texts are. */
export function remembered<T>(work: (text: string) => T, most = mostRemembered): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = work(text);
    if (text.length > longestRemembered) return found;
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found;
  };
}

/** A text's lexemes, each once. Remembered: the phrases of a library come up again and again. */
export const lexemesIn: (text: string) => ReadonlySet<string> = remembered(
  (text) => new Set(wordsIn(text).map(({ lexeme }) => lexeme)),
);

/** The trigrams of a text, each as a number, once and in ascending order: a tenth of the memory of a set of strings. */
export type Trigrams = Float64Array;

/** The trigrams of a text's words, as PostgreSQL's pg_trgm cuts them. Remembered. */
export const trigramsIn: (text: string) => Trigrams = remembered((text) => {
  const plain = folded(text);
  // Two blanks before a word and one behind it: of n letters n + 1 trigrams, so twice the text is always enough.
  const grams = new Float64Array(2 * plain.length + 2);
  let count = 0;
  for (const [from, to] of wordPlaces(plain)) {
    let first = blank;
    let second = blank;
    for (let at = from; at <= to; at += 1) {
      const third = at < to ? plain.charCodeAt(at) : blank;
      grams[count] = (first * 0x10000 + second) * 0x10000 + third;
      count += 1;
      first = second;
      second = third;
    }
  }
  return eachOnce(grams.subarray(0, count).sort());
});

const blank = 0x20;

/** Where each word begins and ends. */
function wordPlaces(plain: string): [from: number, to: number][] {
  const places: [number, number][] = [];
  if (!isPlain(plain)) {
    for (const { 0: word, index } of plain.matchAll(single)) places.push([index, index + word.length]);
    return places;
  }
  let from = -1;
  for (let at = 0; at <= plain.length; at += 1) {
    const inWord = at < plain.length && isLetterOrDigit(plain.charCodeAt(at));
    if (inWord && from < 0) from = at;
    if (!inWord && from >= 0) {
      places.push([from, at]);
      from = -1;
    }
  }
  return places;
}

const isLetterOrDigit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

function eachOnce(ascending: Float64Array): Float64Array {
  let kept = 0;
  for (let i = 0; i < ascending.length; i += 1) {
    const one = ascending[i] as number;
    if (i === 0 || one !== ascending[kept - 1]) {
      ascending[kept] = one;
      kept += 1;
    }
  }
  return ascending.slice(0, kept);
}

/** What two texts have in common over what both have; 0 to 1. */
export function likeness(a: Trigrams, b: Trigrams): number {
  const common = sharedTrigrams(a, b);
  return common === 0 ? 0 : common / (a.length + b.length - common);
}

/** How many trigrams are in both. */
export function sharedTrigrams(a: Trigrams, b: Trigrams): number {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] as number;
    const right = b[j] as number;
    if (left === right) common += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return common;
}
