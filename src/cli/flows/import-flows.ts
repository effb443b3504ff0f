import { openEmbedders } from '../../ai/open-embedders.js';
import { readFlowFolder } from '../../flow-files/read-flow-files.js';
import { atExit } from '../shared/command.js';
import { folderOf } from '../shared/folder.js';
import { actingFor, servicesOver } from '../shared/library.js';
import { type PublishedFile, publishFiles } from '../shared/publish-files.js';
import { openTerminal } from '../shared/terminal.js';
import { withVectors } from '../shared/with-vectors.js';
import { findAccount, setUpSandboxAccount } from './account.js';
import { openConfigured } from './open.js';

/**
 * `flows import`: each file is a transaction of its own and each vector a row, so that an interrupted import is carried
 * on by the next. What is published is found by words at once, by meaning as its vectors arrive.
 */
export async function importFlows(options: {
  folder: string;
  account: string | null;
  json: boolean;
}): Promise<number> {
  const terminal = openTerminal();
  const files = await readFlowFolder(await folderOf(options.folder));
  const { database, log, config } = await openConfigured();
  const { embedder, close } = await openEmbedders(config.embeddings);
  atExit(close);
  const services = servicesOver(database, embedder, log);
  const account =
    (await findAccount(services.store, options.account)) ?? (await setUpSandboxAccount(services));
  terminal.say(`Importing into ${account.name} (${account.slackTeamId}).`);
  let done = 0;
  const publishing = publishFiles(actingFor(services, account.id), files, (result) => {
    done += 1;
    terminal.progress(done, files.length, 'files published; they are found by words');
    if (result.status !== 'unchanged') terminal.say(`  ${statusWords[result.status]}  ${result.file}`);
    for (const { level, message } of result.findings) terminal.say(`    ${level}: ${message}`);
  });
  const results = await withVectors(services, account.id, publishing, (embedded, total) => {
    if (done === files.length) terminal.progress(embedded, total, 'texts found by meaning too');
  });
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
