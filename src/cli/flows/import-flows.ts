import { readFlowFolder } from '../../flow-files/read-flow-files.js';
import { fillVectors } from '../../jobs/fill-index.js';
import { folderOf } from '../shared/folder.js';
import { actingFor, openEmbedder, servicesOver } from '../shared/library.js';
import { type PublishedFile, publishFiles } from '../shared/publish-files.js';
import { openTerminal } from '../shared/terminal.js';
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
  const { database, log } = await openConfigured();
  const services = servicesOver(database, await openEmbedder(), log);
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

type Library = Pick<ReturnType<typeof servicesOver>, 'store' | 'embedder'>;

/** Fills vectors in beside the publishing, and what is left after it. */
async function withVectors<Result>(
  { store, embedder }: Library,
  accountId: string,
  publishing: Promise<Result>,
  onProgress: (embedded: number, total: number) => void = () => undefined,
): Promise<Result> {
  let published = false;
  const done = publishing.finally(() => {
    published = true;
  });
  // A failure is told below; until then nobody holds this promise.
  done.catch(() => undefined);
  for (let complete = false; !complete; ) {
    const isLast = published;
    const until = Date.now() + showEveryMs;
    complete = (await fillVectors(store, embedder, accountId, () => Date.now() > until)) && isLast;
    const { embedded, total } = await store.matching.progress(accountId, embedder.id);
    onProgress(embedded, total);
    // Nothing to do yet: the next file is being published.
    if (!complete && embedded === total) await Promise.race([done, pause()]);
  }
  const { embedderId } = await store.matching.of(accountId);
  // Where another embedder serves, the bot changes over when it has seen that this one is complete.
  if (embedderId === null) await store.transaction((tx) => tx.matching.serveBy(accountId, embedder.id));
  return done;
}

const showEveryMs = 500;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 100));

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
