import { createStore } from '../../store/store.js';
import { openTerminal } from '../shared/terminal.js';
import { existingAccount } from './account.js';
import { openConfigured } from './open.js';

/** More than any library that was measured. */
export const most = 100_000;

/** `flows list`: the published flows of an account, by title; retired ones apart. */
export async function listFlows(options: { account: string | null; json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const { database } = await openConfigured();
  const store = createStore(database);
  const account = await existingAccount(store, options.account);
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
  const retired = (await store.flows.listRetired(account.id, most)).map(({ slug, title }) => ({
    slug,
    title,
  }));
  for (const { slug, title } of retired) terminal.say(`${slug}\n    ${title}  ·  retired`);
  const apart = retired.length === 0 ? '' : `, ${retired.length} retired`;
  terminal.say(`${listed.length} flows of ${account.name} (${account.slackTeamId})${apart}`);
  if (options.json)
    terminal.say(
      JSON.stringify({ command: 'flows list', account: account.slackTeamId, flows: listed, retired }),
    );
  return 0;
}
