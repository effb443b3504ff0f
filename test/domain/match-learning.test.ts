import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedThresholds } from '../../src/domain/match.js';
import type { FeedbackKind } from '../../src/domain/match-feedback.js';
import {
  type Evidence,
  learnThresholds,
  type MatchReadiness,
  readinessSteps,
} from '../../src/domain/match-learning.js';

const kinds: FeedbackKind[] = [
  'used',
  'used_other',
  'built_anyway',
  'declined',
  'wrong_flow',
  'resolved',
  'unhelpful',
  'escalated',
  'not_covered',
];
let intakes = 0;
const says = (kind: FeedbackKind, more: Partial<Evidence> = {}): Evidence => {
  intakes += 1;
  return {
    intakeId: `i${intakes}`,
    flowId: `f${intakes % 20}`,
    memberId: `m${intakes % 6}`,
    kind,
    probability: 0.9,
    ...more,
  };
};
const times = (count: number, kind: FeedbackKind, more: Partial<Evidence> = {}) =>
  Array.from({ length: count }, () => says(kind, more));
const learn = (evidence: Evidence[], readiness: MatchReadiness = 'balanced') =>
  learnThresholds(shippedThresholds, readiness, evidence);

const anything: fc.Arbitrary<Evidence> = fc.record({
  intakeId: fc.nat(200).map(String),
  flowId: fc.nat(8).map(String),
  memberId: fc.nat(4).map(String),
  kind: fc.constantFrom(...kinds),
  probability: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
});
const pasts = fc.array(anything, { maxLength: 400, size: 'max' });
const runs = { seed: 20_261_122, numRuns: 200 };

describe('what an account learns', () => {
  it('is nothing without evidence: the shipped thresholds hold', () => {
    const { thresholds, cautions } = learn([]);
    expect(thresholds.matchedAt).toBeCloseTo(shippedThresholds.matchedAt, 6);
    expect(thresholds.suggestAt).toBeCloseTo(shippedThresholds.suggestAt, 6);
    expect(cautions.size).toBe(0);
  });

  it('is little from ten clicks, whatever they are', () => {
    const tenOf = fc.array(anything, { maxLength: 10 });
    fc.assert(
      fc.property(tenOf, (evidence) => {
        const { matchedAt } = learn(evidence).thresholds;
        expect(Math.abs(matchedAt - shippedThresholds.matchedAt)).toBeLessThan(0.04);
      }),
      runs,
    );
  });

  it('stays within bounds, whatever happened', () => {
    fc.assert(
      fc.property(pasts, fc.constantFrom(...readinessSteps), (evidence, readiness) => {
        const { thresholds, cautions } = learn(evidence, readiness);
        expect(thresholds.matchedAt > 1).toBe(readiness === 'never');
        expect(thresholds.matchedAt).toBeGreaterThanOrEqual(0.65);
        if (readiness !== 'never') expect(thresholds.matchedAt).toBeLessThanOrEqual(0.99);
        expect(thresholds.suggestAt).toBeGreaterThanOrEqual(0.04);
        expect(thresholds.suggestAt).toBeLessThan(thresholds.matchedAt);
        for (const caution of cautions.values()) {
          expect(caution).toBeGreaterThanOrEqual(thresholds.matchedAt);
          expect(caution).toBeLessThan(1);
        }
      }),
      runs,
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(pasts, (evidence) => {
        const turned = learn(evidence.toReversed());
        const { thresholds, cautions } = learn(evidence);
        expect(turned.thresholds.matchedAt).toBeCloseTo(thresholds.matchedAt, 6);
        expect([...turned.cautions.keys()].sort()).toEqual([...cautions.keys()].sort());
      }),
      runs,
    );
  });

  it('asks for more certainty after each flow that was wrong, for less after each that was right', () => {
    fc.assert(
      fc.property(pasts, (evidence) => {
        const before = learn(evidence).thresholds.matchedAt;
        const fresh = { memberId: 'new', flowId: 'new' };
        expect(learn([...evidence, says('wrong_flow', fresh)]).thresholds.matchedAt).toBeGreaterThanOrEqual(
          before - 1e-9,
        );
        expect(learn([...evidence, says('resolved', fresh)]).thresholds.matchedAt).toBeLessThanOrEqual(
          before + 1e-9,
        );
      }),
      runs,
    );
  });

  it('finds an account where the matcher is too sure of itself', () => {
    // Says 0.9 and is right two times in three.
    const evidence = [...times(200, 'resolved'), ...times(100, 'wrong_flow')];
    const { matchedAt } = learn(evidence).thresholds;
    expect(matchedAt).toBeGreaterThan(shippedThresholds.matchedAt);
  });

  it('moves by admins’ slider in order, and never matches where they say so', () => {
    const [never, certain, balanced, readily] = readinessSteps.map(
      (step) => learn([], step).thresholds.matchedAt,
    );
    expect(never).toBeGreaterThan(1);
    expect(certain).toBeGreaterThan(Number(balanced) + 0.05);
    expect(readily).toBeLessThan(Number(balanced) - 0.05);
  });
});

describe('a flow that is often the wrong one', () => {
  const flowId = 'vpn';
  const wrong = (memberId: string) => says('wrong_flow', { flowId, memberId });

  it('has to be surer than others before it is started', () => {
    const { cautions, thresholds } = learn([wrong('ava'), wrong('ben'), wrong('ava')]);
    // At most half as often wrong.
    expect(1 - Number(cautions.get(flowId))).toBeLessThan((1 - thresholds.matchedAt) / 2);
    expect(cautions.size).toBe(1);
  });

  it('has to be surer than it was when it was wrong', () => {
    const sure = ['ava', 'ben'].map((memberId) =>
      says('wrong_flow', { flowId, memberId, probability: 0.98 }),
    );
    expect(learn(sure).cautions.get(flowId)).toBeGreaterThan(0.98);
  });

  it('is not one after a single click, nor by one agent’s many clicks on one ticket', () => {
    expect(learn([wrong('ava')]).cautions.size).toBe(0);
    const intakeId = 'one';
    const clicks = times(10, 'wrong_flow', { flowId, memberId: 'ava', intakeId });
    expect(learn(clicks).cautions.size).toBe(0);
  });

  it('is one no longer when it is right again and again', () => {
    const bad = [wrong('ava'), wrong('ben')];
    const good = ['ava', 'ben', 'cem', 'dia', 'eve'].flatMap((memberId) =>
      times(3, 'resolved', { flowId, memberId, probability: 0.85 }),
    );
    const before = learn(bad).cautions.get(flowId) ?? 0;
    const after = learn([...bad, ...good]).cautions.get(flowId) ?? 0;
    expect(after).toBeLessThan(before);
  });
});
