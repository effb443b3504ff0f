import type { FlowDefinition } from './flow-definition.js';

export type PhraseKind = 'title' | 'description' | 'keywords' | 'example' | 'body';

/** One text by which a flow or a category is found. */
export interface Phrase {
  kind: PhraseKind;
  text: string;
}

/** The texts by which a flow is found. */
export function phrasesOf(
  flow: Pick<FlowDefinition, 'title' | 'description' | 'keywords' | 'examples' | 'nodes'>,
): Phrase[] {
  const phrases: Phrase[] = [
    { kind: 'title', text: flow.title },
    { kind: 'description', text: flow.description },
    { kind: 'keywords', text: flow.keywords.join(', ') },
    ...flow.examples.map((text) => ({ kind: 'example' as const, text })),
    { kind: 'body', text: flow.nodes.map((node) => node.text).join(' ') },
  ];
  return phrases.filter((phrase) => phrase.text.trim() !== '');
}

/** The texts by which a category is found: each keyword for itself, so that one that stands in the problem is enough. */
export function categoryPhrases(category: { name: string; keywords: readonly string[] }): Phrase[] {
  const phrases: Phrase[] = [
    { kind: 'title', text: category.name },
    ...category.keywords.map((text) => ({ kind: 'keywords' as const, text })),
  ];
  return phrases.filter((phrase) => phrase.text.trim() !== '');
}

/** A problem is embedded whole up to this length, in characters, and in this many sentences at most. */
const longest = { whole: 1_000, sentence: 300, sentences: 8 } as const;

/**
 * What of a problem is embedded: the whole, and, where it has several, its sentences. In a long mail one sentence says
 * what is wrong, and the nearest of its vectors finds the flow more often than the vector of the whole or a mean
 * (first messages of public dialogs, first hit by cosine alone: 95 % against 88 % and 79 %).
 */
export function problemParts(text: string): string[] {
  const whole = text.slice(0, longest.whole).trim();
  const sentences = text
    .slice(0, longest.whole * 4)
    .split(/(?<=[.!?…。؟])\s+|\n+/u)
    .map((sentence) => sentence.slice(0, longest.sentence).trim())
    .filter((sentence) => /\p{L}.*\s.*\p{L}/su.test(sentence))
    .slice(0, longest.sentences);
  return sentences.length < 2 ? [whole] : [whole, ...sentences];
}
