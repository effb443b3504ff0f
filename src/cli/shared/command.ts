import { exitCodeOf, sentenceOf } from '../../start-failure.js';
import { misuse } from './misuse.js';

/** EX_USAGE and EX_NOINPUT of sysexits(3). */
const exit = { usage: 64, noInput: 66, interrupted: 130 } as const;

/** The command was called in a way that it does not have; its usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the command should read is not there. The message is for the person who typed the command. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const closers: (() => Promise<unknown>)[] = [];

/** Has something closed when the command ends: also when it fails, or is interrupted. The last one goes first. */
export function atExit(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** Closes what has been given to `atExit`, now. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    await close().catch((error: unknown) => process.stderr.write(`Not closed cleanly: ${String(error)}\n`));
  }
}

/** Runs a command of the program to its exit code; what it throws becomes a sentence. */
export function runCommand(usage: string, main: (args: string[]) => Promise<number>): void {
  // Socket Mode rejects promises that nobody holds when a connection closes; that is no failure of the command.
  process.on('unhandledRejection', (reason) => process.stderr.write(`Unhandled: ${String(reason)}\n`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void closeAll().finally(() => process.exit(exit.interrupted)));
  }
  main(process.argv.slice(2))
    .catch((error: unknown) => {
      const { words, code } = failureOf(error, usage);
      process.stderr.write(`${words}\n`);
      return code;
    })
    .then(async (code) => {
      await closeAll();
      // Not process.exit alone: output that goes into a pipe must be out first.
      process.stdout.write('', () => process.exit(code));
    });
}

function failureOf(error: unknown, usage: string): { words: string; code: number } {
  const misused = error instanceof UsageError ? error.message : misuse(error);
  if (misused !== null) return { words: `${misused}\n\n${usage}`, code: exit.usage };
  if (error instanceof InputError) return { words: error.message, code: exit.noInput };
  const code = exitCodeOf(error);
  const known = code !== 1;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { words: known ? sentenceOf(error) : `The command failed: ${stack}`, code };
}
