import { expect, it } from 'vitest';
import { onRealPostgres, testDatabase } from '../../support/database.js';

const database = await testDatabase();

it('opens a migrated database without rows', async () => {
  expect(database.kind).toBe(onRealPostgres ? 'postgres' : 'embedded');
  const { rows } = await database.pool.query('select count(*)::int as applied from _prisma_migrations');
  expect(rows[0].applied).toBeGreaterThan(0);
  expect(await database.prisma.account.count()).toBe(0);
});
