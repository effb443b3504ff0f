import { expect, it } from 'vitest';
import { UsageError } from '../../src/cli/shared/command.js';
import { databaseUrlOf, wholeNumber } from '../../src/cli/shared/options.js';

it('takes whole numbers, and another value where none was typed', () => {
  expect(wholeNumber('--seed', '0', 1)).toBe(0);
  expect(wholeNumber('--seed', '123456789', 1)).toBe(123_456_789);
  expect(wholeNumber('--seed', undefined, 7)).toBe(7);
  expect(wholeNumber('--limit', undefined, null)).toBeNull();
});

it.each(['', '-1', '1.5', '1e3', ' 7', 'seven', '1234567890'])(
  'says that "%s" is no whole number',
  (typed) => {
    expect(() => wholeNumber('--limit', typed, null)).toThrow(
      new UsageError('--limit must be a whole number.'),
    );
  },
);

it('takes the address of a server, and the embedded database where none was typed', () => {
  expect(databaseUrlOf(undefined)).toBeNull();
  expect(databaseUrlOf('postgres://127.0.0.1/intake')).toBe('postgres://127.0.0.1/intake');
  expect(databaseUrlOf('postgresql://me@127.0.0.1:5432/intake')).toContain('5432');
});

it.each(['', 'embedded', '127.0.0.1', 'mysql://127.0.0.1/intake'])(
  'says that "%s" is no address',
  (typed) => {
    expect(() => databaseUrlOf(typed)).toThrow(UsageError);
  },
);
