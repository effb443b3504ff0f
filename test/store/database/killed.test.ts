import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { DataDirectoryInUseError } from '../../../src/store/database/errors.js';
import { openDatabase } from '../../../src/store/database/open.js';
import { templateEngine } from '../../support/database.js';

const WRITER = fileURLToPath(new URL('./writer-process.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'intake-killed-'));
const children: ChildProcess[] = [];
await templateEngine(directory).then((engine) => engine.close());

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** A process that writes to the directory; `lines` grows with what it prints. */
async function startWriter() {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => void lines.push(line));
  await Promise.race([once(output, 'line'), once(child, 'exit')]);
  const [, marks, shadows] = (lines.shift() ?? '').split(' ').map(Number);
  const kill = async () => {
    const closed = once(output, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  return { child, marks, shadows, lines, kill };
}

it('keeps every committed row through kills at any moment, and half of none', async () => {
  let printed = 0;
  for (let round = 0; round < 3; round++) {
    const writer = await startWriter();
    expect(writer.marks).toBe(writer.shadows);
    // The last commit may have been cut off before it could be printed.
    expect(writer.marks).toBeGreaterThanOrEqual(printed);
    expect(writer.marks).toBeLessThanOrEqual(printed + 1);
    await new Promise((resolve) => setTimeout(resolve, 60 + 90 * round));
    await writer.kill();
    printed = Number(writer.lines.at(-1) ?? writer.marks);
  }
  expect(printed).toBeGreaterThan(4);
}, 60_000);

it('refuses a directory that a living process has open, names it, and takes it once that one is killed', async () => {
  const writer = await startWriter();
  const error = await openDatabase({ kind: 'embedded', directory }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataDirectoryInUseError);
  expect(String(error)).toContain(
    `already in use by another Intake (process ${writer.child.pid} on ${hostname()}, started 20`,
  );
  await writer.kill();
  const database = await openDatabase({ kind: 'embedded', directory });
  const { rows } = await database.pool.query('select max(n)::int as newest from mark');
  await database.close();
  expect(rows[0].newest).toBeGreaterThanOrEqual(Number(writer.lines.at(-1) ?? 0));
}, 60_000);
