import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from '../generated/client.js';
import { connectTo, endWithin, startEngine } from './embedded.js';
import { migrate } from './migrate.js';
import { checkServer, postgresPool } from './postgres.js';
import { readTemplate } from './template.js';

export type DatabaseConfig = { kind: 'embedded'; directory: string } | { kind: 'postgres'; url: string };

/** The two databases look the same from here on. */
export interface Database {
  kind: DatabaseConfig['kind'];
  pool: pg.Pool;
  prisma: PrismaClient;
  /** Lets running work finish and ends the connections; the embedded database gives its directory up. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings it up to this release.
 *
 * @throws DatabaseSetupError (its subclasses say which) if the database cannot be used as it is
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  return config.kind === 'embedded' ? openEmbedded(config.directory) : openPostgres(config.url);
}

async function openEmbedded(directory: string): Promise<Database> {
  const engine = await startEngine({ directory, template: readTemplate });
  const { pool, close } = connectTo(engine);
  const closeBoth = () => close().finally(() => engine.close());
  try {
    await migrate(pool);
  } catch (error) {
    await closeBoth();
    throw error;
  }
  return databaseOver('embedded', pool, closeBoth);
}

async function openPostgres(url: string): Promise<Database> {
  const pool = postgresPool(url);
  const close = () => endWithin(pool, 5_000);
  try {
    const { isDirect } = await checkServer(pool, url);
    await migrate(pool);
    return databaseOver('postgres', pool, close, isDirect);
  } catch (error) {
    await close();
    throw error;
  }
}

/** To read and plan a search takes longer than to run it: statements that begin with a comment `kept` stay prepared. */
const nameOfKept = ({ sql }: { sql: string }): string =>
  /^\s*\/\* kept \*\//.test(sql) ? createHash('sha1').update(sql).digest('base64url') : '';

/**
 * Puts Prisma on a pool whose database is migrated; `closePool` runs once, however often the result is closed. Statements
 * stay prepared where each connection is a session of its own.
 */
export function databaseOver(
  kind: Database['kind'],
  pool: pg.Pool,
  closePool: () => Promise<void>,
  keepsStatements = true,
): Database {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, keepsStatements ? { statementNameGenerator: nameOfKept } : undefined),
    // Prisma's own limits of 2 s and 5 s are for servers that run transactions side by side.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
    errorFormat: 'minimal',
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= prisma.$disconnect().then(closePool);
    return closing;
  };
  return { kind, pool, prisma, close };
}
