import { endChildrenAtExit } from '../chaos/child.js';
import { openEmbedder } from '../shared/library.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal } from '../shared/terminal.js';
import { budget, kill, parallel, twoProcesses } from './ai/once.js';
import type { AiTrial, Measured } from './ai/trial.js';
import { cold, faster, shared, third } from './ai/walks.js';

/** Every part by its name, in the order in which they run. */
export const aiParts: Record<string, (trial: AiTrial) => Promise<Measured>> = {
  parallel,
  kill,
  'two-processes': twoProcesses,
  budget,
  cold,
  shared,
  third,
};

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
  const measured: Measured[] = [];
  for (const [name, measure] of Object.entries(aiParts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    if (name === 'two-processes' && databaseUrl === null) {
      terminal.say('two-processes needs PostgreSQL: --database-url postgres://…');
      continue;
    }
    measured.push(await measure({ short, seed, databaseUrl, embedder, progress }));
  }
  const parts = {
    database: databaseUrl === null ? 'embedded' : 'postgres',
    run: short ? 'short' : 'full',
    model: `mock endpoint over HTTP, answers after 2.5 s median, 6 s p95; reading 15 s median, 60 s p95; walks ${faster} times faster, figures unscaled`,
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
