import { parseArgs } from 'node:util';
import { checkFlows } from './flows/check-flows.js';
import { exportFlows } from './flows/export-flows.js';
import { importFlows } from './flows/import-flows.js';
import { listFlows } from './flows/list-flows.js';
import { retireFlows } from './flows/retire-flows.js';
import { runCommand, UsageError } from './shared/command.js';

const usage = `Flows as files.

  npm run flows -- import DIR           publishes every flow file of a folder; again, it publishes what has changed
  npm run flows -- check DIR            says what is wrong with the flow files of a folder; needs no database
  npm run flows -- export DIR [SLUG…]   writes the published flows, or these, as flow files; other files are left as they are
  npm run flows -- list                 lists the published flows, and those that are retired
  npm run flows -- retire SLUG…         has no new walk start on these flows; walks under way go on
  npm run flows -- restore SLUG…        brings retired flows back as they were

  --account TEAM_ID   the Slack team whose library it is; needed only where there are several
  --json              one JSON object as the last line

The database is the one of DATABASE_URL, or the embedded one of INTAKE_DATA; stop Intake before the embedded one is used.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { account: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [command, ...rest] = positionals;
  if (command === undefined || values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const options = { json: values.json ?? false, account: values.account ?? null };
  switch (command) {
    case 'import':
      return importFlows({ ...options, folder: only('the folder to import', rest) });
    case 'check':
      return checkFlows({ ...options, folder: only('the folder to check', rest) });
    case 'export': {
      const [folder, ...slugs] = rest;
      if (folder === undefined) throw new UsageError('Name the folder to write to.');
      return exportFlows({ ...options, folder, slugs });
    }
    case 'list':
      if (rest.length > 0) throw new UsageError(`list takes no "${rest[0]}".`);
      return listFlows(options);
    case 'retire':
    case 'restore':
      if (rest.length === 0) throw new UsageError(`Name the flows to ${command}, as \`list\` shows them.`);
      return retireFlows(command, { ...options, slugs: rest });
    default:
      throw new UsageError(`There is no command "${command}".`);
  }
}

function only(what: string, [folder, more]: string[]): string {
  if (folder === undefined) throw new UsageError(`Name ${what}.`);
  if (more !== undefined) throw new UsageError(`Name one folder; "${more}" is one too many.`);
  return folder;
}

runCommand(usage, main);
