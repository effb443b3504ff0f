import { certaintyInputs } from '../../domain/match-certainty.js';
import type { Search } from '../../domain/match-evidence.js';
import { readProblem } from '../../domain/match-measures.js';
import type { LinearModel, MatchModel } from '../../domain/match-model.js';
import { type Compared, compareCandidates, rank } from '../../domain/match-rank.js';
import { growTrees, type TreeExample, usualGrowth } from './grow-trees.js';
import { learnOrder } from './learn-order.js';

/** One problem of a scenario as the search answered it, and which flows are right; none where it is out of scope. */
export interface Case {
  text: string;
  search: Search;
  right: ReadonlySet<string>;
}

/** A case that has been compared once, for every model that is tried on it. */
export interface Prepared {
  problem: ReturnType<typeof readProblem>;
  compared: readonly Compared[];
  right: ReadonlySet<string>;
  text: string;
  length: number;
}

export interface PreparedLesson {
  name: string;
  cases: readonly Prepared[];
  /** How much it counts: 1 for a whole scenario. */
  weight: number;
}

export const prepare = ({ text, search, right }: Case): Prepared => {
  const problem = readProblem(text, search.library);
  return { problem, compared: compareCandidates(problem, search.flows), right, text, length: text.length };
};

/** The order that the lessons teach. */
function learnOrderFrom(lessons: readonly PreparedLesson[]): LinearModel {
  const examples = lessons.flatMap(({ cases, weight }) => {
    const usable = cases
      .map(({ compared, right }) => ({
        inputs: compared.map(({ inputs }) => inputs),
        right: compared.map(({ candidate }) => right.has(candidate.flowId)),
      }))
      .filter((one) => one.right.includes(true));
    return usable.map((one) => ({ ...one, weight: weight / usable.length }));
  });
  return { weights: learnOrder(examples).map((weight) => Number(weight.toPrecision(4))) };
}

/** The whole model; `small` grows half the trees. */
export function learnFrom(lessons: readonly PreparedLesson[], small = false): MatchModel {
  const order = learnOrderFrom(lessons);
  const [right, none]: [TreeExample[], TreeExample[]] = [[], []];
  for (const lesson of lessons) {
    const outside = lesson.cases.filter((one) => one.right.size === 0).length;
    const inside = lesson.cases.length - outside;
    for (const one of lesson.cases) {
      const ranked = rank(one.compared, order);
      if (!ranked[0]) continue;
      const inputs = certaintyInputs(one.problem, ranked, one.length);
      const so = one.right.has(ranked[0].candidate.flowId);
      const isOutside = one.right.size === 0;
      right.push({ inputs, so, weight: lesson.weight / lesson.cases.length });
      none.push({ inputs, so: isOutside, weight: lesson.weight / Math.max(isOutside ? outside : inside, 1) });
    }
  }
  const growth = small ? { ...usualGrowth, trees: usualGrowth.trees / 2 } : usualGrowth;
  return { order, right: growTrees(right, growth), none: growTrees(none, growth) };
}
