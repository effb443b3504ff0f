import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/store/database/migrate.js';
import { postgresPool } from '../../src/store/database/postgres.js';
import { makeTemplate, migrationsKey } from '../../src/store/database/template.js';

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

/** Builds the migrated templates once per set of migrations. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env.TEST_DATABASE_URL;
  project.provide('databaseTemplate', {
    embeddedFile: await makeTemplate(),
    postgres: url ? { adminUrl: url, template: await postgresTemplate(url) } : undefined,
  });
}

async function postgresTemplate(adminUrl: string): Promise<string> {
  const template = `intake_template_${migrationsKey()}`;
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
