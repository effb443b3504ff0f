import { kindWeight, type Phrase, type PhraseKind } from './match-phrases.js';
import { lexemesIn, likeness, remembered, type Trigrams, trigramsIn } from './match-words.js';

/** So much of a text is compared by its trigrams, in characters. */
export const spelled = 300;

/** A phrase in the forms in which it is compared. */
export interface Text {
  kind: PhraseKind;
  weight: number;
  lexemes: ReadonlySet<string>;
  /** Those of its lexemes that another word may be mistyped for. */
  spellings: readonly Spelling[];
  /** None of the texts of nodes, which are not compared by spelling. */
  grams: Trigrams | null;
}

/** A word by how it is spelled; `length` in characters. */
export interface Spelling {
  length: number;
  grams: Trigrams;
  /** One bit of 31 for each trigram; `shared` of them are set by more than one. */
  signature: number;
  shared: number;
}

/** So many texts are kept taken apart, those of about 13,000 flows: a hundred megabytes at most. */
const mostKept = 80_000;

type ReadText = Omit<Text, 'kind' | 'weight'>;

/** Remembered: the phrases of a library come up again and again. */
const readPhrase: (text: string) => ReadText = remembered(
  (text) => ({ ...readBody(text), grams: trigramsIn(text.slice(0, spelled)) }),
  mostKept,
);

const readBody: (text: string) => ReadText = remembered((text) => {
  const lexemes = lexemesIn(text);
  return { lexemes, spellings: [...lexemes].filter(isSpellable).map(spellingOf), grams: null };
});

/** Short words and concepts are not mistyped for others. */
export const isSpellable = (lexeme: string): boolean => lexeme.length >= 4 && !lexeme.startsWith('~');

/** How a word is spelled. */
export const spellingOf: (lexeme: string) => Spelling = remembered((lexeme) => {
  const grams = trigramsIn(lexeme);
  const signature = grams.reduce((bits, gram) => bits | (1 << (gram % 31)), 0);
  return { length: lexeme.length, grams, signature, shared: grams.length - bitsOf(signature) };
});

/** Longer or shorter by more letters is another word. */
const widestGap = 3;

/** How alike two words are spelled, 0 to 1; or 0 where that is less than `than`, which most pairs show at a glance. */
export function spelledAlike(a: Spelling, b: Spelling, than: number): number {
  if (Math.abs(a.length - b.length) > widestGap) return 0;
  const most = bitsOf(a.signature & b.signature) + a.shared;
  const both = a.grams.length + b.grams.length;
  if (most < than * (both - most)) return 0;
  const alike = likeness(a.grams, b.grams);
  return alike < than ? 0 : alike;
}

/** How many bits of a whole number are set. */
function bitsOf(number: number): number {
  const pairs = number - ((number >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** What a phrase is compared by. */
export function textOf({ kind, text }: Phrase): Text {
  const { lexemes, spellings, grams } = kind === 'body' ? readBody(text) : readPhrase(text);
  return { kind, weight: kindWeight[kind], lexemes, spellings, grams };
}
