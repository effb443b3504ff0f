import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capEscalation,
  completeNode,
  fingerprintOf,
  generationSlot,
  isAtCap,
  noRisk,
} from '../../src/domain/draft.js';
import { depthCap } from '../../src/domain/flow.js';

const yesNo = ['Yes', 'No'].map((label) => ({ label, likelihood: null }));
const proposal = { key: null, kind: 'question', text: 'Does it blink?', label: null } as const;

describe('a node as the server completes it', () => {
  it('can always be answered: "Not sure" for a question, three answers for an instruction, none for an end', () => {
    const labels = (kind: 'question' | 'instruction' | 'resolution') =>
      completeNode({ ...proposal, kind, answers: yesNo, risk: noRisk }, 'model', 1).answers.map(
        ({ label }) => label,
      );
    expect(labels('question')).toEqual(['Yes', 'No', 'Not sure']);
    expect(labels('instruction')).toEqual(['Done', "Didn't help", "Can't do this"]);
    expect(labels('resolution')).toEqual([]);
  });

  it('is the server’s own escalation at the cap and never before', () => {
    expect([1, depthCap - 1, depthCap, depthCap + 1].map(isAtCap)).toEqual([false, false, true, true]);
    expect(capEscalation(depthCap)).toMatchObject({ kind: 'escalation', source: 'server', answers: [] });
  });
});

describe('the fingerprint of a problem', () => {
  it('does not depend on order, case, punctuation or repetition', () => {
    expect(fingerprintOf('The printer, the PRINTER is pink!')).toBe(fingerprintOf('pink is the printer'));
    expect(fingerprintOf('printer pink')).not.toBe(fingerprintOf('printer green'));
  });

  it('is the same for any order of the words', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        words.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(fingerprintOf(shuffled.join(' '))).toBe(fingerprintOf(list.join(', ')));
        },
      ),
    );
  });
});

it('gives each answer one generation', () => {
  expect(generationSlot(null)).toBe('root');
  expect(generationSlot({ nodeId: 'n', answerId: 'a' })).not.toBe(
    generationSlot({ nodeId: 'n', answerId: 'b' }),
  );
});
