import { expect, it } from 'vitest';
import { disposableDatabase } from '../../support/database.js';
import { driftOf } from './schema-engine.js';

const { pool } = await disposableDatabase();

it('finds the migrated database exactly as schema.prisma describes it', async () => {
  expect(await driftOf(pool)).toBe('');
});

it('sees a difference where there is one', async () => {
  await pool.query('alter table account add column unheard_of text');
  expect(await driftOf(pool)).toContain('DROP COLUMN "unheard_of"');
});
