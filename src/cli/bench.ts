import { parseArgs } from 'node:util';
import { aiParts, benchAi } from './bench/bench-ai.js';
import { benchClaims } from './bench/bench-claims.js';
import { benchImport } from './bench/bench-import.js';
import { benchMatch } from './bench/bench-match.js';
import { benchSafety } from './bench/bench-safety.js';
import { benchSandbox } from './bench/bench-sandbox.js';
import { benchStart } from './bench/bench-start.js';
import { runCommand, UsageError } from './shared/command.js';
import { databaseUrlOf, wholeNumber } from './shared/options.js';

const usage = `Measures how quick parts of Intake are.

  npm run bench -- start     the built program, from starting it to ready: on an empty directory, and again
  npm run bench -- claims    from a click on Claim to every copy of the card redrawn, 20 a minute, Slack's limits on
  npm run bench -- sandbox   the local workspace, with an app that does nothing but answer
  npm run bench -- safety    what a model that is fooled, broken or taken over can do, and what leaves towards it
  npm run bench -- import    1,000 flows into a fresh database, while problems are typed
  npm run bench -- match     a decision among 1,000 and 10,000 flows; whether embedding holds clicks up
  npm run bench -- ai        AI building with a mock endpoint: waits, calls, nothing paid twice, budgets

  --json                one JSON object as the last line
  --seed N              what is made up (1; ai 7)
  --database-url URL    a PostgreSQL server to make databases on and drop them; import, match, and ai with two processes
  --sizes N,N           how large the library is (1000,10000); match only
  --short               seconds instead of minutes; ai only
  --only PARTS          some of parallel,kill,two-processes,budget,cold,shared,third; ai only

It ends with 1 if a bar falls short.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      seed: { type: 'string' },
      sizes: { type: 'string' },
      'database-url': { type: 'string' },
      short: { type: 'boolean' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  });
  const [what] = positionals;
  if (what === undefined || values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const json = values.json ?? false;
  const databaseUrl = databaseUrlOf(values['database-url']);
  const seed = wholeNumber('--seed', values.seed, what === 'ai' ? 7 : 1);
  if (what === 'start') return benchStart({ json });
  if (what === 'claims') return benchClaims({ json });
  if (what === 'safety') return benchSafety({ json, seed });
  if (what === 'sandbox') return benchSandbox({ json });
  if (what === 'import') return benchImport({ json, seed, databaseUrl });
  if (what === 'match') {
    const sizes = sizesOf(values.sizes ?? '1000,10000');
    return benchMatch({ json, seed, databaseUrl, sizes });
  }
  if (what === 'ai') {
    const chosen = values.only.split(',').filter((name) => name !== '');
    const unknown = chosen.find((name) => !(name in aiParts));
    if (unknown !== undefined) throw new UsageError(`There is no part called "${unknown}".`);
    return benchAi({
      json,
      short: values.short ?? false,
      seed,
      databaseUrl,
      chosen,
    });
  }
  throw new UsageError(`There is nothing to measure called "${what}".`);
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.every((size) => Number.isSafeInteger(size) && size > 0)) return sizes.sort((a, b) => a - b);
  throw new UsageError('--sizes must be whole numbers with commas between them.');
}

runCommand(usage, main);
