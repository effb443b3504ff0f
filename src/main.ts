import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, readConfig, readEnvironment } from './config.js';
import { openLog } from './log.js';
import type { RunningApp } from './start.js';

/** Requests and jobs that run get this long to finish. */
const drainMs = 10_000;
/** What is still starting has nothing to finish yet: it gets this long to come so far that it can be stopped. */
const startMs = 2_000;

let starting: Promise<RunningApp> | null = null;
// Before anything else is loaded: who stops a program that is still starting gets a clean end too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave());

async function main(): Promise<void> {
  const config = readConfig(readEnvironment());
  // Standard output is for people; the log goes to standard error.
  const log = openLog(config.logLevel, 2);
  // Socket Mode rejects promises that nobody holds when a connection drops; that is no reason to stop.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'process: unhandled rejection'));
  starting = import('./start.js').then(({ startApp }) => startApp(config, log));
  const app = await starting;
  process.stdout.write(`${app.greeting}\n`);
}

async function leave(): Promise<void> {
  const app = await Promise.race([starting?.catch(() => null), sleep(startMs)]);
  if (app) await Promise.race([app.stop(), sleep(drainMs)]);
  process.exit(0);
}

main().catch(async (error: unknown) => {
  const { exitCodeOf, sentenceOf } = await import('./start-failure.js');
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(error instanceof ConfigError ? 78 : exitCodeOf(error));
});
