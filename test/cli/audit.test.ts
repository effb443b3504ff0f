import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database/open.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'intake-audit-'));
const directory = join(home, 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a command as npm does, on a data directory of these tests' own. */
function run(command: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { PATH, HOME } = process.env;
  const file = join(root, 'src/cli', `${command}.ts`);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', file, ...args],
      { cwd: root, env: { PATH, HOME, INTAKE_DATA: directory } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const lastLine = (out: string) => JSON.parse(out.trim().split('\n').at(-1) ?? '');

beforeAll(async () => {
  // Sets the sandbox's account up with its starter content, each piece with its row.
  await run('flows', 'import', join(root, 'content/flows'));
}, 120_000);

describe('npm run audit', () => {
  let noted = '';

  it('verifies what is there, and says where it ends', async () => {
    const { code, out } = await run('audit', 'verify', '--json');
    expect(code).toBe(0);
    expect(lastLine(out).bars).toMatchObject([{ value: 0, ok: true }]);
    noted = /head (\d+:[0-9a-f]{64})/.exec(out)?.[1] ?? '';
    expect(noted).not.toBe('');
  }, 60_000);

  it('exports each row as a line of JSON, oldest first', async () => {
    const { code, out } = await run('audit', 'export');
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index + 1));
    expect(`${lines.at(-1).sequence}:${lines.at(-1).hash}`).toBe(noted);
    expect(lines[0]).toMatchObject({
      action: 'category.added',
      surface: 'setup',
      who: null,
      previousHash: '',
    });
    const { out: rest } = await run('audit', 'export', '--after', String(lines.length - 1));
    expect(rest.trim().split('\n')).toHaveLength(1);
  }, 60_000);

  it('finds a row that was edited, names it, and ends with 1', async () => {
    const database = await openDatabase({ kind: 'embedded', directory });
    await database.pool.query('alter table audit_entry disable trigger user');
    await database.pool.query("update audit_entry set action = 'category.kept' where sequence = 2");
    await database.close();
    const { code, out } = await run('audit', 'verify', '--json', '--noted', noted);
    expect(code).toBe(1);
    expect(out).toContain('Row 2 is not as it was written.');
    expect(lastLine(out).bars).toMatchObject([{ value: 1, ok: false }]);
  }, 60_000);

  it('refuses what it does not understand, with its usage', async () => {
    const { code, err } = await run('audit', 'verify', '--noted', 'nonsense');
    expect(code).toBe(64);
    expect(err).toContain('--noted takes SEQUENCE:HASH');
  }, 60_000);
});
