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
  ];
  return phrases.filter((phrase) => phrase.text.trim() !== '');
}

/** The texts by which a category is found. */
export function categoryPhrases(category: { name: string; keywords: readonly string[] }): Phrase[] {
  const phrases: Phrase[] = [
    { kind: 'title', text: category.name },
    { kind: 'keywords', text: category.keywords.join(', ') },
  ];
  return phrases.filter((phrase) => phrase.text.trim() !== '');
}
