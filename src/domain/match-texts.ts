import type { FoundPhrase } from './match-evidence.js';
import { kindWeight, type PhraseKind } from './match-phrases.js';
import { lexemesIn, remembered, type Trigrams, trigramsIn } from './match-words.js';

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
}

const readAs = (kind: PhraseKind): ((text: string) => Text) =>
  remembered((text) => {
    const lexemes = lexemesIn(text);
    return {
      kind,
      weight: kindWeight[kind],
      lexemes,
      spellings: [...lexemes].filter(isSpellable).map(spellingOf),
      grams: kind === 'body' ? null : trigramsIn(text.slice(0, spelled)),
    };
  });

/** Remembered: the phrases of a library come up again and again. */
const readers: Record<PhraseKind, (text: string) => Text> = {
  title: readAs('title'),
  description: readAs('description'),
  keywords: readAs('keywords'),
  example: readAs('example'),
  body: readAs('body'),
};

/** Short words and concepts are not mistyped for others. */
export const isSpellable = (lexeme: string): boolean => lexeme.length >= 4 && !lexeme.startsWith('~');

/** How a word is spelled. */
export const spellingOf = (lexeme: string): Spelling => ({
  length: lexeme.length,
  grams: trigramsIn(lexeme),
});

/** What a phrase is compared by. */
export const textOf = ({ kind, text }: FoundPhrase): Text => readers[kind](text);
