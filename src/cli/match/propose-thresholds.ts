import type { Judged } from './figures.js';

/** At most so much of each scenario may go wrong: of its problems with a flow, and of those without. */
export interface Limits {
  wrong: number;
  false: number;
}

/** Below the goals of 3 and 2 %, so that there is room. */
const usualLimits: Limits = { wrong: 0.025, false: 0.017 };

export interface Proposal {
  matchedAt: number;
  mostNone: number;
  /** Matched and right at these, the mean over scenarios. */
  matchedRight: number;
}

/** The thresholds that match most, of those under which every scenario stays within the limits. */
export function proposeThresholds(
  scenarios: readonly (readonly Judged[])[],
  limits: Limits = usualLimits,
): Proposal | null {
  let best: Proposal | null = null;
  for (let hundredth = 40; hundredth < 99; hundredth += 1)
    for (let none = 2; none <= 60; none += 2) {
      const [matchedAt, mostNone] = [hundredth / 100, none / 100];
      const matchedRight = matchedRightAt(scenarios, { matchedAt, mostNone }, limits);
      if (matchedRight !== null && matchedRight > (best?.matchedRight ?? 0))
        best = { matchedAt, mostNone, matchedRight };
    }
  return best;
}

function matchedRightAt(
  scenarios: readonly (readonly Judged[])[],
  { matchedAt, mostNone }: Pick<Proposal, 'matchedAt' | 'mostNone'>,
  limits: Limits,
): number | null {
  let sum = 0;
  for (const judged of scenarios) {
    const inside = judged.filter(({ kind }) => kind === 'in');
    const outside = judged.length - inside.length;
    const matched = judged.filter(
      ({ confidence, noneFits }) => confidence >= matchedAt && noneFits <= mostNone,
    );
    const right = matched.filter(({ kind, place }) => kind === 'in' && place === 1).length;
    const wrong = matched.filter(({ kind, place }) => kind === 'in' && place !== 1).length;
    const amiss = matched.length - right - wrong;
    if (wrong > limits.wrong * inside.length || amiss > limits.false * Math.max(outside, 1)) return null;
    sum += right / Math.max(inside.length, 1);
  }
  return sum / Math.max(scenarios.length, 1);
}
