import type { FlowDefinition } from './flow-definition.js';
import { lexemesIn } from './match-words.js';

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

/** How much a word in a text of each kind counts. The texts of nodes are long and say much that is beside the point. */
export const kindWeight: Record<PhraseKind, number> = {
  title: 2,
  description: 1,
  keywords: 1,
  example: 1,
  body: 0.25,
};

/** How often a flow's texts have each lexeme, and how long they are, both weighted. */
export interface Frequencies {
  frequency: Map<string, number>;
  extent: number;
}

/** What the word index keeps of a flow; a lexeme counts once for each text that has it. */
export function frequenciesOf(phrases: readonly Phrase[]): Frequencies {
  const frequency = new Map<string, number>();
  let extent = 0;
  for (const { kind, text } of phrases)
    for (const lexeme of lexemesIn(text)) {
      frequency.set(lexeme, (frequency.get(lexeme) ?? 0) + kindWeight[kind]);
      extent += kindWeight[kind];
    }
  return { frequency, extent };
}
