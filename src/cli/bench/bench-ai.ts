import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { endChildrenAtExit } from '../chaos/child.js';
import { atExit } from '../shared/command.js';
import { openEmbedder } from '../shared/library.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal } from '../shared/terminal.js';
import { budget, kill, parallel, twoProcesses } from './ai/once.js';
import type { AiTrial, Measured } from './ai/trial.js';
import { cold, shared, third } from './ai/walks.js';

type Parts = Record<string, (trial: AiTrial) => Promise<Measured>>;

/** Run one after the other. */
const oneByOne: Parts = { parallel, kill, 'two-processes': twoProcesses, budget };

/** Walks as long as in life. They read most of the time: several of these run side by side, each in a process. */
const atOnce: Parts = { cold, shared, third };

/** Every part by its name. */
export const aiParts: Parts = { ...oneByOne, ...atOnce };

export interface BenchAi {
  json: boolean;
  short: boolean;
  seed: number;
  databaseUrl: string | null;
  /** Names of parts; all where there is none. */
  chosen: readonly string[];
}

/** Measures AI building with a mock endpoint over real HTTP, through the whole product. @returns the exit code */
export async function benchAi({ json, short, seed, databaseUrl, chosen }: BenchAi): Promise<number> {
  const terminal = openTerminal();
  endChildrenAtExit();
  const embedder = await openEmbedder();
  const progress: AiTrial['progress'] = (done, total, what) => terminal.progress(done, total, what);
  const trial = { short, seed, databaseUrl, embedder, progress };
  const isChosen = ([name]: [string, unknown]) => chosen.length === 0 || chosen.includes(name);
  const measured: Measured[] = [];
  for (const [name, measure] of Object.entries(oneByOne).filter(isChosen)) {
    if (name === 'two-processes' && databaseUrl === null)
      terminal.say('two-processes needs PostgreSQL: --database-url postgres://…');
    else measured.push(await measure(trial));
  }
  const walking = Object.entries(atOnce).filter(isChosen);
  const alone = walking.length === 1;
  measured.push(
    ...(await Promise.all(
      walking.map(([name, measure]) => (alone ? measure(trial) : inItsOwnProcess(name, trial))),
    )),
  );
  const parts = {
    database: databaseUrl === null ? 'embedded' : 'postgres',
    run: short ? 'short' : 'full',
    model:
      'mock endpoint over HTTP, answers after 2.5 s median, 6 s p95; reading 15 s median, 60 s p95, cut off at 30 s, in real time',
    embeddings: embedder.id,
  };
  const report = {
    command: 'bench ai',
    seed,
    machine: describeMachine(),
    parts,
    bars: measured.flatMap(({ bars }) => bars),
    figures: measured.flatMap(({ figures }) => figures),
  };
  return conclude(terminal, report, json);
}

const line = z.object({ name: z.string(), value: z.number(), unit: z.string() });
const reported = z.object({
  bars: z.array(line.extend({ goal: z.string(), ok: z.boolean() })),
  figures: z.array(line),
});

/** One part, measured by this same command in a process of its own: no part waits for the work of another. */
async function inItsOwnProcess(name: string, { short, seed, databaseUrl }: AiTrial): Promise<Measured> {
  const args = ['ai', '--json', '--seed', String(seed), '--only', name, ...(short ? ['--short'] : [])];
  const database = databaseUrl === null ? [] : ['--database-url', databaseUrl];
  const program = process.argv[1] ?? '';
  const child = spawn(process.execPath, [program, ...args, ...database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atExit(async () => void child.kill());
  const last = (await text(child.stdout)).trim().split('\n').at(-1) ?? '';
  return reported.parse(JSON.parse(last));
}
