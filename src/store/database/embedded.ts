import { existsSync } from 'node:fs';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import { creating, ensureWritable, fullWords, inspectDirectory, isFull } from './data-directory.js';
import { DataDirectoryUnusableError } from './errors.js';
import { lockDirectory } from './lock.js';
import { keepTidy } from './maintenance.js';
import { SessionHub } from './session-hub.js';

export interface EngineOptions {
  /** Where the data lies; without it everything is in memory and gone at the end. */
  directory?: string;
  /** A dump of another engine: a new database starts from there instead of from nothing. */
  template?: () => Blob | undefined;
}

/** PostgreSQL inside this process, not yet served to anybody. */
export interface Engine {
  db: PGlite;
  /** Closes the files and gives the directory up; to be called once. */
  close(): Promise<void>;
}

/** Connections to an engine. */
export interface EmbeddedPool {
  pool: pg.Pool;
  /** Lets running work finish, for a while; what is still open then is rolled back. To be called once. */
  close(): Promise<void>;
}

const OPTIONS: PGliteOptions = {
  extensions: { vector, pg_trgm, unaccent },
  // Small log segments: halves the time of the first start and the size of an empty database.
  initDbStartParams: ['--wal-segsize=1', '--no-sync', '--no-instructions'],
  // The default of 128 MB would be memory of this process; the system caches the files as well.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'],
};

/**
 * Starts the embedded database, made on the first start (a few seconds), and keeps the directory to this process.
 * Committed rows survive a killed process, but not a power cut.
 *
 * @throws DataDirectoryInUseError, DataDirectoryVersionError, DataDirectoryUnusableError
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const { directory, template = () => undefined } = options;
  if (directory === undefined) {
    const db = await PGlite.create({ ...OPTIONS, loadDataDir: template() });
    return { db, close: () => db.close() };
  }
  ensureWritable(directory);
  const release = await lockDirectory(directory);
  try {
    const db = await openDirectory(directory, template);
    return { db, close: () => db.close().finally(release) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openDirectory(directory: string, template: () => Blob | undefined): Promise<PGlite> {
  const found = inspectDirectory(directory);
  const loadDataDir = existsSync(found.cluster) ? undefined : template();
  try {
    return await creating(found, () => PGlite.create({ ...OPTIONS, dataDir: found.cluster, loadDataDir }));
  } catch (cause) {
    if (isFull(cause)) throw new DataDirectoryUnusableError(directory, fullWords, { cause });
    const why = cause instanceof Error ? cause.message : JSON.stringify(cause);
    const advice = 'Restore it from a backup, or set INTAKE_DATA to a new directory.';
    throw new DataDirectoryUnusableError(directory, `the database in it does not open (${why}). ${advice}`, {
      cause,
    });
  }
}

/** A pool of connections to the engine; one at a time per engine, because the hub must see all of its traffic. */
export function connectTo(engine: Engine): EmbeddedPool {
  const hub = new SessionHub(engine.db);
  const pool = new pg.Pool({
    stream: hub.connect,
    // Set, so that the environment of a PostgreSQL client (PGSSLMODE, PGUSER …) means nothing here.
    ssl: false,
    host: 'embedded',
    user: 'postgres',
    database: 'postgres',
    max: 5,
    idleTimeoutMillis: 0,
  });
  // Only reached when the hub cuts an idle connection; without a listener that would end the process.
  pool.on('error', () => {});
  const stopTidying = keepTidy(pool);
  const close = async () => {
    stopTidying();
    await endWithin(pool, 5_000);
    await hub.close();
  };
  return { pool, close };
}

/** Ends the pool; clients that are never given back must not keep the program from ending. */
export async function endWithin(pool: pg.Pool, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([pool.end(), deadline]);
  clearTimeout(timer);
}
