import { openEmbedder } from '../shared/library.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';
import { claims } from './bars/claims.js';
import { duplicates } from './bars/duplicates.js';
import { fuzz } from './bars/fuzz.js';
import { histories } from './bars/histories.js';
import { kill } from './bars/kill.js';
import { latency } from './bars/latency.js';
import { outage } from './bars/outage.js';
import { refresh } from './bars/refresh.js';
import { refusals } from './bars/refusals.js';
import { replies } from './bars/replies.js';
import { restarts } from './bars/restarts.js';
import { sigterm } from './bars/sigterm.js';
import { storm } from './bars/storm.js';
import { endChildrenAtExit } from './child.js';
import type { Plant } from './plants.js';
import type { Outcome, Trial } from './trial.js';

/** Every bar by its name, in the order in which they run. */
export const bars: Record<string, (trial: Trial) => Promise<Outcome>> = {
  kill,
  duplicates,
  histories,
  refusals,
  replies,
  storm,
  claims,
  sigterm,
  fuzz,
  refresh,
  restarts,
  outage,
  latency,
};

export interface Chaos {
  /** Names of bars. */
  chosen: readonly string[];
  short: boolean;
  /** How much of the full run. */
  part: number;
  seed: number;
  databaseUrl: string | null;
  json: boolean;
  plant: Plant | null;
}

/** So many findings are enough to look into a bar that falls short. */
const mostShown = 20;

/** Runs the bars one after the other. @returns the exit code */
export async function runChaos({
  chosen,
  short,
  part,
  seed,
  databaseUrl,
  json,
  plant,
}: Chaos): Promise<number> {
  const terminal = openTerminal();
  endChildrenAtExit();
  const embedder = await openEmbedder();
  const outcomes: Outcome[] = [];
  for (const name of chosen) {
    const run = bars[name];
    if (!run) continue;
    const begun = performance.now();
    const progress: Trial['progress'] = (done, total, what) =>
      terminal.progress(done, total, `${name}: ${what}`);
    const outcome = await run({ short, part, seed, databaseUrl, embedder, plant, progress });
    outcomes.push(outcome);
    show(terminal, name, outcome, performance.now() - begun);
  }
  const parts = {
    database: databaseUrl === null ? 'embedded' : 'postgres',
    run: short ? 'short' : part === 1 ? 'full' : `${part} of the full one`,
    embeddings: embedder.id,
    ...(plant && { planted: plant }),
  };
  const report = {
    command: 'chaos',
    seed,
    machine: describeMachine(),
    parts,
    bars: outcomes.flatMap((outcome) => outcome.bars),
    figures: outcomes.flatMap(({ figures }) => figures),
  };
  return conclude(terminal, report, json);
}

function show({ say }: Terminal, name: string, { findings, bars: reached }: Outcome, ms: number): void {
  const short = reached.filter(({ ok }) => !ok).length;
  say(`${name}: ${reached.length - short} of ${reached.length} bars reached, in ${Math.round(ms / 1_000)} s`);
  for (const finding of findings.slice(0, mostShown)) say(`    ${finding}`);
  if (findings.length > mostShown) say(`    and ${findings.length - mostShown} more`);
}
