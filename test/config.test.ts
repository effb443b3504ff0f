import { expect, it } from 'vitest';
import { environment, readConfig } from '../src/config.js';

it('takes every variable that is there but blank as one that is not set', () => {
  const blank = (value: string) =>
    Object.fromEntries(Object.keys(environment.shape).map((name) => [name, value]));
  const known = { XDG_DATA_HOME: '/data' };
  for (const value of ['', ' ']) expect(readConfig({ ...known, ...blank(value) })).toEqual(readConfig(known));
});

it('takes a choice with space around it, and refuses what is none', () => {
  expect(readConfig({ LOG_LEVEL: ' debug ' }).logLevel).toBe('debug');
  expect(() => readConfig({ LOG_LEVEL: 'loud', INTAKE_MODEL_EARLY: 'yes' })).toThrow(
    '  - INTAKE_MODEL_EARLY must be on or off.\n  - LOG_LEVEL must be fatal, error, warn, info or debug.',
  );
});
