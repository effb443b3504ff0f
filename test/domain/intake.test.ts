import { describe, expect, it } from 'vitest';
import { ruleOutcome } from '../../src/domain/intake.js';

const flow = { flowId: 'f', title: 'Flow', why: '', probability: 0.9, commonWords: [], nearestPhrase: null };
const sure = { confidence: 0.9, noneFits: 0.1, order: ['f'] };
const gate = (buildEnabled: boolean) => ({ categoryId: 'c', name: 'Printing', buildEnabled });

describe('the outcome of an intake', () => {
  it('looks at flows before it looks at the gate', () => {
    for (const closed of [gate(false), gate(true), null]) {
      expect(ruleOutcome({ ...sure, kind: 'matched', flow, reason: 'r' }, closed).outcome).toBe('matched');
      expect(ruleOutcome({ ...sure, kind: 'near', flows: [flow], reason: 'r' }, closed).outcome).toBe(
        'suggest',
      );
    }
  });

  it('builds where no flow is near and the category is open', () => {
    expect(ruleOutcome({ ...sure, kind: 'none', reason: 'r' }, gate(true)).outcome).toBe('build');
  });

  it('is out of scope where the category is closed or unknown, and says which', () => {
    expect(ruleOutcome({ ...sure, kind: 'none', reason: 'r' }, gate(false))).toMatchObject({
      outcome: 'out_of_scope',
      reason: 'r, and building is off for Printing.',
    });
    expect(ruleOutcome({ ...sure, kind: 'none', reason: 'No words.' }, null)).toEqual({
      outcome: 'out_of_scope',
      reason: 'No words, and no category fits.',
    });
    const none = { ...sure, kind: 'none', reason: 'No flow.', hint: 'Say it in English.' } as const;
    expect(ruleOutcome(none, null).reason).toBe('No flow, and no category fits. Say it in English.');
  });
});
