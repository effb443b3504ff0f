import { readConfig, readEnvironment } from '../config.js';
import { migrate } from '../store/database/migrate.js';
import { checkServer, postgresPool } from '../store/database/postgres.js';
import { atExit, runCommand, UsageError } from './shared/command.js';

const usage = `Brings the PostgreSQL database of DATABASE_URL up to this release:

  DATABASE_URL=postgres://… npm run migrate

Intake does the same when it starts; this is for deployments that migrate before they start. The embedded database is
always migrated at start.`;

async function main(args: string[]): Promise<number> {
  if (args[0] === '--help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (args.length > 0) throw new UsageError('This command takes no arguments.');
  const { database } = readConfig(readEnvironment());
  if (database.kind === 'embedded') throw new UsageError('DATABASE_URL is not set.');
  const pool = postgresPool(database.url);
  atExit(() => pool.end());
  await checkServer(pool, database.url);
  const applied = await migrate(pool);
  for (const name of applied) process.stdout.write(`applied ${name}\n`);
  const count = applied.length === 1 ? '1 migration' : `${applied.length} migrations`;
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `${count} applied.\n`);
  return 0;
}

runCommand(usage, main);
