import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, type DatabaseConfig, openDatabase } from '../../store/database/open.js';
import { postgresPool } from '../../store/database/postgres.js';
import { atExit } from './command.js';

/**
 * A fresh database, gone when the command ends: an embedded one in a folder of its own, or, given the address of a
 * PostgreSQL server, a new database there.
 */
export async function openTempDatabase(serverUrl: string | null): Promise<Database> {
  const database = await openDatabase(await makeTempDatabase(serverUrl));
  atExit(() => database.close());
  return database;
}

/** The same, for somebody else to open. */
export async function makeTempDatabase(serverUrl: string | null): Promise<DatabaseConfig> {
  if (serverUrl !== null) return { kind: 'postgres', url: await makeOnServer(serverUrl) };
  const directory = await mkdtemp(join(tmpdir(), 'intake-'));
  atExit(() => rm(directory, { recursive: true, force: true }));
  return { kind: 'embedded', directory };
}

async function makeOnServer(serverUrl: string): Promise<string> {
  const name = `intake_temp_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(serverUrl, `create database ${name} template template0 encoding 'UTF8'`);
  atExit(() => administer(serverUrl, `drop database if exists ${name} with (force)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(serverUrl: string, sql: string): Promise<void> {
  const pool = postgresPool(serverUrl, 1);
  await pool.query(sql).finally(() => pool.end());
}
