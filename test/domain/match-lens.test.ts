import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestSiblings, type LensSample, learnLens } from '../../src/domain/learn-lens.js';
import {
  cosineOf,
  dot,
  type Lens,
  lengthThrough,
  lookThrough,
  plainLens,
} from '../../src/domain/match-lens.js';

const width = 24;
const zeros = new Array<number>(width).fill(0);

const unit = (numbers: readonly number[]): Float32Array => {
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (value) => value / length);
};

/** What the lens stands for, without any shortcut: both vectors less the center, each direction of both damped. */
function cosineByDefinition(lens: Lens, a: Float32Array, b: Float32Array): number {
  const turned = (vector: Float32Array) => {
    const seen = vector.map((value, i) => value - (lens.center[i] ?? 0));
    lens.directions.forEach((direction, k) => {
      const keep = Math.sqrt(1 - (lens.damping[k] ?? 0));
      const along = dot(direction, seen) * (keep - 1);
      for (let i = 0; i < seen.length; i += 1) seen[i] = (seen[i] ?? 0) + along * (direction[i] ?? 0);
    });
    return seen;
  };
  const [x, y] = [turned(a), turned(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

const cosineThrough = (lens: Lens, sought: Float32Array, stored: Float32Array): number => {
  const look = lookThrough(lens, sought);
  return cosineOf(dot(look.direction, stored), look, lengthThrough(lens, stored));
};

const learned = (sample: LensSample): Lens => {
  const learning = learnLens(sample, zeros);
  let step = learning.next();
  while (!step.done) step = learning.next();
  return step.value;
};

/** Numbers without chance, between -1 and 1. */
const noise = (seed: number): number => {
  const value = Math.sin(seed * 12.9898) * 43_758.545;
  return 2 * (value - Math.floor(value)) - 1;
};

/** Flows that differ in the first ten numbers, whose texts differ along the eleventh and twelfth. */
function library(flows: number, texts: number): LensSample {
  const vectors: Float32Array[] = [];
  const flowIds: string[] = [];
  for (let flow = 0; flow < flows; flow += 1)
    for (let text = 0; text < texts; text += 1) {
      const at = flow * texts + text;
      vectors.push(
        unit(
          zeros.map((_, i) =>
            i < 10
              ? noise(flow * 31 + i) + 0.1 * noise(at * 97 + i)
              : i < 12
                ? 2 * noise(at * 7 + i)
                : 0.05 * noise(at * 13 + i),
          ),
        ),
      );
      flowIds.push(`flow ${flow}`);
    }
  return { flowIds, vectors };
}

const vector = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: width, maxLength: width });

describe('a lens', () => {
  it('that nothing was learned for leaves cosines as they are', () => {
    const [a, b] = [unit(zeros.map((_, i) => i)), unit(zeros.map((_, i) => width - i))];
    expect(cosineThrough(plainLens(zeros), a, b)).toBeCloseTo(dot(a, b), 5);
    // Of an embedder whose usual vector nobody knows.
    expect(cosineThrough(plainLens([]), a, b)).toBeCloseTo(dot(a, b), 5);
  });

  it('looks at vectors from what they usually are', () => {
    const usual = unit(zeros.map((_, i) => (i === 0 ? 1 : 0)));
    const [a, b] = [unit([5, 1, ...zeros.slice(2)]), unit([5, 0, 1, ...zeros.slice(3)])];
    expect(dot(a, b)).toBeGreaterThan(0.9);
    expect(cosineThrough(plainLens([...usual]), a, b)).toBeLessThan(0.1);
  });

  it('damps what the texts of one flow differ in', () => {
    const lens = learned(library(30, 5));
    const [a, b] = [unit([1, 1, ...zeros.slice(2)]), unit([1, 0.9, ...zeros.slice(2)])];
    const told = (v: Float32Array, along: number) =>
      unit([...v].map((value, i) => (i === 10 ? along : value)));
    expect(dot(told(a, 1), told(b, -1))).toBeLessThan(0.1);
    expect(cosineThrough(lens, told(a, 1), told(b, -1))).toBeGreaterThan(0.6);
    // What flows differ in counts as before.
    const other = unit([1, -1, ...zeros.slice(2)]);
    expect(cosineThrough(lens, told(a, 1), told(other, 1))).toBeLessThan(0.5);
  });

  it('finds the flow of a text more often than the cosine does', () => {
    const sample = library(30, 5);
    const lens = learned(sample);
    const firstRight = (near: (a: Float32Array, b: Float32Array) => number) =>
      sample.vectors.filter((one, at) => {
        let [best, flow] = [-2, ''];
        sample.vectors.forEach((other, k) => {
          const cosine = k === at ? -2 : near(one, other);
          if (cosine > best) [best, flow] = [cosine, sample.flowIds[k] ?? ''];
        });
        return flow === sample.flowIds[at];
      }).length;
    expect(firstRight((a, b) => cosineThrough(lens, a, b))).toBeGreaterThan(firstRight(dot) * 1.2);
  });

  it('is as the definition says for any vectors', () => {
    const lens = learned(library(30, 5));
    expect(lens.directions.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        fc.pre(Math.hypot(...a) > 0 && Math.hypot(...b) > 0);
        expect(cosineThrough(lens, unit(a), unit(b))).toBeCloseTo(
          cosineByDefinition(lens, unit(a), unit(b)),
          3,
        );
      }),
    );
  });

  it('has orthonormal directions, damped by at most all, and usual lengths of 1', () => {
    const sample = library(30, 5);
    const lens = learned(sample);
    for (const [i, a] of lens.directions.entries())
      for (const [k, b] of lens.directions.entries()) expect(dot(a, b)).toBeCloseTo(i === k ? 1 : 0, 4);
    for (const damped of lens.damping) expect(damped).toSatisfy((value: number) => value >= 0 && value < 1);
    const lengths = sample.vectors.map((one) => lengthThrough(lens, one));
    expect(lengths.reduce((a, b) => a + b, 0) / lengths.length).toBeCloseTo(1, 2);
  });

  it('of a library whose flows have one text each, or few, only has a center', () => {
    expect(learned(library(200, 1)).directions).toEqual([]);
    expect(learned(library(fewestSiblings - 1, 2)).directions).toEqual([]);
    expect(learned({ flowIds: [], vectors: [] }).directions).toEqual([]);
  });

  it('takes texts that say the same, and vectors without a direction', () => {
    const same = Array.from({ length: 90 }, () => unit([1, 2, ...zeros.slice(2)]));
    const lens = learned({ flowIds: same.map((_, at) => `flow ${at % 9}`), vectors: same });
    const none = Float32Array.from(zeros);
    for (const [a, b] of [
      [same[0] ?? none, same[1] ?? none],
      [none, none],
      [none, same[0] ?? none],
    ] as const)
      expect(cosineThrough(lens, a, b)).toSatisfy(Number.isFinite);
  });
});
