import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellingsOf } from '../../src/domain/match-spelling.js';
import { spelledAlike, spellingOf } from '../../src/domain/match-texts.js';
import { likeness, trigramsIn } from '../../src/domain/match-words.js';

describe('the words that one may be mistyped for', () => {
  it('are those that are spelled much alike and begin with the same letter', () => {
    const { nearest } = spellingsOf(['kerberos', 'kernel', 'kerbero', 'berberos', 'printer']);
    expect(nearest('kerbros')).toEqual(['kerberos']);
    expect(nearest('zzzz')).toEqual([]);
    expect(nearest('')).toEqual([]);
  });

  it('may be names with signs in them, and those in other scripts', () => {
    const { nearest } = spellingsOf(['print-er', 'принтер', 'wpa2-x']);
    expect(nearest('printer')).toEqual(['print-er']);
    expect(nearest('принтр')).toEqual(['принтер']);
    expect(nearest('wpa2')).toEqual(['wpa2-x']);
  });

  it('are those that comparing every word with every other finds', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcd1-ü'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 60 }),
        fc.stringMatching(/^[abcd1]{4,8}$/),
        (words, typed) => {
          const likenessOf = (other: string) => likeness(trigramsIn(typed), trigramsIn(other));
          const all = words
            .filter((other) => other[0] === typed[0] && Math.abs(other.length - typed.length) <= 2)
            .filter((other) => likenessOf(other) >= 0.4)
            .sort((a, b) => likenessOf(b) - likenessOf(a) || (a < b ? -1 : 1));
          expect(spellingsOf(words).nearest(typed)).toEqual(all.slice(0, 2));
        },
      ),
    );
  });
});

it('how alike two words are spelled is seen at a glance only where it is less than asked for', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcde1ü'), minLength: 4, maxLength: 16 });
  fc.assert(
    fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, than) => {
      const alike = likeness(trigramsIn(one), trigramsIn(other));
      const isNear = Math.abs(one.length - other.length) <= 3 && alike >= than;
      expect(spelledAlike(spellingOf(one), spellingOf(other), than)).toBe(isNear ? alike : 0);
    }),
  );
});
