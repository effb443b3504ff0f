import { readFlowFolder } from '../../flow-files/read-flow-files.js';
import { slugOf } from '../../flow-files/to-definition.js';
import { folderOf } from '../shared/folder.js';
import { openEmbedder, servicesOver } from '../shared/library.js';
import { type QuietLog, quietLog } from '../shared/quiet-log.js';
import { seededRandom, shuffled } from '../shared/random.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import {
  openTempSandbox,
  seatAgents,
  startTempProduct,
  type TempProduct,
  type Transport,
} from '../shared/temp-product.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';
import { chartsOnly, type Library, publishCharts } from './charts.js';
import { Desk } from './desk.js';
import { type Dialog, type ReadDialogs, readDialogs } from './dialogs.js';
import { tally } from './tally.js';
import { type WalkedDialog, walkDialog } from './walk-dialog.js';
import { type Chart, Walker } from './walker.js';

export interface EvalWalks {
  folder: string;
  json: boolean;
  seed: number;
  /** How many dialogs, chosen by the seed; null for all. */
  limit: number | null;
  transport: Transport;
  databaseUrl: string | null;
}

/** So many people walk side by side, each in a channel of their own. */
const people = 4;

/** So many examples of what went wrong are enough to look into it. */
const mostShown = 10;

/** `eval walks`: real dialogs over real charts, typed and clicked through the whole product. */
export async function evalWalks(options: EvalWalks): Promise<number> {
  const terminal = openTerminal();
  const folder = await folderOf(options.folder);
  const read = await readDialogs(folder);
  const files = await readFlowFolder(folder);
  const log = quietLog();
  const database = await openTempDatabase(options.databaseUrl);
  const embedder = await openEmbedder();
  const sandbox = await openTempSandbox();
  const library = await publishCharts(servicesOver(database, embedder, log), sandbox, files);
  const jobs = jobsOf(read.dialogs, library, options);
  introduce(terminal, folder, library, read, jobs);
  const running = await startTempProduct(
    { database, embedder, log, starter: await chartsOnly() },
    sandbox,
    options.transport,
  );
  const { walked, clickMs } = await walkAll(running, jobs.walkable, (done) =>
    terminal.progress(done, jobs.walkable.length, 'dialogs'),
  );
  showTrouble(terminal, walked, log);
  const { seed } = options;
  const measured = tally(walked, clickMs);
  const report = {
    command: 'eval walks',
    seed,
    machine: describeMachine(),
    parts: running.parts,
    ...measured,
  };
  return conclude(terminal, report, options.json);
}

interface Jobs {
  walkable: { dialog: Dialog; chart: Chart }[];
  /** Dialogs of charts that are not in the library. */
  missing: Dialog[];
}

function jobsOf(dialogs: readonly Dialog[], { charts }: Library, { seed, limit }: EvalWalks): Jobs {
  const chartOf = ({ flow }: Dialog) => charts.get(slugOf(flow));
  const order = shuffled(dialogs, seededRandom(seed)).slice(0, limit ?? dialogs.length);
  return {
    walkable: order.flatMap((dialog) => {
      const chart = chartOf(dialog);
      return chart ? [{ dialog, chart }] : [];
    }),
    missing: order.filter((dialog) => !chartOf(dialog)),
  };
}

function introduce(
  { say }: Terminal,
  folder: string,
  { charts, files }: Library,
  { dialogs, malformed }: ReadDialogs,
  { walkable, missing }: Jobs,
): void {
  say(
    `Charts and dialogs of ${folder}, in a fresh database whose library holds only these ${charts.size} charts.`,
  );
  for (const { file, status, findings } of files) {
    if (status === 'refused') say(`  REFUSED ${file}`);
    for (const { level, message } of findings) if (level === 'error') say(`    ${message}`);
  }
  say(`${dialogs.length} dialogs read, ${walkable.length} to be walked.`);
  if (malformed.length > 0) say(`${malformed.length} malformed lines are left out:`);
  for (const problem of malformed.slice(0, mostShown)) say(`    ${problem}`);
  const flows = [...new Set(missing.map(({ flow }) => flow))];
  if (missing.length > 0)
    say(
      `${missing.length} dialogs of ${flows.length} missing charts are left out: ${flows.slice(0, mostShown).join(', ')}`,
    );
}

/** Each person takes the next dialog as soon as they are done with one. */
async function walkAll(
  running: TempProduct,
  jobs: readonly { dialog: Dialog; chart: Chart }[],
  onDone: (done: number) => void,
): Promise<{ walked: WalkedDialog[]; clickMs: number[] }> {
  const walked: WalkedDialog[] = [];
  const clickMs: number[] = [];
  const queue = [...jobs];
  const seats = await seatAgents(running, people);
  await Promise.all(
    seats.map(async (seat) => {
      const desk = new Desk(running.workspace, seat);
      const walker = new Walker(desk, running.product);
      for (let job = queue.shift(); job; job = queue.shift()) {
        walked.push(await walkDialog(walker, job.dialog, job.chart));
        onDone(walked.length);
      }
      desk.leave();
      clickMs.push(...walker.clickMs);
    }),
  );
  await running.workspace.settled();
  await running.product.worker.idle();
  return { walked, clickMs };
}

function showTrouble({ say }: Terminal, walked: readonly WalkedDialog[], log: QuietLog): void {
  const failed = walked.filter(({ replay }) => replay?.ok === false);
  if (failed.length > 0) say(`${failed.length} dialogs were not replayed:`);
  for (const { dialog, replay } of failed.slice(0, mostShown))
    say(`    dialog ${dialog.id} of ${dialog.flow}: ${replay?.why}`);
  const away = walked.filter(({ reached }) => reached !== 'matched' && reached !== 'first');
  if (away.length > 0) say(`${away.length} problems did not bring their chart first:`);
  for (const { dialog, instead } of away.slice(0, mostShown))
    say(`    dialog ${dialog.id} of ${dialog.flow}: ${instead}: ${dialog.problem.slice(0, 80)}`);
  for (const [words, times] of log.troubles()) say(`    the log says, ${times} times: ${words}`);
}
