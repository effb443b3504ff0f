import type { FlowCandidate } from './match-evidence.js';
import { type ComparedProblem, type Measures, measure } from './match-measures.js';
import type { LinearModel } from './match-model.js';

/** A candidate that has been compared, with the inputs of the order. */
export interface Compared {
  candidate: FlowCandidate;
  measures: Measures;
  inputs: number[];
}

/** A candidate with how well it fits; only differences within one search mean something. */
export interface Ranked extends Compared {
  score: number;
}

type Measure = keyof Measures;

/** What is compared as it is. */
const plain: readonly Measure[] = [
  'keywordShare',
  'problemCovered',
  'softCovered',
  'phraseCovered',
  'overlap',
  'partOverlap',
  'similarity',
  'containment',
  'nearest',
  'nearestWhole',
  'secondNearest',
  'mean',
  'meanWhole',
  'title',
];

/** What is compared to the best of the same search. */
const relative: readonly Measure[] = [
  'nearest',
  'mean',
  'overlap',
  'partOverlap',
  'softCovered',
  'title',
  'secondNearest',
  'similarity',
  'meanWhole',
  'problemCovered',
];

/** Where it matters who is first: the inverse of the place. */
const placed: readonly Measure[] = ['keyword', 'nearest', 'mean', 'overlap'];

/** The inputs' names, in their order; the weights are kept under them. */
export const rankInputNames: readonly string[] = [
  ...plain,
  'keyword/best',
  ...relative.map((name) => `${name}-best`),
  ...placed.map((name) => `1/place:${name}`),
];

/** Compares every candidate with the problem and with the others. */
export function compareCandidates(
  problem: ComparedProblem,
  candidates: readonly FlowCandidate[],
): Compared[] {
  const all = candidates.map((candidate) => measure(problem, candidate.phrases));
  const best = (name: Measure) => all.reduce((most, measures) => Math.max(most, measures[name]), 0);
  const mostKeyword = Math.max(best('keyword'), 1e-6);
  const bests = relative.map(best);
  const places = placed.map((name) => {
    const values = all.map((measures) => measures[name]).sort((a, b) => b - a);
    return new Map(values.map((value, at) => [value, at] as const).reverse());
  });
  return candidates.map((candidate, at) => {
    const measures = all[at] as Measures;
    const inputs = [
      ...plain.map((name) => measures[name]),
      measures.keyword / mostKeyword,
      ...relative.map((name, i) => measures[name] - (bests[i] ?? 0)),
      ...placed.map((name, i) => 1 / (1 + (places[i]?.get(measures[name]) ?? 0))),
    ];
    return { candidate, measures, inputs };
  });
}

/** The candidates in their order, nearest first; of equals the title decides, so that the order is always the same. */
export function rank(compared: readonly Compared[], { weights }: LinearModel): Ranked[] {
  return compared
    .map((one) => ({
      ...one,
      score: one.inputs.reduce((sum, input, at) => sum + input * (weights[at] ?? 0), 0),
    }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        compareText(a.candidate.title, b.candidate.title) ||
        compareText(a.candidate.flowId, b.candidate.flowId),
    );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Vectors count only where every candidate has them: one that lacks them would lose for that alone. */
export const haveVectors = (candidates: readonly FlowCandidate[]): boolean =>
  candidates.length > 0 &&
  candidates.every(({ phrases }) =>
    phrases.every(({ kind, cosines }) => kind === 'body' || (cosines !== null && cosines.length > 0)),
  );
