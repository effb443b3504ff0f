import type { ComparedProblem, Measures } from './match-measures.js';
import { type Ranked, rankInputNames } from './match-rank.js';
import { lexemesIn } from './match-words.js';

type Measure = keyof Measures;

/** By how much the first leads, and what somebody else is better at. */
const contested: readonly Measure[] = [
  'nearest',
  'mean',
  'overlap',
  'softCovered',
  'partOverlap',
  'keywordShare',
  'title',
  'problemCovered',
  'phraseCovered',
  'containment',
];

/** How near the library as a whole is to the problem. */
const crowded: readonly Measure[] = ['nearest', 'mean', 'overlap', 'softCovered', 'partOverlap'];

const crowd = 10;

const standing: readonly string[] = [
  'score',
  'lead',
  'lead of two',
  'lead of five',
  'share',
  'share of three',
  'entropy',
  'library',
  'words',
  'weight',
  'novelty',
  'novel weight',
  'parts',
  'rarest word',
  'missing known',
  'rarest missing',
  'title missing',
  'twin',
  'edge',
  'length',
];

/** The inputs' names, in their order. */
export const certaintyInputNames: readonly string[] = [
  ...rankInputNames,
  ...contested.map((name) => `lead:${name}`),
  ...contested.map((name) => `behind:${name}`),
  ...crowded.map((name) => `crowd:${name}`),
  ...crowded.map((name) => `spread:${name}`),
  ...standing,
];

/** What the certainty about the first candidate is read from; `ranked` must not be empty. */
export function certaintyInputs(
  problem: ComparedProblem,
  ranked: readonly Ranked[],
  length: number,
): number[] {
  const [first, second] = ranked;
  if (!first) return certaintyInputNames.map(() => 0);
  const values = (name: Measure) => ranked.map(({ measures }) => measures[name]);
  const crowds = crowded.map((name) =>
    values(name)
      .sort((a, b) => b - a)
      .slice(0, crowd),
  );
  return [
    ...first.inputs,
    ...contested.map((name) => first.measures[name] - (second?.measures[name] ?? 0)),
    ...contested.map((name) => Math.max(...values(name)) - first.measures[name]),
    ...crowds.map(meanOf),
    ...crowds.map(spreadOf),
    ...leadsOf(ranked),
    ...wordsOf(problem, first, second, length),
  ];
}

function leadsOf(ranked: readonly Ranked[]): number[] {
  const scores = ranked.map(({ score }) => score);
  const top = scores[0] ?? 0;
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  const shares = powers.map((power) => power / sum);
  const rest = scores.slice(5);
  return [
    top,
    scores[1] === undefined ? 3 : top - scores[1],
    scores[2] === undefined ? 4 : top - scores[2],
    rest.length === 0 ? 5 : top - meanOf(rest),
    shares[0] ?? 0,
    shares.slice(0, 3).reduce((a, b) => a + b, 0),
    -shares.reduce((a, share) => a + share * Math.log(share + 1e-12), 0),
  ];
}

function wordsOf(
  { lexemes, parts, library, weightOf }: ComparedProblem,
  first: Ranked,
  second: Ranked | undefined,
  length: number,
): number[] {
  const ownWords = wordsOfFlow(first);
  const otherWords = second ? wordsOfFlow(second) : new Set<string>();
  let [total, novel, rarest, missing, rarestMissing, edge] = [0, 0, 0, 0, 0, 0];
  for (const lexeme of lexemes) {
    const weight = weightOf(lexeme);
    total += weight;
    rarest = Math.max(rarest, weight);
    const own = ownWords.has(lexeme);
    if (own !== otherWords.has(lexeme)) edge += own ? weight : -weight;
    if (!library.frequency.has(lexeme)) novel += weight;
    else if (!own) {
      missing += weight;
      rarestMissing = Math.max(rarestMissing, weight);
    }
  }
  const all = Math.max(total, 1e-6);
  return [
    Math.log(Math.max(library.size, 1)),
    Math.log1p(lexemes.size),
    Math.log1p(total),
    novel / all,
    novel / 8,
    parts.length,
    rarest,
    missing / all,
    rarestMissing,
    first.measures.titleMissing,
    second ? twinsBy(ownWords, otherWords, weightOf) : 0,
    edge / all,
    Math.log1p(length),
  ];
}

function wordsOfFlow({ candidate }: Ranked): Set<string> {
  const words = new Set<string>();
  for (const { kind, text } of candidate.phrases)
    if (kind !== 'body') for (const lexeme of lexemesIn(text)) words.add(lexeme);
  return words;
}

/** How alike two flows are by their words; 0 to 1. */
function twinsBy(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weightOf: (lexeme: string) => number,
): number {
  let [common, all] = [0, 0];
  for (const lexeme of new Set([...a, ...b])) {
    all += weightOf(lexeme);
    if (a.has(lexeme) && b.has(lexeme)) common += weightOf(lexeme);
  }
  return common / Math.max(all, 1e-6);
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;

const spreadOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};
