import { type RunningApp, startApp } from './app.js';
import { ConfigError, readConfig, readEnvironment } from './config.js';
import { openLog } from './log.js';
import { exitCodeOf, sentenceOf } from './start-failure.js';

/** Requests and jobs that run get this long to finish. */
const drainMs = 10_000;

async function main(): Promise<void> {
  const config = readConfig(readEnvironment());
  // Standard output is for people; the log goes to standard error.
  const log = openLog(config.logLevel, 2);
  // Socket Mode rejects promises that nobody holds when a connection drops; that is no reason to stop.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'process: unhandled rejection'));
  const app = await startApp(config, log);
  process.stdout.write(`${app.greeting}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(app));
}

async function leave(app: RunningApp): Promise<void> {
  setTimeout(() => process.exit(0), drainMs).unref();
  await app.stop();
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(error instanceof ConfigError ? 78 : exitCodeOf(error));
});
