import type { PhraseKind } from './match-phrases.js';

/** How near one category's phrases are to a problem, scorer by scorer. */
export interface Evidence {
  /** BM25 of the problem's words over the candidate's phrases; 0 and up. */
  keyword: number;
  /** `keyword` over the most that the problem's words could reach, words that nobody has included; 0 to 1. */
  keywordShare: number;
  /** Cosine to the nearest phrase; null without vectors. */
  cosine: number | null;
  /** The problem's own words that the candidate's phrases have too, rare ones first. */
  commonWords: string[];
  /** The phrase nearest to the problem, for the card. */
  nearestPhrase: string | null;
}

/** One of a flow's texts, as the search found it. */
export interface FoundPhrase {
  kind: PhraseKind;
  text: string;
  /** Cosine to each of the problem's parts, the whole first; null without a vector. */
  cosines: readonly number[] | null;
}

/** A published flow that some scorer of the search has among its best. */
export interface FlowCandidate {
  flowId: string;
  title: string;
  categoryId: string | null;
  phrases: readonly FoundPhrase[];
}

/** What the search found out about one category. */
export interface CategoryCandidate extends Evidence {
  categoryId: string;
  name: string;
}

/** The best candidates of each scorer, in no order that matters. */
export interface Search {
  flows: readonly FlowCandidate[];
  categories: readonly CategoryCandidate[];
  library: Library;
}

/** What the search knows of the account's published flows as a whole. */
export interface Library {
  /** How many there are. */
  size: number;
  /** In how many of them each of the problem's and the candidates' lexemes is; none is not listed. */
  frequency: ReadonlyMap<string, number>;
  /** How long a flow's texts are on average, in weighted lexemes. */
  usualExtent: number;
}
