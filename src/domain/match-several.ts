import type { ComparedProblem } from './match-measures.js';
import type { Ranked } from './match-rank.js';
import { lexemesIn } from './match-words.js';

/** How near a part of the problem must be to a flow to be a problem of its own. */
const strong = 0.55;

/** A flow that is for one part must be this much nearer to it than the flow that is for another part. */
const apart = 0.15;

/**
 * The flows for a problem that is several: each is strong for one part and weak for the part that another one is
 * strong for. Empty or one where the parts tell one story.
 */
export function flowsOfParts(problem: ComparedProblem, ranked: readonly Ranked[]): Ranked[] {
  const candidates = ranked.slice(0, 12);
  const own: { flow: Ranked; part: number }[] = [];
  for (let part = 1; part < problem.parts.length; part += 1) {
    const nearness = candidates.map((flow) => nearnessOf(problem, flow, part));
    const best = nearness.indexOf(Math.max(...nearness));
    const flow = candidates[best];
    if (!flow || (nearness[best] ?? 0) < strong) continue;
    if (own.some((other) => other.flow === flow)) continue;
    own.push({ flow, part });
  }
  return own
    .filter(({ flow, part }) =>
      own.every(
        (other) =>
          other.flow === flow ||
          (nearnessOf(problem, flow, part) - nearnessOf(problem, other.flow, part) >= apart &&
            nearnessOf(problem, other.flow, other.part) - nearnessOf(problem, flow, other.part) >= apart),
      ),
    )
    .map(({ flow }) => flow);
}

/** Of a part to the nearest of a flow's phrases: half by meaning, half by words. */
function nearnessOf({ parts, weightOf }: ComparedProblem, { candidate }: Ranked, part: number): number {
  const words = parts[part] ?? new Set<string>();
  let best = 0;
  for (const { kind, text, cosines } of candidate.phrases) {
    if (kind === 'body') continue;
    const own = lexemesIn(text);
    let common = 0;
    for (const word of words) if (own.has(word)) common += weightOf(word);
    const shared = Math.min(1, common / Math.max(Math.min(total(words, weightOf), total(own, weightOf)), 3));
    const meaning = cosines?.[part];
    best = Math.max(best, meaning === undefined ? shared : (meaning + shared) / 2);
  }
  return best;
}

const total = (words: ReadonlySet<string>, weightOf: (word: string) => number): number => {
  let sum = 0;
  for (const word of words) sum += weightOf(word);
  return sum;
};
