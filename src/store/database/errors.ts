/**
 * The database cannot be used as it is. The message is for the person who starts the program: it says what is wrong
 * and what to do, and never contains a password.
 */
export abstract class DatabaseSetupError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Who has the data directory open. */
export interface DirectoryHolder {
  pid: number;
  startedAt: string;
  host: string;
}

/** Another process has the data directory open: a second writer would lose rows silently. */
export class DataDirectoryInUseError extends DatabaseSetupError {
  readonly code = 'data_directory_in_use';
  readonly directory: string;
  /** Null where the holder could not be read. */
  readonly holder: DirectoryHolder | null;

  constructor(directory: string, holder: DirectoryHolder | null) {
    const who = holder ? ` (process ${holder.pid} on ${holder.host}, started ${holder.startedAt})` : '';
    super(
      `The data directory ${directory} is already in use by another Intake${who}. ` +
        'Stop that process first, or set INTAKE_DATA to another directory.',
    );
    this.directory = directory;
    this.holder = holder;
  }
}

/** The data directory was written by another PostgreSQL version than the embedded one. */
export class DataDirectoryVersionError extends DatabaseSetupError {
  readonly code = 'data_directory_version';
  readonly directory: string;
  readonly found: string;
  readonly expected: string;

  constructor(directory: string, found: string, expected: string) {
    super(
      `The data directory ${directory} was written by PostgreSQL ${found}, but this Intake embeds PostgreSQL ${expected}. ` +
        'Run the Intake release that wrote it, or set INTAKE_DATA to a new directory. Nothing was changed.',
    );
    this.directory = directory;
    this.found = found;
    this.expected = expected;
  }
}

/** The data directory cannot be created, written or opened. */
export class DataDirectoryUnusableError extends DatabaseSetupError {
  readonly code = 'data_directory_unusable';
  readonly directory: string;

  constructor(directory: string, reason: string, options?: { cause?: unknown }) {
    super(`The data directory ${directory} cannot be used: ${reason}`, options);
    this.directory = directory;
  }
}

/** No connection to the PostgreSQL server of DATABASE_URL. */
export class DatabaseUnavailableError extends DatabaseSetupError {
  readonly code = 'database_unavailable';
}

/** The PostgreSQL server answers, but Intake cannot run on it. */
export class DatabaseUnsuitableError extends DatabaseSetupError {
  readonly code = 'database_unsuitable';
}

/** The history in the database and the migration files do not belong together; nothing was applied. */
export class MigrationRefusedError extends DatabaseSetupError {
  readonly code = 'migration_refused';
  readonly reason: 'edited' | 'failed' | 'unknown';
  readonly migration: string;

  constructor(reason: 'edited' | 'failed' | 'unknown', migration: string, message: string) {
    super(message);
    this.reason = reason;
    this.migration = migration;
  }
}

/** A migration's SQL failed; everything was rolled back and the database is as it was before. */
export class MigrationFailedError extends DatabaseSetupError {
  readonly code = 'migration_failed';
  readonly migration: string;

  constructor(migration: string, options: { cause: unknown }) {
    const why = options.cause instanceof Error ? options.cause.message : String(options.cause);
    super(`The database migration ${migration} failed and was rolled back: ${why}`, options);
    this.migration = migration;
  }
}
