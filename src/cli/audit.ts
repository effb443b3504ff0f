import { parseArgs } from 'node:util';
import { exportAudit } from './audit/export-audit.js';
import { verifyAccounts } from './audit/verify-accounts.js';
import { runCommand, UsageError } from './shared/command.js';

const usage = `The audit: one row for each change, chained by hashes.

  npm run audit -- verify    finds any row that was edited, removed, added or put elsewhere, and an end that was cut off
  npm run audit -- export    writes every row as a line of JSON, oldest first

  --account TEAM_ID     the Slack team whose audit it is; verify takes all where none is named
  --noted SEQUENCE:HASH verify: a head that was noted earlier must still be in the chain
  --after SEQUENCE      export: only the rows after this one
  --json                verify: one JSON object as the last line

verify prints each account's head. Keep it somewhere else: who can write the whole database can also make a new chain
with a new head, and only a noted head shows that. Exit code 1 if anything was found.
The database is the one of DATABASE_URL, or the embedded one of INTAKE_DATA; stop Intake before the embedded one is used.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      account: { type: 'string' },
      noted: { type: 'string' },
      after: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [command, more] = positionals;
  if (command === undefined || values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`);
  const account = values.account ?? null;
  switch (command) {
    case 'verify':
      return verifyAccounts({ account, noted: notedOf(values.noted), json: values.json ?? false });
    case 'export':
      return exportAudit({ account, after: sequenceOf(values.after ?? '0') });
    default:
      throw new UsageError(`There is no command "${command}".`);
  }
}

function notedOf(text: string | undefined): { sequence: bigint; hash: string } | null {
  if (text === undefined) return null;
  const [sequence = '', hash = ''] = text.split(':');
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new UsageError('--noted takes SEQUENCE:HASH, as verify prints it.');
  return { sequence: sequenceOf(sequence), hash };
}

function sequenceOf(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new UsageError(`"${text}" is no row's number.`);
  return BigInt(text);
}

runCommand(usage, main);
