import type { FlowRecord } from './flow-record.js';
import type { CategoryCandidate, Evidence, FlowCandidate, Search } from './match-evidence.js';
import { confidenceOf, type Ranked, rankCandidates } from './match-score.js';
import { hasWords, oneLine } from './text.js';

/** One near flow, as it is offered and remembered with the intake. */
export interface Suggestion {
  flowId: string;
  title: string;
  /** Why it came up, in a few words for the card. */
  why: string;
  /** How likely it is the right flow, 0 to 1. */
  probability: number;
  /** The problem's words that the flow's texts have too, rare ones first. */
  commonWords: string[];
  nearestPhrase: string | null;
  /** What became of its walks; not there where nobody looked. */
  record?: FlowRecord;
}

/** One flow is clearly right, some are near, or none is. `reason` is one sentence for the card. */
export type Match = Certainty &
  (
    | { kind: 'matched'; flow: Suggestion; reason: string }
    | { kind: 'near'; flows: Suggestion[]; reason: string }
    | { kind: 'none'; reason: string }
  );

export interface Certainty {
  /** How likely it is that the first flow is right, 0 to 1. */
  confidence: number;
  /** How likely it is that no flow is right, 0 to 1. */
  noneFits: number;
}

/** A problem's category, where one fits. */
export interface CategoryChoice {
  categoryId: string;
  reason: string;
}

/** From which confidence on a flow is walked at once, and from which on it is offered; above 1 is never. */
export interface Thresholds {
  matchedAt: number;
  suggestAt: number;
}

/**
 * On the public data of match-score.ts 0 to 3 % of problems go straight to a wrong flow, and 0 to 5 % of those that no
 * flow fits go to one.
 */
export const shippedThresholds: Thresholds = { matchedAt: 0.8, suggestAt: 0.12 };

/** A flow whose score is this much below the first one's is not offered beside it. */
const widestGap = 3;

const mostSuggestions = 3;

/** Of two flows as near as this to each other neither is clearly right, however near both are: the agent chooses. */
const smallestLead = 0.25;

/** Decides between one flow, up to three near ones and none. Never throws, whatever was typed. */
export function decideMatch(
  search: Search,
  text: string,
  { matchedAt, suggestAt }: Thresholds = shippedThresholds,
): Match {
  const nothing = { kind: 'none', confidence: 0, noneFits: 1 } as const;
  if (search.librarySize === 0) return { ...nothing, reason: 'No flow is published yet.' };
  if (!hasWords(text)) return { ...nothing, reason: 'The problem has no words to search by.' };
  const ranked = rankCandidates(search.flows);
  const confidence = confidenceOf(ranked, search.librarySize);
  const certainty = { confidence, noneFits: 1 - confidence };
  const [first, second] = ranked;
  if (!first || confidence < suggestAt)
    return { ...certainty, kind: 'none', reason: 'No published flow is near.' };
  const leads = !second || first.score - second.score >= smallestLead;
  const suggestionOf = ({ candidate, score }: Ranked<FlowCandidate>): Suggestion => ({
    flowId: candidate.flowId,
    title: candidate.title,
    why: whyOf(candidate),
    probability: confidence * Math.exp(score - first.score),
    commonWords: candidate.commonWords,
    nearestPhrase: candidate.nearestPhrase,
  });
  if (confidence >= matchedAt && leads) {
    const flow = suggestionOf(first);
    return { ...certainty, kind: 'matched', flow, reason: `This flow is clearly nearest: ${flow.why}.` };
  }
  const flows = ranked
    .slice(0, mostSuggestions)
    .filter(({ score }) => first.score - score < widestGap)
    .map(suggestionOf);
  const reason =
    flows.length === 1 ? 'One published flow is near.' : `${flows.length} published flows are near.`;
  return { ...certainty, kind: 'near', flows, reason };
}

function whyOf({ commonWords, nearestPhrase }: Evidence): string {
  const words = commonWords.length > 0 ? [`words in common: ${commonWords.join(', ')}`] : [];
  const phrase = nearestPhrase === null ? [] : [`close to “${oneLine(nearestPhrase, 80)}”`];
  return [...words, ...phrase].join('; ') || 'close in meaning';
}

/**
 * A category is named where one of its keywords stands in the problem, or one is this near in meaning. Short nonsense
 * comes up to 0.65 to something.
 */
const nearKeyword = 0.7;

/** The category of a problem that no flow fits, or null where none is recognised. */
export function decideCategory(search: Search): CategoryChoice | null {
  const [best] = search.categories
    .filter(({ keyword, cosine }) => keyword > 0 || (cosine ?? 0) >= nearKeyword)
    .map((candidate): Ranked<CategoryCandidate> => ({ candidate, score: categoryScore(candidate) }))
    .sort((a, b) => b.score - a.score);
  if (!best) return null;
  const { categoryId, name } = best.candidate;
  return { categoryId, reason: `It reads like ${name}: ${whyOf(best.candidate)}.` };
}

/** A keyword weighs by how much of the problem it is; the cosine settles what several categories claim. */
const categoryScore = ({ keywordShare, cosine }: Evidence): number => 4 * keywordShare + (cosine ?? 0);
