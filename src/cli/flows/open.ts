import { pino } from 'pino';
import { type Config, readConfig, readEnvironment } from '../../config.js';
import type { Log } from '../../jobs/log.js';
import { type Database, openDatabase } from '../../store/database/open.js';
import { atExit } from '../shared/command.js';

/**
 * The configured database; closed when the command ends.
 * @throws DatabaseSetupError, also where Intake runs on the embedded database and so holds it.
 */
export async function openConfigured(): Promise<{ database: Database; log: Log; config: Config }> {
  const config = readConfig(readEnvironment());
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }, pino.destination(2));
  const database = await openDatabase(config.database);
  atExit(() => database.close());
  return { database, log, config };
}
