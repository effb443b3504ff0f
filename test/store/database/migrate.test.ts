import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationFailedError, MigrationRefusedError } from '../../../src/store/database/errors.js';
import { migrate } from '../../../src/store/database/migrate.js';
import { MIGRATIONS_FOLDER, readMigrations } from '../../../src/store/database/migration-history.js';
import { postgresPool } from '../../../src/store/database/postgres.js';
import { disposableDatabase, onRealPostgres, testDatabaseUrl } from '../../support/database.js';
import { deploy, diagnose } from './schema-engine.js';

const { pool } = await disposableDatabase();
const url = onRealPostgres ? await testDatabaseUrl() : '';
const NEXT = '29990101000000_next';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'intake-migrations-'));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await pool.query('drop table if exists probe; drop function if exists answer();');
  await pool.query('delete from _prisma_migrations where migration_name = $1', [NEXT]);
});

function addMigration(sql: string, name = NEXT): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function refusal(): Promise<MigrationRefusedError> {
  const error = await migrate(pool, folder).catch((thrown: unknown) => thrown);
  if (!(error instanceof MigrationRefusedError)) throw new Error('was not refused', { cause: error });
  return error;
}

describe('an upgrade', () => {
  it('applies what is new, once, and leaves Prisma a clean history', async () => {
    addMigration(
      'create table probe (id int); -- not a statement; of its own\ncreate function answer() returns int language plpgsql as $$ begin return 42; end $$;',
    );
    expect(await migrate(pool, folder)).toEqual([NEXT]);
    expect(await migrate(pool, folder)).toEqual([]);
    expect((await pool.query('select answer()')).rows).toEqual([{ answer: 42 }]);
    expect(await diagnose(pool, folder)).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
    expect(await deploy(pool, folder)).toEqual([]);
  });

  it('accepts what Prisma applied', async () => {
    addMigration('create table probe (id int);');
    expect(await deploy(pool, folder)).toEqual([NEXT]);
    expect(await migrate(pool, folder)).toEqual([]);
  });

  it('leaves nothing behind when a migration fails', async () => {
    addMigration('create table probe (id int); select 1 / 0;');
    const error = await migrate(pool, folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MigrationFailedError);
    expect(String(error)).toContain(`${NEXT} failed and was rolled back: division by zero`);
    expect((await pool.query("select to_regclass('probe') as probe")).rows).toEqual([{ probe: null }]);
    expect(await migrate(pool)).toEqual([]);
  });

  it('gives a file with Windows line ends the same checksum', () => {
    addMigration('select 1;\nselect 2;\n');
    const unix = readMigrations(folder).at(-1);
    addMigration('select 1;\r\nselect 2;\r\n');
    expect(readMigrations(folder).at(-1)).toEqual(unix);
  });
});

describe('a history that does not fit', () => {
  it('refuses an edited migration', async () => {
    const [first] = readMigrations(folder);
    appendFileSync(join(folder, first?.name ?? '', 'migration.sql'), '\n-- a thought\n');
    const error = await refusal();
    expect(error.reason).toBe('edited');
    expect(error.message).toContain('was edited after it had been applied');
  });

  it('refuses a database that a newer release has upgraded', async () => {
    addMigration('create table probe (id int);');
    await migrate(pool, folder);
    rmSync(join(folder, NEXT), { recursive: true });
    const error = await refusal();
    expect(error.reason).toBe('unknown');
    expect(error.message).toContain('newer Intake');
  });

  it('refuses a migration that Prisma began and did not finish, until it is marked as rolled back', async () => {
    addMigration('select 1 / 0;');
    await expect(deploy(pool, folder)).rejects.toThrow();
    addMigration('create table probe (id int);');
    const error = await refusal();
    expect(error.reason).toBe('failed');
    expect(error.message).toContain(`migrate resolve --rolled-back ${NEXT}`);
    await pool.query('update _prisma_migrations set rolled_back_at = now() where migration_name = $1', [
      NEXT,
    ]);
    expect(await migrate(pool, folder)).toEqual([NEXT]);
  });
});

it.runIf(onRealPostgres)('lets three replicas start at once, and one of them upgrades', async () => {
  addMigration('create table probe (id int); select pg_sleep(0.3);');
  const replicas = [1, 2, 3].map(() => postgresPool(url));
  const applied = await Promise.all(replicas.map((replica) => migrate(replica, folder)));
  await Promise.all(replicas.map((replica) => replica.end()));
  expect(applied.flat()).toEqual([NEXT]);
});
