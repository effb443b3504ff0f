import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DatabaseConfig } from '../../store/database/open.js';
import { atExit } from '../shared/command.js';

const program = fileURLToPath(new URL('../../main.js', import.meta.url));

/** How a process of the product reaches its Slack and its database. */
export interface ChildOptions {
  database: DatabaseConfig;
  /** An empty folder: the program reads no `.env` of ours. */
  folder: string;
  apiUrl: string;
  botToken: string;
  wire:
    | { kind: 'socket'; appToken: string; connections: number }
    | { kind: 'http'; signingSecret: string; port: number };
  messagesPerSecond?: number;
  /** Further variables of its environment. */
  extra?: Record<string, string>;
}

/** How it ended. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The program as it ships, `dist/main.js`, in a process of its own. */
export class Child {
  readonly startedAt = performance.now();
  /** Resolves when it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<Ending>;
  /** What it wrote to its log. */
  log = '';
  private readonly process: ChildProcess;

  constructor(options: ChildOptions) {
    this.process = spawn(process.execPath, [program], {
      cwd: options.folder,
      env: environmentOf(options),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    living.add(this.process);
    this.ended = once(this.process, 'exit').then(([code, signal]) => {
      living.delete(this.process);
      return { code, signal };
    });
    this.process.stderr?.on('data', (data) => {
      if (this.log.length < 500_000) this.log += String(data);
    });
    this.ready = new Promise((resolve, reject) => {
      this.process.stdout?.on('data', (data) => {
        if (String(data).includes('Intake is ready')) resolve();
      });
      void this.ended.then(({ code, signal }) =>
        reject(
          new Error(
            `The product ended with ${code ?? signal} before it was ready: ${this.log.slice(-2_000)}`,
          ),
        ),
      );
    });
    this.ready.catch(() => undefined);
  }

  /** Nothing of it runs on, not even to the end of a line. */
  kill(): Promise<Ending> {
    this.process.kill('SIGKILL');
    return this.ended;
  }

  terminate(): Promise<Ending> {
    this.process.kill('SIGTERM');
    return this.ended;
  }
}

const living = new Set<ChildProcess>();

/** Resolves when all of them are ready. */
export const allReady = (children: readonly Child[]): Promise<unknown> =>
  Promise.all(children.map(({ ready }) => ready));

/** Asks all of them to end. @returns how many did not do so cleanly */
export async function terminateAll(children: readonly Child[]): Promise<number> {
  const endings = await Promise.all(children.map((child) => child.terminate()));
  return endings.filter(({ code }) => code !== 0).length;
}

/** No process outlives the command that started it. */
export function endChildrenAtExit(): void {
  atExit(async () => {
    for (const child of living) child.kill('SIGKILL');
  });
  process.on('exit', () => {
    for (const child of living) child.kill('SIGKILL');
  });
}

function environmentOf(options: ChildOptions) {
  const { database, folder, apiUrl, botToken, wire, messagesPerSecond, extra } = options;
  return {
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: apiUrl,
    ...(wire.kind === 'socket'
      ? { SLACK_APP_TOKEN: wire.appToken, SLACK_CONNECTIONS: String(wire.connections) }
      : { SLACK_SIGNING_SECRET: wire.signingSecret, PORT: String(wire.port) }),
    ...(database.kind === 'postgres' && { DATABASE_URL: database.url }),
    INTAKE_DATA: database.kind === 'embedded' ? database.directory : folder,
    INTAKE_MESSAGES_PER_SECOND: String(messagesPerSecond ?? 10_000),
    LOG_LEVEL: 'warn',
    ...extra,
  };
}
