import { mkdir } from 'node:fs/promises';
import type { Flow } from '../../store/flow-store.js';
import { createStore, type Store } from '../../store/store.js';
import { InputError } from '../shared/command.js';
import { folderOf } from '../shared/folder.js';
import { openTerminal } from '../shared/terminal.js';
import { existingAccount } from './account.js';
import { most } from './list-flows.js';
import { openConfigured } from './open.js';
import { type WrittenFlow, writeFlowFiles } from './write-flow-files.js';

/** `flows export`: published flows as files that `flows import` takes and finds unchanged. */
export async function exportFlows(options: {
  folder: string;
  /** None: all that `flows list` shows as published. */
  slugs: readonly string[];
  account: string | null;
  json: boolean;
}): Promise<number> {
  const terminal = openTerminal();
  const { database } = await openConfigured();
  const store = createStore(database);
  const { id: accountId } = await existingAccount(store, options.account);
  const flows = await chosen(store, accountId, options.slugs);
  await mkdir(options.folder, { recursive: true }).catch(() => undefined);
  const folder = await folderOf(options.folder);
  const results = await writeFlowFiles(store, flows, folder, ({ status, file, slug, reason }) => {
    if (status !== 'unchanged') terminal.say(`  ${statusWords[status]}  ${file}`);
    if (status === 'taken')
      terminal.say(`    error: this file is not that of the flow ${slug}, so it was left as it is.`);
    if (reason) terminal.say(`    error: it could not be written: ${reason}`);
  });
  const count = (status: WrittenFlow['status']) => results.filter((one) => one.status === status).length;
  const [written, unchanged] = [count('written'), count('unchanged')];
  const refused = results.length - written - unchanged;
  terminal.say(`${written} written, ${unchanged} unchanged, ${refused} refused`);
  if (options.json)
    terminal.say(JSON.stringify({ command: 'flows export', written, unchanged, refused, files: results }));
  return refused > 0 ? 1 : 0;
}

async function chosen({ flows }: Store, accountId: string, slugs: readonly string[]): Promise<Flow[]> {
  if (slugs.length === 0) return flows.list(accountId, most);
  const known = await flows.bySlugs(accountId, slugs);
  const unknown = slugs.filter((slug) => !known.get(slug)?.currentVersionId);
  if (unknown.length > 0)
    throw new InputError(
      `There is no published flow ${unknown.join(', ')}; nothing was written. \`npm run flows -- list\` shows what there is.`,
    );
  return [...known.values()];
}

const statusWords = { written: 'written  ', taken: 'REFUSED  ', failed: 'REFUSED  ' } as const;
