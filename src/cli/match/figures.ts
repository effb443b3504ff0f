import type { Match } from '../../domain/match.js';
import { quantile } from '../shared/bars.js';
import type { ScenarioQuery } from './scenario.js';

/** One query and what came of it. */
export interface Judged {
  kind: ScenarioQuery['kind'];
  decision: Match['kind'];
  /** The place of the first right flow, from 1; Infinity where none came up. */
  place: number;
  /** The calibrated probability that the first is right. */
  confidence: number;
  noneFits: number;
  /** How sure it is that there is a flow for it at all and that it is the first: what out of scope is told apart by. */
  standing: number;
  ms: number;
}

/** What a scenario came to; shares are from 0 to 1, NaN where there is nothing to count. */
export interface Figures {
  top1: number;
  recall3: number;
  mrr: number;
  auroc: number;
  aurocNear: number;
  calibrationError: number;
  matchedRight: number;
  matchedWrong: number;
  falseMatches: number;
  /** Of the problems that have a flow and were not matched: those whose suggestions hold it. */
  suggestionHolds: number;
  p50: number;
  p95: number;
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const inside = judged.filter(({ kind }) => kind === 'in');
  const outside = judged.filter(({ kind }) => kind !== 'in');
  const near = judged.filter(({ kind }) => kind === 'oos_near');
  const matched = ({ decision }: Judged) => decision === 'matched';
  const standings = (some: readonly Judged[]) => some.map(({ standing }) => standing);
  const times = judged.map(({ ms }) => ms);
  return {
    top1: share(inside, ({ place }) => place === 1),
    recall3: share(inside, ({ place }) => place <= 3),
    mrr: inside.reduce((sum, { place }) => sum + (place <= 10 ? 1 / place : 0), 0) / inside.length,
    auroc: auroc(standings(inside), standings(outside)),
    aurocNear: auroc(standings(inside), standings(near)),
    calibrationError: calibrationError(judged),
    matchedRight: share(inside, (one) => matched(one) && one.place === 1),
    matchedWrong: share(inside, (one) => matched(one) && one.place !== 1),
    falseMatches: share(outside, matched),
    suggestionHolds: share(
      inside.filter((one) => !matched(one)),
      ({ decision, place }) => decision === 'near' && place <= 3,
    ),
    p50: quantile(times, 0.5) ?? Number.NaN,
    p95: quantile(times, 0.95) ?? Number.NaN,
  };
}

const share = (all: readonly Judged[], is: (one: Judged) => boolean): number =>
  all.length === 0 ? Number.NaN : all.filter(is).length / all.length;

/** The probability that a random one of `high` is above a random one of `low`; ties count a half. */
export function auroc(high: readonly number[], low: readonly number[]): number {
  if (high.length === 0 || low.length === 0) return Number.NaN;
  const all = [
    ...high.map((value) => ({ value, high: 1 })),
    ...low.map((value) => ({ value, high: 0 })),
  ].sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    for (let at = from; at < to; at += 1) if (all[at]?.high === 1) ranks += (from + to + 1) / 2;
    from = to;
  }
  return (ranks - (high.length * (high.length + 1)) / 2) / (high.length * low.length);
}

/** One bin of the reliability diagram. */
export interface Bin {
  from: number;
  count: number;
  said: number;
  so: number;
}

const binCount = 10;

/** What was said of the first flow being right against how often it was; out of scope it never is. */
export function reliability(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: binCount }, (_, at) => {
    const from = at / binCount;
    const inBin = judged.filter(
      ({ confidence }) => Math.min(Math.floor(confidence * binCount), binCount - 1) === at,
    );
    const mean = (value: (one: Judged) => number) =>
      inBin.reduce((sum, one) => sum + value(one), 0) / Math.max(inBin.length, 1);
    const so = mean(({ kind, place }) => (kind === 'in' && place === 1 ? 1 : 0));
    return { from, count: inBin.length, said: mean(({ confidence }) => confidence), so };
  });
}

function calibrationError(judged: readonly Judged[]): number {
  const wide = reliability(judged).reduce((sum, { count, said, so }) => sum + count * Math.abs(said - so), 0);
  return wide / Math.max(judged.length, 1);
}

/** The mean of each figure over scenarios; what a scenario has nothing to count for is left out. */
export function meanFigures(all: readonly Figures[]): Figures {
  const mean = (name: keyof Figures) => {
    const values = all.map((figures) => figures[name]).filter((value) => !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    top1: mean('top1'),
    recall3: mean('recall3'),
    mrr: mean('mrr'),
    auroc: mean('auroc'),
    aurocNear: mean('aurocNear'),
    calibrationError: mean('calibrationError'),
    matchedRight: mean('matchedRight'),
    matchedWrong: mean('matchedWrong'),
    falseMatches: mean('falseMatches'),
    suggestionHolds: mean('suggestionHolds'),
    p50: mean('p50'),
    p95: mean('p95'),
  };
}
