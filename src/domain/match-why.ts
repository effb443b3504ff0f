import type { Evidence, FlowCandidate } from './match-evidence.js';
import type { ComparedProblem } from './match-measures.js';
import { lexemesIn } from './match-words.js';
import { oneLine } from './text.js';

/** Why a flow came up: for the card, and in one line. */
export interface Why {
  why: string;
  commonWords: string[];
  nearestPhrase: string | null;
}

/** They count in a sentence, and alone convince nobody. */
const silentWords = new Set(
  'on off in out up down not no cannot cant wont every never always still one two new'.split(' '),
);

/** So many words in common are named. */
const mostWords = 5;

/** The words in common, rare ones first, and the phrase nearest to the problem. */
export function whyOfFlow(problem: ComparedProblem, { phrases }: FlowCandidate): Why {
  // What only a step of the flow says is no sign for a person that the flow is about it.
  const words = new Set(
    phrases.filter(({ kind }) => kind !== 'body').flatMap(({ text }) => [...lexemesIn(text)]),
  );
  const common = problem.words
    .filter(({ lexeme, typed }) => words.has(lexeme) && !silentWords.has(typed))
    .sort((a, b) => problem.weightOf(b.lexeme) - problem.weightOf(a.lexeme));
  const commonWords = [...new Set(common.map(({ typed }) => typed))].slice(0, mostWords);
  const nearestPhrase = nearestOf(problem, phrases);
  return { commonWords, nearestPhrase, why: whyOf({ commonWords, nearestPhrase }) };
}

/** The phrase nearest in meaning, or, without vectors, by its words; a list of keywords is no sentence to show. */
function nearestOf({ lexemes, weightOf }: ComparedProblem, phrases: FlowCandidate['phrases']): string | null {
  let best: { text: string; nearness: number } | null = null;
  for (const { kind, text, cosines } of phrases) {
    if (kind === 'body' || kind === 'keywords') continue;
    let shared = 0;
    for (const lexeme of lexemesIn(text)) if (lexemes.has(lexeme)) shared += weightOf(lexeme);
    const nearness = cosines ? Math.max(...cosines) : shared / (8 + lexemesIn(text).size);
    if (!best || nearness > best.nearness) best = { text, nearness };
  }
  return best?.text ?? null;
}

/** Why something came up, in one line. */
export function whyOf({
  commonWords,
  nearestPhrase,
}: Pick<Evidence, 'commonWords' | 'nearestPhrase'>): string {
  const words = commonWords.length > 0 ? [`words in common: ${commonWords.join(', ')}`] : [];
  const phrase = nearestPhrase === null ? [] : [`close to “${oneLine(nearestPhrase, 80)}”`];
  return [...words, ...phrase].join('; ') || 'close in meaning';
}
