import { createHash } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUseError, type DirectoryHolder } from './errors.js';

const HOLDER_FILE = 'holder.json';
const BEAT_EVERY = 5_000;
/** A holder on another host that has not touched its file for so long is taken for dead. */
const SILENT_AFTER = 15_000;

/** Gives the directory up; harmless when called twice. */
export type ReleaseLock = () => Promise<void>;

/**
 * Takes the directory for this process alone, until released or until the process dies, however it dies.
 *
 * Linux and Windows have names that the system frees with the process (abstract sockets, pipes). Elsewhere a file
 * with the process id has to do. A container does not see the sockets of another one that shares the directory: there
 * the holder's file says whose it is, and that it is still being touched.
 *
 * @throws DataDirectoryInUseError naming the holder
 */
export async function lockDirectory(directory: string, platform = process.platform): Promise<ReleaseLock> {
  const file = join(directory, HOLDER_FILE);
  if (platform !== 'linux' && platform !== 'win32') return lockByFile(directory, file);
  const key = `intake-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 40)}`;
  const release = await listenOn(platform === 'linux' ? `\0${key}` : `\\\\.\\pipe\\${key}`);
  if (!release) throw new DataDirectoryInUseError(directory, readHolder(file));
  const holder = readHolder(file);
  if (holder && holder.host !== hostname() && Date.now() - statSync(file).mtimeMs < SILENT_AFTER) {
    await release();
    throw new DataDirectoryInUseError(directory, holder);
  }
  writeFileSync(file, describeSelf());
  const beat = setInterval(() => touch(file), BEAT_EVERY).unref();
  return async () => {
    clearInterval(beat);
    rmSync(file, { force: true });
    await release();
  };
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed the file: the lock of this host does not depend on it.
  }
}

/** Null when somebody else listens there. */
function listenOn(path: string): Promise<ReleaseLock | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error),
    );
    server.listen({ path, exclusive: true }, () => {
      server.unref();
      resolve(() => new Promise((closed) => server.close(() => closed())));
    });
  });
}

async function lockByFile(directory: string, file: string): Promise<ReleaseLock> {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, describeSelf());
  try {
    // link() is atomic and the file is complete when it appears.
    if (!linked(own, file)) {
      const holder = readHolder(file);
      if (holder && isAlive(holder.pid)) throw new DataDirectoryInUseError(directory, holder);
      discardStale(directory, file);
      if (!linked(own, file)) throw new DataDirectoryInUseError(directory, readHolder(file));
    }
  } finally {
    rmSync(own, { force: true });
  }
  return async () => rmSync(file, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's file away; puts it back if another starter was quicker and the file is now a live one's. */
function discardStale(directory: string, file: string): void {
  const aside = `${file}.stale.${process.pid}`;
  renameSync(file, aside);
  const holder = readHolder(aside);
  if (holder && isAlive(holder.pid)) {
    renameSync(aside, file);
    throw new DataDirectoryInUseError(directory, holder);
  }
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function describeSelf(): string {
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const self: DirectoryHolder = { pid: process.pid, startedAt, host: hostname() };
  return JSON.stringify(self);
}

function readHolder(file: string): DirectoryHolder | null {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isHolder(read) ? read : null;
  } catch {
    // Not yet written or not readable: the lock itself does not depend on it.
    return null;
  }
}

function isHolder(value: unknown): value is DirectoryHolder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'startedAt' in value
  );
}
