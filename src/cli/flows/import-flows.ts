import { readFlowFolder } from '../../flow-files/read-flow-files.js';
import { fillEmbeddings } from '../../jobs/fill-embeddings.js';
import { folderOf } from '../shared/folder.js';
import { actingFor, openEmbedder, servicesOver } from '../shared/library.js';
import { type PublishedFile, publishFiles } from '../shared/publish-files.js';
import { openTerminal } from '../shared/terminal.js';
import { findAccount, setUpSandboxAccount } from './account.js';
import { openConfigured } from './open.js';

/** `flows import`: each file is a transaction of its own, so that an interrupted import is carried on by the next. */
export async function importFlows(options: {
  folder: string;
  account: string | null;
  json: boolean;
}): Promise<number> {
  const terminal = openTerminal();
  const files = await readFlowFolder(await folderOf(options.folder));
  const { database, log } = await openConfigured();
  const services = servicesOver(database, await openEmbedder(), log);
  const account =
    (await findAccount(services.store, options.account)) ?? (await setUpSandboxAccount(services));
  terminal.say(`Importing into ${account.name} (${account.slackTeamId}).`);
  let done = 0;
  const results = await publishFiles(actingFor(services, account.id), files, (result) => {
    done += 1;
    terminal.say(`${`${done}/${files.length}`.padStart(9)}  ${statusWords[result.status]}  ${result.file}`);
    for (const { level, message } of result.findings) terminal.say(`    ${level}: ${message}`);
  });
  // Starter content of an account that was just made, and whatever an import before this one could not embed.
  await fillEmbeddings(services, account.id, () => false);
  return conclude(results, options.json, terminal.say);
}

const statusWords = {
  published: 'published  ',
  unchanged: 'unchanged  ',
  refused: 'REFUSED    ',
  passed_over: 'passed over',
} as const satisfies Record<PublishedFile['status'], string>;

function conclude(results: readonly PublishedFile[], json: boolean, say: (line: string) => void): number {
  const count = (status: PublishedFile['status']) =>
    results.filter((result) => result.status === status).length;
  const [published, unchanged, refused] = [count('published'), count('unchanged'), count('refused')];
  if (published + unchanged + refused === 0) say('There is no flow file in this folder.');
  say(`${published} published, ${unchanged} unchanged, ${refused} refused`);
  if (json) say(JSON.stringify({ command: 'flows import', published, unchanged, refused, files: results }));
  return refused > 0 || published + unchanged === 0 ? 1 : 0;
}
