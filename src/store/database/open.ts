import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from '../generated/client.js';
import { type EmbeddedOptions, endWithin, openEmbedded } from './embedded.js';
import { migrate } from './migrate.js';
import { checkServer, postgresPool } from './postgres.js';

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
  return config.kind === 'embedded'
    ? openEmbeddedDatabase({ directory: config.directory })
    : openPostgresDatabase(config.url);
}

/** The embedded database, with the options that tests use (in memory, from a template). */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<Database> {
  const embedded = await openEmbedded(options);
  try {
    await migrate(embedded.pool);
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return { kind: 'embedded', pool: embedded.pool, ...withPrisma(embedded.pool, embedded.close) };
}

async function openPostgresDatabase(url: string): Promise<Database> {
  const pool = postgresPool(url);
  const close = () => endWithin(pool, 5_000);
  try {
    await checkServer(pool, url);
    await migrate(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { kind: 'postgres', pool, ...withPrisma(pool, close) };
}

function withPrisma(pool: pg.Pool, closePool: () => Promise<void>): Pick<Database, 'prisma' | 'close'> {
  const prisma = new PrismaClient({
    // No names for prepared statements: the embedded database's clients would share them.
    adapter: new PrismaPg(pool),
    // Prisma's own limits of 2 s and 5 s are for servers that run transactions side by side.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
    errorFormat: 'minimal',
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= prisma.$disconnect().then(closePool);
    return closing;
  };
  return { prisma, close };
}
