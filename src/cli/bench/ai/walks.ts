import { setTimeout as sleep } from 'node:timers/promises';
import { modelTreeBuilder } from '../../../ai/openai/tree-builder.js';
import { type Bar, bar, type Figure, figure, percent, quantile } from '../../shared/bars.js';
import { quietLog } from '../../shared/quiet-log.js';
import { seededRandom } from '../../shared/random.js';
import { openTempDatabase } from '../../shared/temp-database.js';
import { openTempSandbox, seatAgents, startTempProduct } from '../../shared/temp-product.js';
import { type MockEndpoint, startEndpoint } from './endpoint.js';
import { type Clicked, Reader, type WalkDone } from './reader.js';
import type { AiTrial } from './trial.js';
import { modelAt } from './trial.js';
import { hashOf, World } from './world.js';

/** Walks side by side. They read most of the time: so many leave one core idle enough to answer each at once. */
const agents = 24;

/** About as long as one of them reads a step or two. */
const beginWithinMs = 30_000;

export interface Walked {
  walks: WalkDone[];
  calls: number;
}

/**
 * Agents walk problems through the whole product, each group of walks on one problem, one after the other.
 * @param groups how many walks each problem gets
 */
async function walkGroups(
  trial: AiTrial,
  { groups, binary, name }: { groups: readonly number[]; binary: boolean; name: string },
): Promise<{ grouped: Walked[]; endpoint: MockEndpoint }> {
  const world = new World({ seed: trial.seed, binary, tells: true });
  const endpoint = await startEndpoint(world, { seed: trial.seed });
  const builder = modelTreeBuilder(modelAt(endpoint));
  const database = await openTempDatabase(trial.databaseUrl);
  const sandbox = await openTempSandbox();
  const log = quietLog();
  const { embedder } = trial;
  const started = await startTempProduct({ database, embedder, log, builder }, sandbox, 'in-process');
  await started.product.idle();
  const seats = await seatAgents(started, Math.min(agents, groups.length));
  const { workspace } = started;
  const open = groups.map((size, index) => ({ size, index }));
  const grouped: Walked[] = [];
  let ended = 0;
  await Promise.all(
    seats.map(async (seat, index) => {
      const reader = new Reader({ workspace, world }, seat);
      // Agents who sit side by side do not begin in the same second.
      await sleep((index / seats.length) * beginWithinMs);
      for (let group = open.shift(); group; group = open.shift()) {
        grouped.push(await walkGroup(reader, endpoint, trial.seed, group));
        ended += 1;
        trial.progress(ended, groups.length, name);
      }
      reader.leave();
    }),
  );
  await started.product.stop();
  return { grouped, endpoint };
}

/** All walks of one problem. What it cost is what was asked with its words in the prompt. */
async function walkGroup(
  reader: Reader,
  endpoint: MockEndpoint,
  seed: number,
  { size, index }: { size: number; index: number },
): Promise<Walked> {
  const problem = problemOf(index, seed);
  const walks: WalkDone[] = [];
  for (let walk = 0; walk < size; walk += 1)
    walks.push(await reader.walks(problem, seed * 1_000_003 + index * 101 + walk));
  const calls = endpoint.asked.filter(({ prompt }) => prompt.includes(problem)).length;
  if (calls < (walks[0]?.visited.length ?? 0)) throw new Error(`${problem} walked another problem's tree`);
  return { walks, calls };
}

/** Printing is built for. Each problem has words of its own, so that none is taken for another. */
function problemOf(index: number, seed: number): string {
  const random = seededRandom(hashOf(`${seed}:${index}`));
  const letter = () => String.fromCharCode(97 + Math.floor(26 * random()));
  const word = () => Array.from({ length: 7 }, letter).join('');
  return `printer ${word()} ${word()} ${word()} ${word()}`;
}

/** Every problem is new: what is there at the click was asked for while the agent read. */
export async function cold(trial: AiTrial): Promise<{ bars: Bar[]; figures: Figure[] }> {
  const groups = Array.from({ length: trial.short ? 12 : 96 }, () => 1);
  const { grouped } = await walkGroups(trial, { groups, binary: false, name: 'cold walks' });
  const clicks = grouped.flatMap(({ walks }) => walks.flatMap((walk) => walk.clicks));
  const times = clicks.map(({ ms }) => ms);
  const asked = clicks.filter(({ by }) => by === 'model').map(({ ms }) => ms);
  return {
    bars: [
      bar(
        { name: 'cold-instant', value: shareInstant(times), unit: '% of clicks < 300 ms' },
        { atLeast: 92 },
      ),
      bar({ name: 'cold-p95', value: quantile(times, 0.95) ?? 0, unit: 'ms' }, { atMost: 1_500 }),
      bar({ name: 'cold-calls', value: callsPerCall(grouped), unit: 'calls per call' }, { atMost: 1.9 }),
    ],
    figures: [
      figure('cold-clicks', clicks.length, 'clicks'),
      figure('cold-p50', quantile(times, 0.5) ?? 0, 'ms'),
      figure('cold-instant-without-the-servers-own', shareInstant(asked), '% of clicks < 300 ms'),
      figure('cold-p95-without-the-servers-own', quantile(asked, 0.95) ?? 0, 'ms'),
      ...waits('cold', clicks),
      figure('cold-walk-length', clicks.length / Math.max(1, grouped.length) + 1, 'nodes'),
    ],
  };
}

/** Problems that come four times: at least three nodes in ten have been walked before. */
export async function shared(trial: AiTrial): Promise<{ bars: Bar[]; figures: Figure[] }> {
  const groups = Array.from({ length: trial.short ? 5 : 24 }, () => 4);
  const { grouped } = await walkGroups(trial, { groups, binary: false, name: 'shared problems' });
  const clicks = grouped.flatMap(({ walks }) => walks.flatMap((walk) => walk.clicks));
  const times = clicks.map(({ ms }) => ms);
  return {
    bars: [
      bar({ name: 'shared-nodes', value: shareShared(grouped), unit: '% walked before' }, { atLeast: 30 }),
      bar({ name: 'shared-p95', value: quantile(times, 0.95) ?? 0, unit: 'ms' }, { atMost: 300 }),
      bar({ name: 'shared-calls', value: callsPerCall(grouped), unit: 'calls per call' }, { atMost: 1.35 }),
    ],
    figures: [
      figure('shared-clicks', clicks.length, 'clicks'),
      figure('shared-instant', shareInstant(times), '% of clicks < 300 ms'),
      ...waits('shared', clicks),
    ],
  };
}

/** The same problem three times, on charts of yes and no. */
export async function third(trial: AiTrial): Promise<{ bars: Bar[]; figures: Figure[] }> {
  const groups = Array.from({ length: trial.short ? 6 : 15 }, () => 3);
  const { grouped } = await walkGroups(trial, { groups, binary: true, name: 'problems of three walks' });
  return {
    bars: [
      bar(
        { name: 'third-calls', value: callsPerCall(grouped), unit: 'calls per call, cumulative' },
        { atMost: 1 },
      ),
    ],
    figures: [figure('third-nodes', shareShared(grouped), '% walked before')],
  };
}

/** What is the product's own in the times: how quick a click is whose node is there; and which clicks had to wait. */
function waits(name: string, clicks: readonly Clicked[]): Figure[] {
  const there = clicks.filter(({ waited }) => !waited).map(({ ms }) => ms);
  const share = (some: readonly Clicked[]) => percent(some.length, clicks.length) ?? 0;
  const waited = (kind: Clicked['kind']) => share(clicks.filter((one) => one.waited && one.kind === kind));
  return [
    figure(`${name}-there-p50`, quantile(there, 0.5) ?? 0, 'ms'),
    figure(`${name}-there-p95`, quantile(there, 0.95) ?? 0, 'ms'),
    figure(`${name}-told-how`, share(clicks.filter(({ kind }) => kind === 'told_how')), '% of clicks'),
    ...(['choice', 'not_sure', 'check', 'step'] as const).map((kind) =>
      figure(`${name}-waited-after-${kind}`, waited(kind), '% of clicks'),
    ),
  ];
}

const shareInstant = (times: readonly number[]): number =>
  percent(times.filter((ms) => ms < 300).length, times.length) ?? 0;

/** What was asked, over what a tool would have asked that asks once for every node that it shows. */
function callsPerCall(grouped: readonly Walked[]): number {
  const calls = grouped.reduce((sum, one) => sum + one.calls, 0);
  const visited = grouped.reduce((sum, { walks }) => sum + walks.flatMap((walk) => walk.visited).length, 0);
  return Math.round((100 * calls) / Math.max(1, visited)) / 100;
}

/** Nodes that an earlier walk of the same problem came to as well. */
function shareShared(grouped: readonly Walked[]): number {
  let before = 0;
  let all = 0;
  for (const { walks } of grouped) {
    const seen = new Set<string>();
    for (const { visited } of walks) {
      before += visited.filter((text) => seen.has(text)).length;
      all += visited.length;
      for (const text of visited) seen.add(text);
    }
  }
  return percent(before, all) ?? 0;
}
