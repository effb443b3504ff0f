import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { misuse } from '../../src/cli/shared/misuse.js';

function refusalOf(args: string[], allowPositionals: boolean): unknown {
  const options = { account: { type: 'string' }, json: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, allowPositionals, options });
  } catch (error) {
    return misuse(error);
  }
}

describe('a command that is called in a way that it does not have', () => {
  it.each([
    [['--foo'], 'There is no option --foo.'],
    [['--foo-bar=1'], 'There is no option --foo-bar.'],
    [['-f'], 'There is no option -f.'],
    [['--account'], '--account needs a value.'],
    [['--account', '--json'], '--account needs a value.'],
    [['--json=1'], '--json takes no value.'],
  ])('says what of %j', (args, sentence) => {
    expect(refusalOf(args, true)).toBe(sentence);
    expect(refusalOf(args, false)).toBe(sentence);
  });

  it('says what it takes nothing of', () => {
    expect(refusalOf(['foo bar'], false)).toBe('This command takes no "foo bar".');
  });

  it('leaves other errors to others', () => {
    expect(misuse(new Error("There is no 'thing'"))).toBeNull();
    expect(misuse('thing')).toBeNull();
  });
});
