import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MigrationRefusedError } from './errors.js';

/** The key that Prisma's own commands lock, so that they and we exclude each other. */
export const MIGRATION_LOCK = 72707369;

/** The migrations of this release; the same place from src/ and from dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** A row of Prisma's table. */
export interface MigrationRecord {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/** The migrations of a folder, oldest first. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, file: join(folder, entry.name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => {
      // A checkout with Windows line ends must have the same checksum.
      const sql = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * What is still to be applied.
 *
 * @throws MigrationRefusedError if the database's history and the files do not belong together
 */
export function pendingMigrations(migrations: Migration[], records: MigrationRecord[]): Migration[] {
  const standing = records.filter((record) => record.rolled_back_at === null);
  for (const record of standing) {
    const name = record.migration_name;
    const file = migrations.find((migration) => migration.name === name);
    if (record.finished_at === null)
      throw new MigrationRefusedError(
        'failed',
        name,
        `The database migration ${name} was begun and never finished. Repair the database, then mark it with ` +
          `"npx prisma migrate resolve --rolled-back ${name}" (or --applied).`,
      );
    if (!file)
      throw new MigrationRefusedError(
        'unknown',
        name,
        `The database has the migration ${name}, which this release does not know. It was written by a newer Intake: ` +
          'start that release, or restore a backup from before the upgrade.',
      );
    if (file.checksum !== record.checksum)
      throw new MigrationRefusedError(
        'edited',
        name,
        `The database migration ${name} was edited after it had been applied. Put the file back as it was and write a ` +
          'new migration for the change.',
      );
  }
  return migrations.filter(({ name }) => !standing.some((record) => record.migration_name === name));
}
