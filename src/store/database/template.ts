import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectTo, startEngine } from './embedded.js';
import { migrate } from './migrate.js';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-history.js';

const folder = fileURLToPath(new URL('../../../.cache/', import.meta.url));

/** Names a set of migrations on one release of the embedded database. */
export function migrationsKey(): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of readMigrations(MIGRATIONS_FOLDER)) hash.update(`${name} ${checksum}\n`);
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(readFileSync(join(engine, '../../package.json')));
  return hash.digest('hex').slice(0, 16);
}

const templateFile = (): string => join(folder, `database-${migrationsKey()}.tar`);

/**
 * A migrated, empty embedded database to start new ones from, made on installation: a first start then copies files
 * instead of setting a PostgreSQL up. Undefined where none was made; new databases are then set up as ever.
 */
export function readTemplate(): Blob | undefined {
  const file = templateFile();
  return existsSync(file) ? new Blob([readFileSync(file)]) : undefined;
}

/** Makes the template of this release unless it is there, and clears away those of others. @returns its path */
export async function makeTemplate(): Promise<string> {
  const file = templateFile();
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) {
    if (/^database-.*\.tar$/.test(old)) rmSync(join(folder, old), { force: true });
  }
  // Under another name first: whoever runs beside this must never see half a file.
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
