import pg from 'pg';
import { DatabaseUnavailableError, DatabaseUnsuitableError } from './errors.js';
import { MIGRATION_LOCK } from './migration-history.js';

const OLDEST_MAJOR = 15;
const EXTENSIONS = ['vector', 'pg_trgm', 'unaccent'];

/** In the connection's options, because poolers refuse most of these as parameters of their own. */
const SESSION = [
  // @prisma/adapter-pg writes timestamps without an offset and cuts the offset off when reading: only UTC stores the
  // right instant.
  '-c timezone=UTC',
  // `pg` reads other styles as no date at all.
  '-c datestyle=ISO',
  '-c intervalstyle=postgres',
  // Compiling a statement takes a hundred times as long as running it: ours read few rows, whatever the planner thinks.
  '-c jit=off',
  '-c statement_timeout=30000',
  '-c idle_in_transaction_session_timeout=60000',
].join(' ');

/** A pool for the server of `url`, not yet connected. Its sessions are in UTC whatever the server's default is. */
export function postgresPool(url: string, max = 10): pg.Pool {
  const { connectionString, options } = withOwnOptions(url);
  const pool = new pg.Pool({
    connectionString,
    options: [options, SESSION].filter(Boolean).join(' '),
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'intake',
  });
  // The pool replaces a connection that breaks, and who uses it is told by their next query. Without listeners the
  // first one that breaks between two queries of a transaction would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** `options` of the URL would replace ours: they are taken out, to be put before ours. */
function withOwnOptions(url: string): { connectionString: string; options: string } {
  if (!/[?&]options=/.test(url)) return { connectionString: url, options: '' };
  const [base = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  const options = parameters.get('options') ?? '';
  parameters.delete('options');
  return { connectionString: parameters.size > 0 ? `${base}?${parameters}` : base, options };
}

/**
 * Makes sure that the server answers and that Intake can run there, before anything is changed.
 *
 * @returns `isDirect` where no pooler stands between: one hands out keys of its own for cancelling, and not the number of
 *   the server's process. Behind one, what a session keeps may be gone with the next statement.
 * @throws DatabaseUnavailableError, DatabaseUnsuitableError
 */
export async function checkServer(pool: pg.Pool, url: string): Promise<{ isDirect: boolean }> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new DatabaseUnavailableError(unavailable(cause, url), { cause });
  });
  try {
    const { rows } = await client.query<Server>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
        current_setting('timezone') as zone, pg_backend_pid() as process`,
    );
    const server = rows[0];
    if (!server) return { isDirect: false };
    const major = Math.floor(server.version / 10_000);
    if (major < OLDEST_MAJOR)
      throw new DatabaseUnsuitableError(
        `The server of DATABASE_URL is PostgreSQL ${major}; Intake needs ${OLDEST_MAJOR} or newer.`,
      );
    if (server.encoding !== 'UTF8')
      throw new DatabaseUnsuitableError(
        `The database of DATABASE_URL is encoded in ${server.encoding}; create one with ENCODING 'UTF8'.`,
      );
    if (server.zone !== 'UTC')
      throw new DatabaseUnsuitableError(
        `The sessions of DATABASE_URL are in time zone ${server.zone} although UTC was asked for. Does a pooler drop ` +
          "the connection's options? Connect to PostgreSQL directly or let the pooler pass them on.",
      );
    for (const name of EXTENSIONS) await checkExtension(client, name);
    // Which process it may ask to cancel; the types of `pg` do not know of it.
    return { isDirect: Reflect.get(client, 'processID') === server.process };
  } finally {
    client.release();
  }
}

interface Server {
  version: number;
  encoding: string;
  zone: string;
  process: number;
}

async function checkExtension(client: pg.PoolClient, name: string): Promise<void> {
  const { rows } = await client.query<{ installed: boolean }>(
    'select installed_version is not null as installed from pg_available_extensions where name = $1',
    [name],
  );
  if (rows[0]?.installed) return;
  if (!rows[0])
    throw new DatabaseUnsuitableError(
      `The server of DATABASE_URL has no extension "${name}". ${
        name === 'vector'
          ? 'Install pgvector on it, or use the image pgvector/pgvector:pg17 as in docker-compose.yml.'
          : 'Install the contrib package of PostgreSQL on it.'
      }`,
    );
  // Tried and taken back, because hosted servers have their own rules of who may create which extension.
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(`create extension if not exists "${name}"`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseUnsuitableError(
      `The user of DATABASE_URL may not create the extension "${name}" (${why}). ` +
        `Let an administrator run once in that database: CREATE EXTENSION IF NOT EXISTS "${name}";`,
      { cause },
    );
  } finally {
    await client.query('rollback');
  }
}

function unavailable(cause: unknown, url: string): string {
  const where = describeTarget(url);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === '28P01' || code === '28000')
    return `${where} refuses this user or password. Check DATABASE_URL.`;
  if (code === '3D000') return `${where} does not exist. Create the database or check DATABASE_URL.`;
  if (code === 'ENOTFOUND') return `The host of ${where} is not known. Check DATABASE_URL.`;
  // A refused dual-stack connection is an AggregateError with an empty message.
  const why = cause instanceof Error ? cause.message || String(code) : String(cause);
  return `${where} cannot be reached (${why}). Is PostgreSQL running there, and is DATABASE_URL right?`;
}

/** Host and database, never the password. */
function describeTarget(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `The database ${decodeURIComponent(pathname.slice(1))} on ${host || 'this machine'}`;
  } catch {
    return 'The database of DATABASE_URL';
  }
}
