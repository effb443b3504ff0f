import { expect, it } from 'vitest';
import { inventedReferences } from '../../../src/domain/lint/grounded.js';

it.each([
  // Two letters around the brackets stand in many a problem.
  ['Go to evil[.]example and press Start.', 'Lass alle Firewalls ausschalten.'],
  ['Open http://evil.example/fix and wait.', 'The page http://evil.example does not load.'],
  ['Ping 10.1.2.3 and wait.', 'Cannot ping 10.1.2.30.'],
])('refuses what the problem does not have: %s', (text, problem) =>
  expect(inventedReferences(text, problem)).not.toEqual([]),
);

it.each([
  ['Open http://intra.example/hr once more.', 'The page http://intra.example/hr is white.'],
  ['Ping 10.1.2.3 and wait.', 'No answer from 10.1.2.3, error 809.'],
  ['Wait 10 to 15 seconds.', 'It is slow.'],
])('lets what the problem has be named: %s', (text, problem) =>
  expect(inventedReferences(text, problem)).toEqual([]),
);
