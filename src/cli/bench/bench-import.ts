import { builtInEmbedderId } from '../../ai/built-in/embedder.js';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import { embedWithin } from '../../usecases/shared/embed-within.js';
import { setUpSandboxAccount } from '../flows/account.js';
import { bar, figure, quantile } from '../shared/bars.js';
import { actingFor, openEmbedder, servicesOver } from '../shared/library.js';
import { publishMany } from '../shared/publish-many.js';
import { quietLog } from '../shared/quiet-log.js';
import { seededRandom } from '../shared/random.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal } from '../shared/terminal.js';
import { withVectors } from '../shared/with-vectors.js';

const flows = 1_000;
/** Between two problems that a person types while the import runs. */
const everyMs = 1_000;

/** Measures an import of 1,000 flows into a fresh database, and what people who type problems meanwhile wait for. */
export async function benchImport(options: {
  json: boolean;
  databaseUrl: string | null;
  seed: number;
}): Promise<number> {
  const terminal = openTerminal();
  const database = await openTempDatabase(options.databaseUrl);
  const services = servicesOver(database, await openEmbedder(), quietLog());
  const account = await setUpSandboxAccount(services);
  await withVectors(services, account.id, Promise.resolve());
  const library = libraryOf(options.seed);
  const ctx = actingFor(services, account.id);
  const begun = performance.now();
  const cpu = process.cpuUsage();
  let publishedMs = 0;
  const waits: number[] = [];
  const asking = setInterval(() => {
    const at = performance.now();
    void embedWithin(services, `problem ${Math.round(at)} with the printer`).then(() =>
      waits.push(performance.now() - at),
    );
  }, everyMs);
  const publishing = (async () => {
    await publishMany(ctx, library, (done) => terminal.progress(done, flows, 'flows published'));
    publishedMs = performance.now() - begun;
  })();
  await withVectors(services, account.id, publishing, (done, total) =>
    publishedMs > 0 ? terminal.progress(done, total, 'texts found by meaning') : undefined,
  );
  clearInterval(asking);
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const { total } = await services.store.matching.progress(account.id, services.embedder.id);
  const bars = [
    bar({ name: `import of ${flows} flows`, value: seconds, unit: 's' }, { atMost: 60 }),
    bar(
      { name: 'a problem typed meanwhile is embedded, p95', value: quantile(waits, 0.95) ?? 0, unit: 'ms' },
      { atMost: 1_500 },
    ),
  ];
  const figures = [
    figure('all found by words after', publishedMs / 1_000, 's'),
    figure('processor time', (user + system) / 1e6, 's'),
    figure('texts embedded', total, ''),
  ];
  const parts = { database: database.kind, embeddings: builtInEmbedderId };
  const report = {
    command: 'bench import',
    seed: options.seed,
    machine: describeMachine(),
    parts,
    bars,
    figures,
  };
  return conclude(terminal, report, options.json);
}

const things =
  'printer,laptop,monitor,headset,router,mailbox,calendar,badge,phone,scanner,projector,keyboard'.split(',');
const troubles =
  'does not start,is very slow,shows a blue screen,is not found,asks for a password again,makes a loud noise,loses its connection,prints blank pages,freezes after an update,has no sound'.split(
    ',',
  );
const places =
  'in the branch office,at home,after the update,since this morning,on the second floor,with the new cable,for one user,over VPN'.split(
    ',',
  );

/** Flows as desks write them: a title, two sentences, keywords, three ways to say it, a tree of five nodes. */
function libraryOf(seed: number): FlowDefinition[] {
  const random = seededRandom(seed);
  const one = (words: string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const says = (): string =>
    `My ${one(things)} ${one(troubles)} ${one(places)}, and the ${one(things)} ${one(troubles)} too`;
  return Array.from({ length: flows }, (_, index) => {
    const title = `${one(things)} ${one(troubles)} ${one(places)} (${index})`;
    const node = (key: string, text: string, next: string | null) => ({
      key,
      kind: next ? ('question' as const) : ('resolution' as const),
      text,
      label: null,
      answers: next ? [{ label: 'Yes', kind: 'choice' as const, next }] : [],
    });
    return {
      slug: `bench-${index}`,
      title,
      description: `${says()}. ${says()}.`,
      category: null,
      keywords: [one(things), one(troubles), one(places)],
      examples: [says(), says(), says()],
      start: '1',
      nodes: [
        node('1', `Is the ${one(things)} switched on?`, '2'),
        node('2', `Does the ${one(things)} show a light?`, '3'),
        node('3', `Restart the ${one(things)}. Is it better?`, '4'),
        node('4', `Change the cable of the ${one(things)}. Is it better?`, '5'),
        node('5', 'It works again.', null),
      ],
    };
  });
}
