import { parseArgs } from 'node:util';
import { isPlant } from './chaos/plants.js';
import { bars, runChaos } from './chaos/run-chaos.js';
import { runCommand, UsageError } from './shared/command.js';
import { databaseUrlOf, wholeNumber } from './shared/options.js';

const usage = `Breaks Intake in every way that it must survive, and checks what is left: one click, one effect.

  npm run chaos -- [BAR…]   ${Object.keys(bars).join(', ')}; all of them without a name

  --short         seconds for each bar (the default)
  --full          as many kills, deliveries and minutes as the README's figures
  --part SHARE    so much of the full run, above 0 and up to 1 (1)
  --seed N        the same seed makes the same mistakes (1)
  --json          one JSON object as the last line
  --database-url URL
                  a PostgreSQL server to make databases on and drop them; otherwise embedded ones

It ends with 1 if a bar falls short.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      short: { type: 'boolean' },
      full: { type: 'boolean' },
      part: { type: 'string' },
      seed: { type: 'string' },
      'database-url': { type: 'string' },
      json: { type: 'boolean' },
      // Takes one of the product's guards away, to see that it is missed; for the tests of this command.
      plant: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (values.short && values.full) throw new UsageError('Choose --short or --full.');
  for (const name of positionals) {
    if (!Object.hasOwn(bars, name)) throw new UsageError(`There is no bar called "${name}".`);
  }
  return runChaos({
    chosen: positionals.length > 0 ? positionals : Object.keys(bars),
    short: !values.full,
    part: partOf(values.part ?? '1'),
    seed: wholeNumber('--seed', values.seed, 1),
    databaseUrl: databaseUrlOf(values['database-url']),
    json: values.json ?? false,
    plant: plantOf(values.plant),
  });
}

function partOf(value: string): number {
  const part = Number(value);
  if (!(part > 0 && part <= 1)) throw new UsageError('--part must be above 0 and at most 1.');
  return part;
}

function plantOf(value: string | undefined) {
  if (value === undefined) return null;
  if (!isPlant(value)) throw new UsageError(`Nothing called "${value}" can be planted.`);
  return value;
}

runCommand(usage, main);
