import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectTo, startEngine } from '../../src/store/database/embedded.js';
import { migrate } from '../../src/store/database/migrate.js';
import { MIGRATIONS_FOLDER, readMigrations } from '../../src/store/database/migration-history.js';
import { postgresPool } from '../../src/store/database/postgres.js';

/** Where test files find migrated databases to copy. */
export interface DatabaseTemplate {
  embeddedFile: string;
  /** Only with TEST_DATABASE_URL. */
  postgres?: { adminUrl: string; template: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** Builds the migrated templates once per set of migrations. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env.TEST_DATABASE_URL;
  project.provide('databaseTemplate', {
    embeddedFile: await embeddedTemplate(),
    postgres: url ? { adminUrl: url, template: await postgresTemplate(url) } : undefined,
  });
}

async function embeddedTemplate(): Promise<string> {
  const file = join(CACHE, `database-${hashOfMigrations()}.tar`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE))
    if (/^database-.*\.tar$/.test(old)) rmSync(join(CACHE, old), { force: true });
  // Under another name first: runs beside this one must never see half a file.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, await migratedDump());
  renameSync(unfinished, file);
  return file;
}

async function migratedDump(): Promise<Buffer> {
  const engine = await startEngine();
  const { pool, close } = connectTo(engine);
  await migrate(pool);
  await pool.query('CHECKPOINT');
  await close();
  const dump = await engine.db.dumpDataDir('none');
  await engine.close();
  return Buffer.from(await dump.arrayBuffer());
}

async function postgresTemplate(adminUrl: string): Promise<string> {
  const template = `intake_template_${hashOfMigrations()}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Runs beside this one wait here and find the template made.
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount === 0) await createTemplate(admin, adminUrl, template);
  } finally {
    await admin.end();
  }
  return template;
}

async function createTemplate(admin: pg.Client, adminUrl: string, template: string): Promise<void> {
  // Renamed when it is complete, so that a run that is interrupted leaves no half template under the right name.
  const unfinished = `${template}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished} template template0 encoding 'UTF8'`);
  const pool = postgresPool(databaseUrl(adminUrl, unfinished));
  await migrate(pool).finally(() => pool.end());
  await admin.query(`alter database ${unfinished} rename to ${template}`);
}

/** The same server, another database. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of readMigrations(MIGRATIONS_FOLDER)) hash.update(`${name} ${checksum}\n`);
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(readFileSync(join(engine, '../../package.json')));
  return hash.digest('hex').slice(0, 16);
}
