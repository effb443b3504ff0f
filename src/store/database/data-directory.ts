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

/** What a start writes before anything else: one segment of the database's log. */
const probeBytes = 1_048_576;

export const fullWords =
  'its disk is full. Free at least 50 MB, or set INTAKE_DATA to a directory on another disk. What is stored in it is still there.';

/** Errno of a full disk inside the embedded database, which has no words for it. */
const wasiNoSpace = 51;

/** Whether something failed because there is no space left. */
export function isFull(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  if ('code' in cause && cause.code === 'ENOSPC') return true;
  if ('errno' in cause && cause.errno === wasiNoSpace) return true;
  return cause instanceof Error && /ENOSPC|no space left/i.test(cause.message);
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
    // With something in it: an empty file fits on a full disk.
    writeFileSync(probe, Buffer.alloc(probeBytes));
    rmSync(probe);
  } catch (cause) {
    removeQuietly(probe);
    if (isFull(cause)) throw new DataDirectoryUnusableError(directory, fullWords, { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataDirectoryUnusableError(
      directory,
      `nothing can be written there (${why}). Make it writable for this user, or set INTAKE_DATA to another directory.`,
      { cause },
    );
  }
}

/** Where the directory cannot be, neither can the probe. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Why nothing can be written is said by the error that brought us here.
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
