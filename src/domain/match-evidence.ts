/** How near one candidate's phrases are to a problem, scorer by scorer. */
export interface Evidence {
  /** BM25 of the problem's words over the candidate's phrases; 0 and up. */
  keyword: number;
  /** `keyword` over the most that the problem's words could reach, words that nobody has included; 0 to 1. */
  keywordShare: number;
  /** The largest part of one phrase that the problem covers, its rare words weighing more; 0 to 1. */
  coverage: number;
  /** Trigram similarity to the nearest phrase; 0 to 1. */
  similarity: number;
  /** Trigram similarity of the nearest phrase to the best-fitting part of the problem; 0 to 1. */
  containment: number;
  /** Cosine to the nearest phrase; null without vectors. */
  cosine: number | null;
  /** Cosine to the mean of all the phrases; null without vectors. */
  meanCosine: number | null;
  /** The problem's own words that the candidate's phrases have too, rare ones first. */
  commonWords: string[];
  /** The phrase nearest to the problem, for the card. */
  nearestPhrase: string | null;
}

/** What the search found out about one published flow. */
export interface FlowCandidate extends Evidence {
  flowId: string;
  title: string;
  categoryId: string | null;
}

/** What the search found out about one category. */
export interface CategoryCandidate extends Evidence {
  categoryId: string;
  name: string;
}

/** The best candidates of each scorer, in no order that matters. */
export interface Search {
  flows: FlowCandidate[];
  categories: CategoryCandidate[];
  /** How many published flows were searched. */
  librarySize: number;
}
