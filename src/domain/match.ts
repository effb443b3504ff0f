import type { FlowRecord } from './flow-record.js';
import { certaintyInputs } from './match-certainty.js';
import type { Evidence, Search } from './match-evidence.js';
import { isForeign } from './match-language.js';
import { type ComparedProblem, readProblem } from './match-measures.js';
import { type MatchModel, probabilityBy } from './match-model.js';
import { compareCandidates, haveVectors, type Ranked, rank } from './match-rank.js';
import { flowsOfParts } from './match-several.js';
import { models } from './match-weights.js';
import { whyOf, whyOfFlow } from './match-why.js';
import { hasWords } from './text.js';

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
    /** `hint`: what may find one. */
    | { kind: 'none'; reason: string; hint?: string }
  );

export interface Certainty {
  /** How likely it is that the first flow is right, 0 to 1. */
  confidence: number;
  /** How likely it is that no flow is right, 0 to 1. */
  noneFits: number;
  /** Every flow that was compared, nearest first, whether it is offered or not. */
  order: string[];
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
 * From the cost of a wrong match (a phone call and trust) against that of a build: the least confidence at which at
 * most 3 % of the problems of every public scenario go straight to a wrong flow and at most 2 % of those that no flow
 * fits go to one, judged by what was learned without them. `npm run eval -- match` measures the thresholds,
 * `npm run eval -- train --leave-one-out` proposes them (docs/decisions/0009).
 */
export const shippedThresholds: Thresholds = { matchedAt: 0.91, suggestAt: 0.1 };

/** However right the first seems: if it is more likely than this that no flow fits, the agent is asked. */
export const mostNone = 0.1;

/** A flow whose score is this much below the first one's is not offered beside it. */
const widestGap = 3;

const mostSuggestions = 3;

/** Of two flows as near as this to each other neither is clearly right, however near both are: the agent chooses. */
const smallestLead = 0.1;

const inEnglish =
  'The search knows English best: say it in a few English words, or name a flow (/intake flows lists them).';

/** Decides between one flow, up to three near ones and none. Never throws, whatever was typed. */
export function decideMatch(
  search: Search,
  text: string,
  { matchedAt, suggestAt }: Thresholds = shippedThresholds,
): Match {
  const nothing = { kind: 'none' as const, confidence: 0, noneFits: 1, order: [] };
  if (search.library.size === 0) return { ...nothing, reason: 'No flow is published yet.' };
  if (!hasWords(text)) return { ...nothing, reason: 'The problem has no words to search by.' };
  const { problem, ranked, certainty } = assess(search, text);
  const { confidence, noneFits } = certainty;
  const [first] = ranked;
  if (!first || confidence < suggestAt || !isNear(problem, first, text))
    return {
      ...certainty,
      kind: 'none',
      reason: 'No published flow is near.',
      ...(isForeign(text) && { hint: inEnglish }),
    };
  const suggested = (flow: Ranked) =>
    suggestionOf(problem, flow, confidence * Math.exp(Math.min(flow.score - first.score, 0)));
  const several = flowsOfParts(problem, ranked).slice(0, mostSuggestions);
  if (several.length > 1) {
    const reason = `It reads like ${several.length} problems: each flow is near to a part of it.`;
    return { ...certainty, kind: 'near', flows: several.map(suggested), reason };
  }
  if (confidence >= matchedAt && noneFits <= mostNone && clearlyLeads(ranked) && !isForeign(text)) {
    const flow = suggested(first);
    return { ...certainty, kind: 'matched', flow, reason: `This flow is clearly nearest: ${flow.why}.` };
  }
  const flows = ranked
    .slice(0, mostSuggestions)
    .filter((flow) => first.score - flow.score < widestGap && isNear(problem, flow, text))
    .map(suggested);
  const reason =
    flows.length === 1 ? 'One published flow is near.' : `${flows.length} published flows are near.`;
  return { ...certainty, kind: 'near', flows, reason };
}

/** Whether the first is ahead of the second by more than chance. */
export const clearlyLeads = ([first, second]: readonly Ranked[]): boolean =>
  !first || !second || first.score - second.score >= smallestLead;

interface Assessment {
  text: string;
  problem: ComparedProblem;
  ranked: readonly Ranked[];
  certainty: Certainty;
}

/** What a search came to does not depend on the thresholds, and is asked for under several. */
const assessed = new WeakMap<Search, Assessment>();

function assess(search: Search, text: string): Assessment {
  const before = assessed.get(search);
  if (before?.text === text) return before;
  const problem = readProblem(text, search.library);
  const model = haveVectors(search.flows) ? models.vectors : models.words;
  const ranked = rank(compareCandidates(problem, search.flows), model.order);
  const found = { text, problem, ranked, certainty: certaintyOf(problem, ranked, model, text.length) };
  assessed.set(search, found);
  return found;
}

/**
 * A flow without a word in common must at least be this near in meaning: short nonsense comes up to 0.3 to most
 * libraries. What has no letter means nothing to an embedder: an error's number must be in the flow.
 */
const leastCosine = 0.3;

const isNear = ({ library }: ComparedProblem, { measures }: Ranked, text: string): boolean =>
  library.size > 0 &&
  (measures.softCovered > 0 ||
    measures.containment > 0.3 ||
    (measures.nearest >= leastCosine && /\p{L}/u.test(text)));

/** How certain the model is of the first candidate, and of there being none. */
export function certaintyOf(
  problem: ComparedProblem,
  ranked: readonly Ranked[],
  model: MatchModel,
  length: number,
): Certainty {
  if (ranked.length === 0) return { confidence: 0, noneFits: 1, order: [] };
  const inputs = certaintyInputs(problem, ranked, length);
  return {
    confidence: probabilityBy(model.right, inputs),
    noneFits: probabilityBy(model.none, inputs),
    order: ranked.map(({ candidate }) => candidate.flowId),
  };
}

function suggestionOf(problem: ComparedProblem, { candidate }: Ranked, probability: number): Suggestion {
  const { flowId, title } = candidate;
  return { flowId, title, probability, ...whyOfFlow(problem, candidate) };
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
    .map((candidate) => ({ candidate, score: categoryScore(candidate) }))
    .sort((a, b) => b.score - a.score);
  if (!best) return null;
  const { categoryId, name } = best.candidate;
  return { categoryId, reason: `It reads like ${name}: ${whyOf(best.candidate)}.` };
}

/** A keyword weighs by how much of the problem it is; the cosine settles what several categories claim. */
const categoryScore = ({ keywordShare, cosine }: Evidence): number => 4 * keywordShare + (cosine ?? 0);
