// Prints how a run of vitest ended, on one line: "N passed, N failed". Of the last `npm test`, or of the file given.
import { readFileSync } from 'node:fs';

const path = process.argv[2] ?? new URL('../.cache/test-results.json', import.meta.url);
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
  readFileSync(path, 'utf8'),
);
const left = numPendingTests + numTodoTests;
if (left > 0) console.log(`${left} skipped`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
