import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanText,
  cut,
  hasWords,
  oneLine,
  optionalText,
  requiredText,
  shorten,
} from '../../src/domain/text.js';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('text that people typed', () => {
  it('loses what hides text or changes its direction, and nothing else', () => {
    expect(cleanText('abc\u202Egnp.exe')).toBe('abcgnp.exe');
    expect(cleanText('a\u200Bb\u2060c\uFEFF')).toBe('abc');
    expect(cleanText('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
    expect(cleanText('bell\u0007 null\u0000')).toBe('bell null');
    expect(cleanText('a\n\n\n\n\n\nb')).toBe('a\n\n\nb');
    expect(cleanText('👩‍👧 ❤️ שלום')).toBe('👩‍👧 ❤️ שלום');
  });

  it('is well formed, trimmed, and clean at the second go as at the first', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const clean = cleanText(raw);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).toBe(clean.trim());
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('is refused where it must not be empty, and where it is too long', () => {
    expect(() => requiredText('note', ' \u200B\n', 10)).toThrow('empty');
    expect(() => requiredText('note', 'x'.repeat(11), 10)).toThrow('too_long');
    expect(requiredText('note', ' ok ', 10)).toBe('ok');
    expect(optionalText('device', '  ', 10)).toBeNull();
    expect(optionalText('device', undefined, 10)).toBeNull();
    expect(() => optionalText('device', 'x'.repeat(11), 10)).toThrow('too_long');
  });

  it('has words if there is a letter or a digit in any script', () => {
    expect(['🖨️🔥', '!!! ???', '', '—'].map(hasWords)).toEqual([false, false, false, false]);
    expect(['a', '7', 'プリンタ', 'طابعة', 'й'].map(hasWords)).toEqual([true, true, true, true, true]);
  });
});

describe('shortened text', () => {
  it('is never longer than asked for and never ends in half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, length) => {
          const short = shorten(text, length);
          expect(short.length).toBeLessThanOrEqual(Math.max(length, 1));
          expect(short.isWellFormed()).toBe(true);
          if (text.length <= length) expect(short).toBe(text);
        },
      ),
    );
  });

  it('is the start of the text where no ellipsis is wanted', () => {
    expect([cut('abc', 2), cut('a🖨', 2), cut('a🖨', 3), cut('', 2)]).toEqual(['ab', 'a', 'a🖨', '']);
  });

  it('is one line for lists', () => {
    expect(oneLine('a\n b\t\tc ', 20)).toBe('a b c');
  });
});
