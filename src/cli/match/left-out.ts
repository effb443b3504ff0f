import { createHash } from 'node:crypto';
import { certaintyOf, clearlyLeads, mostNone, shippedThresholds } from '../../domain/match.js';
import type { MatchModel } from '../../domain/match-model.js';
import { rank } from '../../domain/match-rank.js';
import { type Figure, figure } from '../shared/bars.js';
import { figuresOf, type Judged, meanFigures } from './figures.js';
import { proposeThresholds } from './propose-thresholds.js';
import type { Scenario } from './scenario.js';
import { learnFrom, type Prepared, type PreparedLesson } from './train-model.js';

/** A scenario's problems, judged by what was learned without them. */
export interface LeftOut {
  name: string;
  judged: Judged[];
  /** Of a library of a few flows: told for all of them together, and no limit for each. */
  isSmall: boolean;
}

const isSmall = ({ weight }: PreparedLesson): boolean => weight < 1;

/**
 * Learns without each scenario and judges it: how the matcher does on a kind of library that it has never seen. Flows
 * that are also in another scenario would be learned there: those lessons are left out with it.
 */
export function withoutScenario(
  lessons: readonly PreparedLesson[],
  scenarios: readonly Scenario[],
): LeftOut[] {
  const ids = scenarios.map(({ flows }) => new Set(flows.map(({ id }) => id)));
  const shares = (a: number, b: number) => [...(ids[a] ?? [])].some((id) => ids[b]?.has(id));
  return lessons.flatMap((lesson, at): LeftOut[] => {
    // Learned once for each whole scenario; its small libraries are judged by that.
    if (isSmall(lesson)) return [];
    const others = lessons.filter((_, other) => other !== at && !shares(at, other));
    const model = others.length === 0 ? null : learnFrom(others);
    const own = lessons.flatMap((one, k) =>
      k === at || (isSmall(one) && one.name.startsWith(`${lesson.name}/`)) ? [k] : [],
    );
    return own.flatMap((k) => {
      const one = lessons[k];
      if (!one) return [];
      const judged = model ? judgeBy(model, one.cases, scenarios[k]) : [];
      return [{ name: one.name, judged, isSmall: isSmall(one) }];
    });
  });
}

/** Judges scenarios by what was learned from these very problems: the fit, which says too much. */
export const withAll = (
  model: MatchModel,
  lessons: readonly PreparedLesson[],
  scenarios: readonly Scenario[],
): LeftOut[] =>
  lessons.map((lesson, at) => ({
    name: lesson.name,
    judged: judgeBy(model, lesson.cases, scenarios[at]),
    isSmall: isSmall(lesson),
  }));

/** In so many parts flows are left out. */
const parts = 3;

/**
 * Learns without a third of all flows' problems, and of those that no flow fits, and judges these; three times. How the
 * matcher does on other flows of libraries like those that it has learned from.
 */
export function withoutFlows(
  lessons: readonly PreparedLesson[],
  scenarios: readonly Scenario[],
  partOf: (one: Prepared) => number = usualPart,
): LeftOut[] {
  const judged = lessons.map((): Judged[] => []);
  for (let part = 0; part < parts; part += 1) {
    const model = learnFrom(
      lessons.map((lesson) => ({ ...lesson, cases: lesson.cases.filter((one) => partOf(one) !== part) })),
    );
    lessons.forEach(({ cases }, at) => {
      const mine = cases.filter((one) => partOf(one) === part);
      judged[at]?.push(...judgeBy(model, mine, scenarios[at]));
    });
  }
  return lessons.map((lesson, at) => ({
    name: lesson.name,
    judged: judged[at] ?? [],
    isSmall: isSmall(lesson),
  }));
}

/** By the flow's title, which is the same from run to run and in every scenario that has the flow. */
function usualPart({ compared, right, text }: Prepared): number {
  const flow = compared.find(({ candidate }) => right.has(candidate.flowId))?.candidate.title;
  return (
    (createHash('sha256')
      .update(flow ?? text)
      .digest()[0] ?? 0) % parts
  );
}

function judgeBy(model: MatchModel, cases: readonly Prepared[], scenario: Scenario | undefined): Judged[] {
  const near = new Set(scenario?.queries.filter(({ kind }) => kind === 'oos_near').map(({ text }) => text));
  return cases.map(({ problem, compared, right, length, text }) => {
    const ranked = rank(compared, model.order);
    const { confidence, noneFits } = certaintyOf(problem, ranked, model, length);
    const place = ranked.findIndex(({ candidate }) => right.has(candidate.flowId)) + 1;
    const sure = confidence >= shippedThresholds.matchedAt && noneFits <= mostNone && clearlyLeads(ranked);
    return {
      kind: right.size > 0 ? 'in' : near.has(text) ? 'oos_near' : 'oos_far',
      decision: sure ? 'matched' : 'near',
      place: place === 0 ? Number.POSITIVE_INFINITY : place,
      confidence,
      noneFits,
      standing: 0.4 * confidence + 0.6 * (1 - noneFits),
      ms: 0,
    };
  });
}

/** Says which thresholds hold the limits in every scenario, and which would with room to spare. */
export function proposeFor(what: string, all: readonly LeftOut[], say: (line: string) => void): void {
  const judged = all.filter((one) => !one.isSmall).map((one) => one.judged);
  for (const limits of [
    { wrong: 0.03, false: 0.02 },
    { wrong: 0.025, false: 0.017 },
  ])
    say(
      `${what}: ${JSON.stringify(limits)} are held by ${JSON.stringify(proposeThresholds(judged, limits))}`,
    );
}

/** What leaving out came to: said scenario by scenario, the thresholds that would hold the limits too. */
export function reportLeftOut(what: string, all: readonly LeftOut[], say: (line: string) => void): Figure[] {
  const whole = all.filter((one) => !one.isSmall);
  const small = figuresOf(all.filter((one) => one.isSmall).flatMap(({ judged }) => judged));
  const figures = whole.map(({ judged }) => figuresOf(judged));
  for (const [at, { name }] of whole.entries()) say(`${what}, ${name}: ${JSON.stringify(figures[at])}`);
  proposeFor(what, all, say);
  const mean = meanFigures(figures);
  const worst = (name: 'matchedWrong' | 'falseMatches') =>
    Math.max(0, ...figures.map((one) => one[name]).filter((value) => !Number.isNaN(value)));
  return [
    figure(`${what}: top-1, mean`, 100 * mean.top1, '%'),
    figure(`${what}: recall@3, mean`, 100 * mean.recall3, '%'),
    figure(`${what}: out-of-scope AUROC, mean`, 100 * mean.auroc, '%'),
    figure(`${what}: calibration error, mean`, 100 * mean.calibrationError, '%'),
    figure(`${what}: matched right, mean`, 100 * mean.matchedRight, '%'),
    figure(`${what}: matched wrong, worst scenario`, 100 * worst('matchedWrong'), '%'),
    figure(`${what}: false on out-of-scope, worst scenario`, 100 * worst('falseMatches'), '%'),
    figure(`${what}: libraries of 1 to 8 flows, matched right`, 100 * small.matchedRight, '%'),
    figure(`${what}: libraries of 1 to 8 flows, matched wrong`, 100 * small.matchedWrong, '%'),
    figure(`${what}: libraries of 1 to 8 flows, false on out-of-scope`, 100 * small.falseMatches, '%'),
    figure(`${what}: libraries of 1 to 8 flows, calibration error`, 100 * small.calibrationError, '%'),
  ];
}
