import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { MigrationFailedError } from './errors.js';
import {
  MIGRATION_LOCK,
  MIGRATIONS_FOLDER,
  type Migration,
  type MigrationRecord,
  pendingMigrations,
  readMigrations,
} from './migration-history.js';

/** As Prisma creates it, so that `prisma migrate` reads what we wrote and the other way round. */
const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Brings the database up to this release and returns the names of what was applied. All in one transaction under
 * Prisma's lock: replicas may start at once, and an upgrade that fails leaves the database to the old release.
 *
 * One transaction also means that a migration may not use an enum value that an earlier one of the same upgrade added.
 *
 * @throws MigrationRefusedError, MigrationFailedError
 */
export async function migrate(pool: pg.Pool, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Another replica's migration may take longer than a statement of ours normally may.
    await client.query('set local statement_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(HISTORY_TABLE);
    const { rows } = await client.query<MigrationRecord>(
      'select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations',
    );
    const pending = pendingMigrations(migrations, rows);
    for (const migration of pending) await apply(client, migration);
    await client.query('commit');
    client.release();
    return pending.map(({ name }) => name);
  } catch (error) {
    // Closing the connection rolls back whatever state it is in.
    client.release(true);
    throw error;
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    // Without parameters the whole file goes as one simple query, so functions and comments need no splitting.
    await client.query(migration.sql);
  } catch (cause) {
    throw new MigrationFailedError(migration.name, { cause });
  }
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name, startedAt],
  );
}
