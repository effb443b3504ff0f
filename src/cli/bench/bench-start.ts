import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bar, figure } from '../shared/bars.js';
import { atExit } from '../shared/command.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal } from '../shared/terminal.js';

const program = fileURLToPath(new URL('../../main.js', import.meta.url));

/** Measures the built program: from starting the process to its ready line, on an empty directory and again. */
export async function benchStart({ json }: { json: boolean }): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'intake-bench-'));
  atExit(() => rm(directory, { recursive: true, force: true }));
  const first = await startOnce(directory);
  const second = await startOnce(directory);
  const bars = [
    bar({ name: 'first start to ready', value: first.seconds, unit: 's' }, { atMost: 10 }),
    bar({ name: 'second start to ready', value: second.seconds, unit: 's' }, { atMost: 3 }),
    bar({ name: 'exit code of Ctrl-C', value: Math.max(first.code, second.code), unit: '' }, { exactly: 0 }),
  ];
  const figures = [
    figure('stop', second.stopSeconds, 's'),
    ...(second.megabytes === null ? [] : [figure('memory when ready', second.megabytes, 'MB')]),
  ];
  const parts = { slack: 'sandbox', database: 'embedded', embeddings: 'built-in' };
  const report = { command: 'bench start', seed: 0, machine: describeMachine(), parts, bars, figures };
  return conclude(openTerminal(), report, json);
}

async function startOnce(directory: string) {
  const begun = performance.now();
  const child = spawn(process.execPath, [program], {
    // Nothing but its own directory: whatever else is configured here is not what is measured.
    env: { INTAKE_DATA: directory, PORT: '0', PATH: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  atExit(async () => void child.kill('SIGKILL'));
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The program ended with ${code} before it was ready.`)),
    ),
  ]);
  if (!String(line).includes('ready')) throw new Error(`The program said: ${line}`);
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = await residentMegabytes(child.pid);
  const stopping = performance.now();
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  return { seconds, megabytes, code: Number(code ?? 1), stopSeconds: (performance.now() - stopping) / 1000 };
}

/** Resident memory as Linux counts it; null elsewhere. */
async function residentMegabytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes ? Number(kilobytes) / 1024 : null;
}
