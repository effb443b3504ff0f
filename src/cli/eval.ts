import { parseArgs } from 'node:util';
import { evalAccount } from './match/eval-account.js';
import { evalHard } from './match/eval-hard.js';
import { evalMatch } from './match/eval-match.js';
import { evalTrain } from './match/eval-train.js';
import { runCommand, UsageError } from './shared/command.js';
import { databaseUrlOf, wholeNumber } from './shared/options.js';
import { type Transport, transports } from './shared/temp-product.js';
import { evalWalks } from './walks/eval-walks.js';

const usage = `Measures Intake on your own material. Nothing of it is kept.

  npm run eval -- walks DIR    walks the dialogs of DIR/dialogs.jsonl over the charts of DIR, through the whole product
  npm run eval -- match FILE…  how well problems find their flow, scenario by scenario
  npm run eval -- hard [DIR]   problems of the kinds that break matchers (test/data/hard-cases)
  npm run eval -- train FILE…  learns the matcher's weights from scenarios
  npm run eval -- match --account TEAM_ID   what the agents of an account made of the matching, by month; reads only

  --json                one JSON object as the last line
  --seed N              the order of the dialogs, and which ones a limit leaves (1)
  --limit N             no more than so many dialogs, or problems of each scenario
  --transport WAY       socket (Socket Mode, the default), http, or in-process
  --without-vectors     match: as if the embedder were down
  --diagrams DIR        match: where the reliability diagrams go (.cache/eval)
  --leave-one-out       train: also learn without each scenario and flow, measure on them, and propose thresholds
  --write FILE          train: where the weights go; without it they are only measured
  --database-url URL    a PostgreSQL server to make a database on and drop it; otherwise an embedded one

It ends with 1 if a bar falls short.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      seed: { type: 'string' },
      limit: { type: 'string' },
      account: { type: 'string' },
      transport: { type: 'string' },
      'without-vectors': { type: 'boolean' },
      diagrams: { type: 'string' },
      'leave-one-out': { type: 'boolean' },
      write: { type: 'string' },
      'database-url': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [what, ...paths] = positionals;
  if (what === undefined || values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (what === 'match' && values.account !== undefined)
    return evalAccount({ account: values.account, json: values.json ?? false });
  const common = {
    json: values.json ?? false,
    seed: wholeNumber('--seed', values.seed, 1),
    limit: wholeNumber('--limit', values.limit, null),
    databaseUrl: databaseUrlOf(values['database-url']),
  };
  switch (what) {
    case 'walks':
      return evalWalks({
        ...common,
        folder: oneFolder(paths),
        transport: transportOf(values.transport ?? 'socket'),
      });
    case 'match': {
      const diagrams = values.diagrams ?? '.cache/eval';
      return evalMatch({ ...common, files: someFiles(paths), diagrams, vectors: !values['without-vectors'] });
    }
    case 'hard':
      return evalHard({ ...common, folder: paths[0] ?? 'test/data/hard-cases' });
    case 'train': {
      const leaveOneOut = values['leave-one-out'] ?? false;
      return evalTrain({ ...common, files: someFiles(paths), write: values.write ?? null, leaveOneOut });
    }
    default:
      throw new UsageError(`There is nothing to measure called "${what}".`);
  }
}

function oneFolder([folder, more]: readonly string[]): string {
  if (folder === undefined) throw new UsageError('Name the folder with the charts and dialogs.');
  if (more !== undefined) throw new UsageError(`Name one folder; "${more}" is one too many.`);
  return folder;
}

function someFiles(files: readonly string[]): readonly string[] {
  if (files.length === 0) throw new UsageError('Name the files with the scenarios.');
  return files;
}

function transportOf(value: string): Transport {
  const transport = transports.find((one) => one === value);
  if (!transport) throw new UsageError(`--transport must be one of ${transports.join(', ')}.`);
  return transport;
}

runCommand(usage, main);
