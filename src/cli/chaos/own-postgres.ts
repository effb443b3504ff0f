import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atExit, InputError } from '../shared/command.js';
import { freePort } from '../shared/temp-product.js';

const script = fileURLToPath(new URL('../../../scripts/postgres.sh', import.meta.url));

/** What the script needs of this process's environment: the programs it runs, where its Debian is or comes from. */
const needed = ['PATH', 'INTAKE_POSTGRES_DIR', 'http_proxy', 'https_proxy', 'no_proxy'] as const;

const passedOn = (): NodeJS.ProcessEnv =>
  Object.fromEntries(needed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

/** A server that nobody else uses, so that it may be restarted. */
export interface OwnPostgres {
  url: string;
  /** `immediate` is what a crash leaves behind. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own by scripts/postgres.sh, beside the one that tests share; it is gone when the command
 * ends.
 * @throws {InputError} where it cannot be started here.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const env = {
    ...passedOn(),
    INTAKE_POSTGRES_PORT: String(await freePort()),
    INTAKE_POSTGRES_DATA: `/var/lib/intake-chaos-${process.pid}`,
  };
  const run = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('sh', [script, ...args], { env })).stdout;
  atExit(() => run('remove'));
  const started = await run('start').catch((error: unknown) => {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new InputError(`No PostgreSQL that may be restarted could be started: ${said}`);
  });
  const url = /^TEST_DATABASE_URL=(.+)$/m.exec(started)?.[1];
  if (!url) throw new InputError(`scripts/postgres.sh did not say where PostgreSQL is: ${started}`);
  return {
    url,
    async restart(how) {
      await run('restart', '', how);
    },
  };
}
