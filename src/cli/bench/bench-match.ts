import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DIMENSIONS, type Embedder } from '../../ai/embedder.js';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import { decideMatch } from '../../domain/match.js';
import type { Database } from '../../store/database/open.js';
import { setUpSandboxAccount } from '../flows/account.js';
import { embedAll } from '../match/scenario-account.js';
import { type Bar, bar, type Figure, figure, quantile } from '../shared/bars.js';
import { actingFor, openEmbedder, servicesOver } from '../shared/library.js';
import { publishMany } from '../shared/publish-many.js';
import { quietLog } from '../shared/quiet-log.js';
import { seededRandom } from '../shared/random.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal } from '../shared/terminal.js';

export interface BenchMatch {
  json: boolean;
  seed: number;
  databaseUrl: string | null;
  /** The library grows to each of these sizes, and is searched there. */
  sizes: readonly number[];
}

const problems = 200;
const warmUp = 20;
const embedded = 100;

/** The goals in milliseconds, for 1,000 flows and for 10,000. */
const goals: Record<Database['kind'], readonly [number, number]> = {
  postgres: [15, 60],
  embedded: [25, 100],
};

/** `bench match`: how long a decision takes with the embedding at hand, and whether embedding holds clicks up. */
export async function benchMatch({ json, seed, databaseUrl, sizes }: BenchMatch): Promise<number> {
  const terminal = openTerminal();
  const database = await openTempDatabase(databaseUrl);
  const random = seededRandom(seed);
  const embedder = madeUpEmbedder(random);
  const services = servicesOver(database, embedder, quietLog());
  const { id: accountId } = await setUpSandboxAccount(services);
  const ctx = actingFor(services, accountId);
  const bars: Bar[] = [];
  const figures: Figure[] = [];
  let published = 0;
  for (const size of sizes) {
    const more = Array.from({ length: size - published }, (_, at) => madeUpFlow(published + at, random));
    await publishMany(ctx, more, (done) => terminal.progress(published + done, size, 'flows published'));
    published = size;
    await embedAll(services, accountId);
    const times: number[] = [];
    for (let at = 0; at < problems + warmUp; at += 1) {
      const text = sentence(random, 8 + Math.floor(random() * 20));
      const vectors = [randomVector(random), randomVector(random), randomVector(random)];
      const start = performance.now();
      const query = { text, embedderId: embedder.id, vectors };
      decideMatch(await services.store.search.search(accountId, query), text);
      if (at >= warmUp) times.push(performance.now() - start);
    }
    const name = `a decision among ${size.toLocaleString('en-US')} flows`;
    const atMost = goals[database.kind][size <= 1_000 ? 0 : 1];
    figures.push(figure(`${name}, p50`, quantile(times, 0.5) ?? 0, 'ms'));
    bars.push(bar({ name: `${name}, p95`, value: quantile(times, 0.95) ?? 0, unit: 'ms' }, { atMost }));
  }
  const pause = await longestPause(await openEmbedder(), random);
  bars.push(
    bar(
      { name: `longest pause while ${embedded} problems are embedded`, value: pause, unit: 'ms' },
      { atMost: 20 },
    ),
  );
  const parts = {
    database: database.kind,
    embeddings: 'made up for the search, the built-in ones for the pause',
  };
  return conclude(
    terminal,
    { command: 'bench match', seed, machine: describeMachine(), parts, bars, figures },
    json,
  );
}

async function longestPause(embedder: Embedder, random: () => number): Promise<number> {
  const texts = Array.from({ length: embedded }, () => sentence(random, 15));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await Promise.all(texts.map((text) => embedder.embed([text])));
  delay.disable();
  return delay.max / 1e6;
}

/** Vectors without a model: what is measured is the search. */
const madeUpEmbedder = (random: () => number): Embedder => ({
  id: 'made-up@1',
  dimensions: DIMENSIONS,
  embed: async (texts) => texts.map(() => randomVector(random)),
  close: async () => {},
});

function randomVector(random: () => number): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

const syllables = 'ba ce di fo gu ha ki lo mu ne pa ri so tu va we xi yo za'.split(' ');
const vocabulary = 12_000;

/** A word of a language of 12,000, the first ones the most usual, as in every language. */
function word(random: () => number): string {
  let rank = Math.floor(vocabulary ** random());
  let spelled = '';
  do {
    spelled += syllables[rank % syllables.length];
    rank = Math.floor(rank / syllables.length);
  } while (rank > 0);
  return `${spelled}n`;
}

const sentence = (random: () => number, words: number): string =>
  Array.from({ length: words }, () => word(random)).join(' ');

function madeUpFlow(at: number, random: () => number): FlowDefinition {
  return {
    slug: `flow-${at}`,
    title: sentence(random, 6),
    description: sentence(random, 15),
    category: null,
    keywords: [word(random), word(random), word(random)],
    examples: [sentence(random, 9), sentence(random, 9), sentence(random, 9)],
    start: 'end',
    nodes: [{ key: 'end', kind: 'resolution', text: sentence(random, 20), label: null, answers: [] }],
  };
}
