import type { Evidence } from './match-evidence.js';

/** A candidate with how well it fits the problem, compared to the others of the same search. */
export interface Ranked<C extends Evidence> {
  candidate: C;
  /** Higher is nearer; only differences within one search mean something. */
  score: number;
}

/**
 * The weights of both steps were found by a listwise softmax (order) and a logistic regression (certainty) on public
 * data, every scenario weighing the same: help-desk, bank and shop intents, product articles, troubleshooting charts,
 * in libraries of 6 to 170 flows. Learned without the charts, they put the right chart first as often (97 %).
 */
interface Weights {
  order: {
    keywordShare: number;
    relative: number;
    coverage: number;
    similarity: number;
    containment: number;
  };
  certainty: {
    keywordShare: number;
    coverage: number;
    similarity: number;
    containment: number;
    margin: number;
    agreement: number;
    librarySize: number;
    bias: number;
  };
}

/** With vectors, in addition: the cosine to the nearest phrase and to all phrases on average. */
const cosines = { order: { nearest: 7.8, mean: 7.2 }, certainty: { nearest: 2, mean: 3.9 } } as const;

const withVectors: Weights = {
  order: { keywordShare: 4.8, relative: 1.3, coverage: 1.4, similarity: 3.8, containment: 2.1 },
  certainty: {
    keywordShare: 2.1,
    coverage: 1.2,
    similarity: 0,
    containment: 1.15,
    margin: 0.65,
    agreement: 0.63,
    librarySize: -0.4,
    bias: -5.55,
  },
};

const wordsAlone: Weights = {
  order: { keywordShare: 6.6, relative: 1.9, coverage: 2.6, similarity: 6.7, containment: 2.3 },
  certainty: {
    keywordShare: 2.6,
    coverage: 3.5,
    similarity: 0.7,
    containment: 2,
    margin: 0.46,
    agreement: 0.79,
    librarySize: -0.59,
    bias: -3.3,
  },
};

/** A lead beyond this says no more. */
const widestMargin = 4;

/** The lead of an only candidate, which has nobody to be compared to: that of a usual right one. */
const onlyMargin = 2;

/** Vectors count only where every candidate has them: one that lacks them would lose for that alone. */
const weightsFor = (candidates: readonly Evidence[]): Weights =>
  candidates.length > 0 && candidates.every(({ cosine }) => cosine !== null) ? withVectors : wordsAlone;

/** The candidates with their scores, nearest first. */
export function rankCandidates<C extends Evidence>(candidates: readonly C[]): Ranked<C>[] {
  const weights = weightsFor(candidates);
  const bestKeyword = Math.max(...candidates.map(({ keyword }) => keyword), Number.EPSILON);
  return candidates
    .map((candidate) => ({ candidate, score: scoreOf(candidate, weights, bestKeyword) }))
    .sort((a, b) => b.score - a.score);
}

function scoreOf(evidence: Evidence, weights: Weights, bestKeyword: number): number {
  const { order } = weights;
  const { nearest, mean } = cosines.order;
  const words =
    order.keywordShare * evidence.keywordShare +
    (order.relative * evidence.keyword) / bestKeyword +
    order.coverage * evidence.coverage +
    order.similarity * evidence.similarity +
    order.containment * evidence.containment;
  if (weights === wordsAlone) return words;
  return words + nearest * (evidence.cosine ?? 0) + mean * (evidence.meanCosine ?? 0);
}

/** How likely it is that the first of `ranked` is right, 0 to 1; 0 where there is none. */
export function confidenceOf(ranked: readonly Ranked<Evidence>[], librarySize: number): number {
  const [first, second] = ranked;
  if (!first) return 0;
  const candidates = ranked.map(({ candidate }) => candidate);
  const weights = weightsFor(candidates);
  const { certainty } = weights;
  const { candidate } = first;
  const margin = second ? Math.min(first.score - second.score, widestMargin) : onlyMargin;
  const z =
    certainty.bias +
    certainty.keywordShare * candidate.keywordShare +
    certainty.coverage * candidate.coverage +
    certainty.similarity * candidate.similarity +
    certainty.containment * candidate.containment +
    certainty.margin * margin +
    certainty.agreement * agreementOn(candidate, candidates, weights === withVectors) +
    certainty.librarySize * Math.log(Math.max(librarySize, 1));
  if (weights === wordsAlone) return logistic(z);
  const { nearest, mean } = cosines.certainty;
  return logistic(z + nearest * (candidate.cosine ?? 0) + mean * (candidate.meanCosine ?? 0));
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** The part of the two strongest scorers, words and vectors, that has it first too. */
function agreementOn(first: Evidence, candidates: readonly Evidence[], vectors: boolean): number {
  const byWords = candidates.every(({ keyword }) => keyword <= first.keyword) ? 1 : 0;
  if (!vectors) return byWords;
  const byVectors = candidates.every(({ cosine }) => (cosine ?? 0) <= (first.cosine ?? 0)) ? 1 : 0;
  return (byWords + byVectors) / 2;
}
