import { createStore } from '../../store/store.js';
import { InputError } from '../shared/command.js';
import { openTerminal } from '../shared/terminal.js';
import { findAccount } from './account.js';
import { openConfigured } from './open.js';

/** More than any library that was measured. */
const most = 100_000;

/** `flows list`: the published flows of an account, by title. */
export async function listFlows(options: { account: string | null; json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const { database } = await openConfigured();
  const store = createStore(database);
  const account = await findAccount(store, options.account);
  if (!account)
    throw new InputError('There is no account yet. Start Intake once, or import a folder of flows.');
  const flows = await store.flows.list(account.id, most);
  const categories = await store.categories.list(account.id);
  const nameOf = new Map(categories.map(({ id, name }) => [id, name]));
  const listed = flows.map(({ slug, title, categoryId, source }) => ({
    slug,
    title,
    category: categoryId === null ? null : (nameOf.get(categoryId) ?? null),
    source,
  }));
  for (const { slug, title, category, source } of listed) {
    terminal.say(`${slug}\n    ${[title, category, source].filter((part) => part !== null).join('  ·  ')}`);
  }
  terminal.say(`${listed.length} flows of ${account.name} (${account.slackTeamId})`);
  if (options.json)
    terminal.say(JSON.stringify({ command: 'flows list', account: account.slackTeamId, flows: listed }));
  return 0;
}
