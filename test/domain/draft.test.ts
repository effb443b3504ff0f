import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, generationSlot } from '../../src/domain/draft.js';

describe('the fingerprint of a problem', () => {
  it('does not depend on order, case, punctuation or repetition', () => {
    expect(fingerprintOf('The printer, the PRINTER is pink!')).toBe(fingerprintOf('pink is the printer'));
    expect(fingerprintOf('printer pink')).not.toBe(fingerprintOf('printer green'));
  });

  it('is never cut within a character', () => {
    // Letters beyond the basic plane, as some names are written with.
    for (const first of ['', 'a'])
      expect(fingerprintOf(`${first}${'𠮷'.repeat(1_500)}`).isWellFormed()).toBe(true);
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
