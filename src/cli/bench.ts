import { parseArgs } from 'node:util';
import { benchSandbox } from './bench/bench-sandbox.js';
import { runCommand, UsageError } from './shared/command.js';

const usage = `Measures how quick parts of Intake are.

  npm run bench -- sandbox   the local workspace, with an app that does nothing but answer

  --json   one JSON object as the last line

It ends with 1 if a bar falls short.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [what] = positionals;
  if (what === undefined || values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (what !== 'sandbox') throw new UsageError(`There is nothing to measure called "${what}".`);
  return benchSandbox({ json: values.json ?? false });
}

runCommand(usage, main);
