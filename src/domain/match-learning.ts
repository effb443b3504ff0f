import { groupBy } from './group-by.js';
import type { Thresholds } from './match.js';
import type { Feedback, FeedbackKind } from './match-feedback.js';

/** How readily an account wants flows to be started without being asked: what its admins set. */
export type MatchReadiness = 'never' | 'almost_certain' | 'balanced' | 'readily';

export const readinessSteps = [
  'never',
  'almost_certain',
  'balanced',
  'readily',
] as const satisfies readonly MatchReadiness[];

/** What is read of an account's past: nothing older, and no more than so many rows, the newest first. */
export const learningWindow = { days: 180, rows: 1_000 } as const;

/** The evidence of one account, newest or oldest first: the order does not matter. */
export type Evidence = Pick<Feedback, 'intakeId' | 'flowId' | 'memberId' | 'kind' | 'probability'>;

/** What an account's own past makes of the matcher's certainty. */
export interface Learned {
  thresholds: Thresholds;
  /** Where a single flow needs more than that to be started: its own `matchedAt`. */
  cautions: Map<string, number>;
}

/**
 * A step of the slider, in log-odds of the certainty that is asked for. From 0.91 it leads to 0.97 and 0.80.
 */
const readinessShift: Record<Exclude<MatchReadiness, 'never'>, number> = {
  almost_certain: 1.1,
  balanced: 0,
  readily: -0.9,
};

/** No certainty reaches it. */
const never = 2;

/** Whatever is learned and set: no flow is started below this certainty, none is hidden above the other. */
const bounds = { matchedAt: { least: 0.65, most: 0.99 }, suggestAt: { least: 0.04, most: 0.35 } } as const;

/**
 * How far an account may be from the public data that the certainty was fitted on, as the spread of a normal prior in
 * log-odds. One judgement moves it by at most the square of it, 0.02: ten clicks can move 0.80 to 0.83 or 0.77.
 */
const spread = 0.14;
/** One flow may be worse than its account's others; only that is learned of a single flow, never that it is better. */
const flowSpread = 0.8;

/** The most that is learned, in log-odds. It takes more to be bolder than to be more careful. */
const mostShift = { bolder: 0.4, moreCareful: 1.2 } as const;
const mostCaution = 2.5;

/** No agent alone decides about a flow: so much of what they say about one counts. */
const mostPerMemberAndFlow = 3;
/** A caution is of the flow, not of one ticket. */
const fewestWrong = 2;

interface Judged {
  flowId: string;
  /** The matcher's certainty at the time, in log-odds. */
  certainty: number;
  right: number;
  weight: number;
}

/**
 * What an act says: whether the flow was right, and how much that weighs. An agent who takes a suggestion thinks so,
 * one who solves it with the flow knows. Who goes
 * another way without naming a better flow may have other reasons. A walk that is escalated says nothing: the right flow
 * need not solve it.
 */
const verdicts: Record<FeedbackKind, { right: number; weight: number } | null> = {
  wrong_flow: { right: 0, weight: 1 },
  resolved: { right: 1, weight: 1 },
  used_other: { right: 0, weight: 1 },
  built_anyway: { right: 0, weight: 1 },
  not_covered: { right: 0, weight: 0.5 },
  unhelpful: { right: 0, weight: 0.25 },
  declined: { right: 0, weight: 0.5 },
  used: { right: 1, weight: 0.5 },
  escalated: null,
};

/** Of several acts on one flow in one intake the surest counts; "wrong flow" outdoes all. */
const surest = Object.keys(verdicts) as FeedbackKind[];

/**
 * An account's thresholds: what is shipped, moved by what its agents did and by what its admins set, within bounds.
 * The certainty is fitted anew for the account by one shift in log-odds (the most likely under a normal prior), which
 * is the same as moving the thresholds the other way. The model itself is never touched.
 */
export function learnThresholds(
  shipped: Thresholds,
  readiness: MatchReadiness,
  evidence: readonly Evidence[],
): Learned {
  const judged = judgements(evidence);
  const shift = clamp(mostLikelyShift(judged, spread, 0), -mostShift.moreCareful, mostShift.bolder);
  const matchedAt =
    readiness === 'never' ? never : asked(shipped.matchedAt, readinessShift[readiness] - shift);
  return {
    thresholds: {
      matchedAt,
      suggestAt: clamp(moved(shipped.suggestAt, -shift), bounds.suggestAt.least, bounds.suggestAt.most),
    },
    cautions: readiness === 'never' ? new Map() : cautionsOf(judged, shift, matchedAt),
  };
}

const asked = (probability: number, by: number): number =>
  clamp(moved(probability, by), bounds.matchedAt.least, bounds.matchedAt.most);

function cautionsOf(judged: readonly Judged[], shift: number, matchedAt: number): Learned['cautions'] {
  const byFlow = groupBy(judged, ({ flowId }) => flowId);
  const cautions = new Map<string, number>();
  for (const [flowId, ofFlow] of byFlow) {
    const wrong = weightOf(ofFlow, 0);
    const own = clamp(mostLikelyShift(ofFlow, flowSpread, shift), -mostCaution, 0);
    if (wrong < fewestWrong || own >= 0) continue;
    // As certain as it was when it was wrong is not certain enough, until it has been right as often.
    const atLeast = wrong > weightOf(ofFlow, 1) ? surelyWrong(ofFlow) : 0;
    cautions.set(flowId, Math.min(Math.max(moved(matchedAt, -own), atLeast), cautious));
  }
  return cautions;
}

const weightOf = (judged: readonly Judged[], verdict: 0 | 1): number =>
  judged.filter(({ right }) => right === verdict).reduce((sum, { weight }) => sum + weight, 0);

/** Just above the highest certainty that a flow was wrong at. */
const surelyWrong = (judged: readonly Judged[]): number =>
  logistic(Math.max(...judged.filter(({ right }) => right === 0).map(({ certainty }) => certainty)) + 0.1);

/** Even a flow that was wrong many times is started where the matcher could not be surer. */
const cautious = 0.995;

interface Rated extends Evidence {
  probability: number;
}

const isRated = (act: Evidence): act is Rated => act.probability !== null;

/** The surest first; the rest of the order only makes sure that there is one. */
const bySurety = (a: Rated, b: Rated): number =>
  surest.indexOf(a.kind) - surest.indexOf(b.kind) ||
  a.probability - b.probability ||
  a.memberId.localeCompare(b.memberId);

function judgements(evidence: readonly Evidence[]): Judged[] {
  const rated = evidence.filter(isRated);
  const byIntake = groupBy(rated, ({ intakeId, flowId }) => `${intakeId}:${flowId}`);
  const counted = [...byIntake.values()].flatMap((acts) => {
    const [act] = acts.toSorted(bySurety);
    const verdict = act && verdicts[act.kind];
    return act && verdict ? [{ ...act, ...verdict }] : [];
  });
  const byMember = groupBy(counted, ({ memberId, flowId }) => `${memberId}:${flowId}`);
  return [...byMember.values()].flatMap((acts) => {
    const total = acts.reduce((sum, { weight }) => sum + weight, 0);
    const part = Math.min(1, mostPerMemberAndFlow / total);
    return acts.map(({ flowId, probability, right, weight }) => ({
      flowId,
      certainty: logOdds(clamp(probability, 0.02, 0.98)),
      right,
      weight: weight * part,
    }));
  });
}

/**
 * The shift in log-odds that the judgements make most likely, on top of `base`. What it is found by falls as the shift
 * grows, so halving always finds it, also where one side has all the judgements.
 */
function mostLikelyShift(judged: readonly Judged[], prior: number, base: number): number {
  const slope = (shift: number): number =>
    judged.reduce(
      (sum, { certainty, right, weight }) => sum + weight * (right - logistic(certainty + base + shift)),
      -shift / prior ** 2,
    );
  let [low, high] = [-farthest, farthest];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const farthest = 6;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logOdds = (p: number): number => Math.log(p / (1 - p));
const moved = (p: number, by: number): number => logistic(logOdds(p) + by);
const clamp = (x: number, least: number, most: number): number => Math.min(Math.max(x, least), most);
