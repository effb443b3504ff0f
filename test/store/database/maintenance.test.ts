import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connectTo } from '../../../src/store/database/embedded.js';
import { checkpoint, vacuum } from '../../../src/store/database/maintenance.js';
import { templateEngine } from '../../support/database.js';

const directory = mkdtempSync(join(tmpdir(), 'intake-maintenance-'));
const engine = await templateEngine(directory);
const { pool, close } = connectTo(engine);

afterAll(async () => {
  await close();
  await engine.close();
  rmSync(directory, { recursive: true });
});

function logSegments(): number {
  return readdirSync(join(directory, 'database', 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name))
    .length;
}

async function tableSize(): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>("select pg_relation_size('log')::int as bytes");
  return rows[0]?.bytes ?? Number.NaN;
}

it('lets the log start over and frees the space of dead rows', async () => {
  await pool.query('create table log (id int, line text)');
  for (let round = 0; round < 3; round++) {
    await pool.query("insert into log select n, repeat('x', 500) from generate_series(1, 60000) n");
    await pool.query('delete from log');
  }
  expect(await tableSize()).toBeGreaterThan(60_000_000);
  const before = logSegments();
  await checkpoint(pool);
  expect(logSegments()).toBeLessThan(before);
  // The counts of dead rows that vacuum goes by are otherwise a second late.
  await pool.query('select pg_stat_force_next_flush()');
  await vacuum(pool);
  expect(await tableSize()).toBe(0);
});
