import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decideMatch, shippedThresholds } from '../../domain/match.js';
import { type Bar, bar, type Figure, figure } from '../shared/bars.js';
import { openEmbedder, servicesOver } from '../shared/library.js';
import { quietLog } from '../shared/quiet-log.js';
import { seededRandom, shuffled } from '../shared/random.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';
import { cachedOnDisk } from './disk-cached-embedder.js';
import { type Figures, figuresOf, type Judged, meanFigures, reliability } from './figures.js';
import { reliabilityDiagram } from './reliability-diagram.js';
import { readScenario, type Scenario } from './scenario.js';
import { importScenario, type ScenarioAccount } from './scenario-account.js';

export interface EvalMatch {
  files: readonly string[];
  json: boolean;
  seed: number;
  /** How many problems of each scenario, chosen by the seed; null for all. */
  limit: number | null;
  databaseUrl: string | null;
  /** False measures what is left when the embedder is down. */
  vectors: boolean;
  /** Where the reliability diagrams go. */
  diagrams: string;
}

/** `eval match`: how well problems find their flow, through import, database, embedder and decision as they ship. */
export async function evalMatch(options: EvalMatch): Promise<number> {
  const terminal = openTerminal();
  const scenarios = await Promise.all(options.files.map(readScenario));
  const database = await openTempDatabase(options.databaseUrl);
  const embedder = await cachedOnDisk(await openEmbedder());
  const services = servicesOver(database, embedder, quietLog());
  const results: { name: string; flows: number; figures: Figures }[] = [];
  const judged: Judged[] = [];
  await mkdir(options.diagrams, { recursive: true });
  for (const scenario of scenarios) {
    const account = await importScenario(services, scenario, terminal);
    const own = await judgeAll(account, sample(scenario, options), options, terminal);
    results.push({ name: scenario.name, flows: scenario.flows.length, figures: figuresOf(own) });
    judged.push(...own);
    const svg = reliabilityDiagram(`${scenario.name}: is the first flow right?`, reliability(own));
    await writeFile(join(options.diagrams, `reliability-${scenario.name}.svg`), svg);
  }
  const all = reliabilityDiagram('All scenarios: is the first flow right?', reliability(judged));
  await writeFile(join(options.diagrams, 'reliability.svg'), all);
  showTable(terminal, results);
  const mean = meanFigures(results.map(({ figures }) => figures));
  const report = {
    command: 'eval match',
    seed: options.seed,
    machine: describeMachine(),
    parts: {
      database: database.kind,
      embeddings: options.vectors ? embedder.id : 'none',
      'matched at': String(shippedThresholds.matchedAt),
      'suggest at': String(shippedThresholds.suggestAt),
      diagrams: options.diagrams,
    },
    bars: barsOf(results, mean),
    figures: results.flatMap(figuresToShow),
  };
  return conclude(terminal, report, options.json);
}

export const sample = ({ queries }: Scenario, { limit, seed }: Pick<EvalMatch, 'limit' | 'seed'>) =>
  limit === null ? queries : shuffled(queries, seededRandom(seed)).slice(0, limit);

async function judgeAll(
  { search, idOf }: ScenarioAccount,
  queries: Scenario['queries'],
  { vectors }: EvalMatch,
  terminal: Terminal,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { text, kind, expected, accept } of queries) {
    const found = await search(text, vectors);
    const start = performance.now();
    const match = decideMatch(found.search, text);
    const ms = found.ms + performance.now() - start;
    const right = new Set(kind === 'in' ? (accept ?? [expected]) : []);
    const place = match.order.findIndex((flowId) => right.has(idOf.get(flowId) ?? '')) + 1;
    const { kind: decision, confidence, noneFits } = match;
    const standing = 0.4 * confidence + 0.6 * (1 - noneFits);
    judged.push({
      kind,
      decision,
      place: place === 0 ? Number.POSITIVE_INFINITY : place,
      confidence,
      noneFits,
      standing,
      ms,
    });
    terminal.progress(judged.length, queries.length, 'problems');
  }
  return judged;
}

const columns: readonly [string, keyof Figures, number][] = [
  ['top-1', 'top1', 100],
  ['recall@3', 'recall3', 100],
  ['MRR', 'mrr', 100],
  ['AUROC', 'auroc', 100],
  ['near', 'aurocNear', 100],
  ['ECE', 'calibrationError', 100],
  ['matched', 'matchedRight', 100],
  ['wrong', 'matchedWrong', 100],
  ['false', 'falseMatches', 100],
  ['suggest', 'suggestionHolds', 100],
  ['p50 ms', 'p50', 1],
  ['p95 ms', 'p95', 1],
];

const widestName = 20;

function showTable(
  { say }: Terminal,
  results: readonly { name: string; flows: number; figures: Figures }[],
): void {
  say(`${'scenario'.padEnd(widestName)} flows ${columns.map(([name]) => name.padStart(8)).join(' ')}`);
  const line = (name: string, flows: string, figures: Figures) =>
    `${name.padEnd(widestName)} ${flows.padStart(5)} ${columns
      .map(([, key, times]) => shown(figures[key] * times).padStart(8))
      .join(' ')}`;
  for (const { name, flows, figures } of results) say(line(name, String(flows), figures));
  say(line('mean', '', meanFigures(results.map(({ figures }) => figures))));
}

const shown = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(1));

function barsOf(results: readonly { name: string; figures: Figures }[], mean: Figures): Bar[] {
  const helpdesk = results.find(({ name }) => name === 'helpdesk12')?.figures;
  return [
    bar({ name: 'top-1, mean', value: 100 * mean.top1, unit: '%' }, { atLeast: 66 }),
    bar({ name: 'recall@3, mean', value: 100 * mean.recall3, unit: '%' }, { atLeast: 80 }),
    bar({ name: 'out-of-scope AUROC, mean', value: 100 * mean.auroc, unit: '%' }, { atLeast: 88 }),
    bar({ name: 'matched right, mean', value: 100 * mean.matchedRight, unit: '%' }, { atLeast: 45 }),
    bar(
      { name: 'matched wrong, worst scenario', value: 100 * worst(results, 'matchedWrong'), unit: '%' },
      { atMost: 3 },
    ),
    bar(
      {
        name: 'false on out-of-scope, worst scenario',
        value: 100 * worst(results, 'falseMatches'),
        unit: '%',
      },
      { atMost: 2 },
    ),
    bar(
      { name: 'suggest holds it, of the rest, mean', value: 100 * mean.suggestionHolds, unit: '%' },
      { atLeast: 42 },
    ),
    bar({ name: 'calibration error, mean', value: 100 * mean.calibrationError, unit: '%' }, { atMost: 5 }),
    ...(helpdesk
      ? [
          bar({ name: 'helpdesk12 top-1', value: 100 * helpdesk.top1, unit: '%' }, { atLeast: 97 }),
          bar({ name: 'helpdesk12 recall@3', value: 100 * helpdesk.recall3, unit: '%' }, { atLeast: 100 }),
          bar({ name: 'helpdesk12 AUROC', value: 100 * helpdesk.auroc, unit: '%' }, { atLeast: 99 }),
        ]
      : []),
  ];
}

/** What nothing was counted for is no fault. */
const worst = (results: readonly { figures: Figures }[], name: keyof Figures): number =>
  Math.max(0, ...results.map(({ figures }) => figures[name]).filter((value) => !Number.isNaN(value)));

const figuresToShow = ({ name, figures }: { name: string; figures: Figures }): Figure[] =>
  columns
    .filter(([, key]) => !Number.isNaN(figures[key]))
    .map(([column, key, times]) =>
      figure(`${name}: ${column}`, figures[key] * times, times === 100 ? '%' : 'ms'),
    );
