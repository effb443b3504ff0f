import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryUnusableError, DataDirectoryVersionError } from './errors.js';

/** The PostgreSQL major version inside PGlite; a data directory of another one cannot be read. */
export const EMBEDDED_MAJOR = '18';

/** Where the database's files lie inside the data directory. */
export interface DataDirectory {
  cluster: string;
  /** Exists from before the first file of the database until it can be opened. */
  unfinished: string;
}

/**
 * Makes the directory if it is missing and makes sure that files can be written there.
 *
 * @throws DataDirectoryUnusableError
 */
export function ensureWritable(directory: string): void {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataDirectoryUnusableError(
      directory,
      `nothing can be written there (${why}). Make it writable for this user, or set INTAKE_DATA to another directory.`,
      { cause },
    );
  }
}

/**
 * Looks at what the directory holds and clears away what a killed first start left half made. To be called under the
 * lock.
 *
 * @throws DataDirectoryVersionError
 * @throws DataDirectoryUnusableError if other things lie where the database should be
 */
export function inspectDirectory(directory: string): DataDirectory {
  const found: DataDirectory = {
    cluster: join(directory, 'database'),
    unfinished: join(directory, 'database.unfinished'),
  };
  if (existsSync(found.unfinished)) {
    // Nothing was ever stored in it: the mark goes before the first client comes.
    rmSync(found.cluster, { recursive: true, force: true });
    rmSync(found.unfinished);
  }
  const versionFile = join(found.cluster, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version !== EMBEDDED_MAJOR) throw new DataDirectoryVersionError(directory, version, EMBEDDED_MAJOR);
  } else if (existsSync(found.cluster) && readdirSync(found.cluster).length > 0) {
    throw new DataDirectoryUnusableError(
      directory,
      `${found.cluster} holds something that is not a database. Set INTAKE_DATA to an empty directory.`,
    );
  }
  return found;
}

/** Runs the first start of a database so that being killed in the middle of it leaves nothing that looks finished. */
export async function creating<T>(directory: DataDirectory, work: () => Promise<T>): Promise<T> {
  if (existsSync(directory.cluster)) return work();
  writeFileSync(directory.unfinished, '');
  const made = await work();
  rmSync(directory.unfinished);
  return made;
}
