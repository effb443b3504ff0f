import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { connectTo, type Engine, startEngine } from '../../src/store/database/embedded.js';
import { type Database, databaseOver, openDatabase } from '../../src/store/database/open.js';
import { databaseUrl } from './global-setup.js';

const template = inject('databaseTemplate') ?? notForUnits();

/** Whether the tests run on the server of TEST_DATABASE_URL instead of the embedded database. */
export const onRealPostgres = template.postgres !== undefined;

/**
 * A migrated database without rows, for this file alone; closed when the file is done. To be awaited at the top of
 * the file, once.
 */
export async function testDatabase(): Promise<Database> {
  const database = onRealPostgres
    ? await openDatabase({ kind: 'postgres', url: await testDatabaseUrl() })
    : await cleanEmbedded();
  afterAll(() => database.close());
  return database;
}

/**
 * Like `testDatabase`, but for tests that change tables or the migrations' history: nobody else gets it afterwards.
 * The embedded one costs half a second.
 */
export async function disposableDatabase(): Promise<Database> {
  if (onRealPostgres) return testDatabase();
  const engine = await templateEngine();
  const { pool, close } = connectTo(engine);
  const database = databaseOver('embedded', pool, () => close().finally(() => engine.close()));
  afterAll(() => database.close());
  return database;
}

/**
 * The address of a migrated database without rows on the real server, dropped when the file is done: for tests of
 * several replicas, each of which opens its own.
 */
export async function testDatabaseUrl(): Promise<string> {
  if (!template.postgres) throw new Error('There is a URL only with TEST_DATABASE_URL: see onRealPostgres');
  const { adminUrl, template: source } = template.postgres;
  const name = `intake_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(adminUrl, `create database ${name} template ${source}`);
  afterAll(() => administer(adminUrl, `drop database if exists ${name} with (force)`));
  return databaseUrl(adminUrl, name);
}

/** A migrated embedded engine of the test's own, in memory or in `directory`; the test closes it. */
export function templateEngine(directory?: string): Promise<Engine> {
  return startEngine({ directory, template: () => new Blob([readFileSync(template.embeddedFile)]) });
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(sql).finally(() => admin.end());
}

/** On the worker's global object, because modules may be loaded anew for each file. */
const worker = globalThis as typeof globalThis & { embeddedEngine?: Promise<Engine> };

async function cleanEmbedded(): Promise<Database> {
  worker.embeddedEngine ??= templateEngine();
  const { pool, close } = connectTo(await worker.embeddedEngine);
  await pool.query('discard all');
  await pool.query(`do $$ begin execute (
    select 'truncate ' || string_agg(format('%I', tablename), ', ') || ' restart identity cascade'
    from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'); end $$`);
  return databaseOver('embedded', pool, close);
}

function notForUnits(): never {
  throw new Error(
    'Only tests of the project "database" have one: add the room to DATABASE in vitest.config.ts',
  );
}
