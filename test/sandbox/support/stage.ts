import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { createWorkspace, startSandbox, type Workspace } from '../../../src/sandbox/index.js';
import { listenersOf, type Story, workspace } from '../../support/workspace.js';
import { helpDeskApp } from './app.js';

export const manifestPath = fileURLToPath(new URL('./manifest.yml', import.meta.url));

/** A clock that stands still until it is moved. */
class FakeClock {
  ms = Date.UTC(2026, 0, 5, 9, 0, 0);
  readonly now = (): number => this.ms;
  passes(ms: number): void {
    this.ms += ms;
  }
}

export type Stage = Story & { app: App; clock: FakeClock; stop(): Promise<void> };

export const transports = ['in process', 'signed HTTP', 'Socket Mode'] as const;
export type TransportName = (typeof transports)[number];

/** The help desk bot in a fresh workspace, connected this way. */
export function stage(transport: TransportName = 'in process'): Promise<Stage> {
  if (transport === 'signed HTTP') return overHttp();
  return transport === 'Socket Mode' ? overSocket() : Promise.resolve(inProcess());
}

const retryConfig = { retries: 0 };
const patience = { eventRetries: [0, 0, 0] };

/** Without a port. */
export function inProcess(): Stage & { fetch: typeof globalThis.fetch } {
  const clock = new FakeClock();
  const local = createWorkspace({ manifestPath, now: clock.now, patience });
  const app = helpDeskApp({
    receiver: local.receiver,
    token: local.botToken,
    botId: local.botId,
    botUserId: local.botUserId,
    clientOptions: { fetch: local.fetch, retryConfig },
  });
  return {
    ...told(local.workspace, app),
    clock,
    app,
    fetch: local.fetch,
    stop: () => app.stop().then(() => undefined),
  };
}

function told(space: Workspace, app: App): Story {
  return workspace({ workspace: space, idle: listenersOf(app) });
}

async function overHttp(): Promise<Stage> {
  const clock = new FakeClock();
  const sandbox = await startSandbox({ port: 0, manifestPath, now: clock.now, patience });
  const clientOptions = { slackApiUrl: sandbox.apiUrl, retryConfig };
  const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logLevel: LogLevel.ERROR });
  const app = helpDeskApp({ receiver, token: sandbox.botToken, clientOptions });
  const story = told(sandbox.workspace, app);
  const server = await receiver.start(0);
  sandbox.connectHttp({ url: `http://127.0.0.1:${portOf(server)}/slack/events` });
  const stop = async (): Promise<void> => {
    await receiver.stop();
    await sandbox.stop();
  };
  return { ...story, clock, app, stop };
}

export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function overSocket(): Promise<Stage> {
  const clock = new FakeClock();
  const sandbox = await startSandbox({ port: 0, manifestPath, now: clock.now, patience });
  const clientOptions = { slackApiUrl: sandbox.apiUrl, retryConfig };
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    // The receiver hands this to the client that asks for the socket's address.
    installerOptions: { clientOptions },
    logLevel: LogLevel.ERROR,
  });
  const app = helpDeskApp({ receiver, token: sandbox.botToken, clientOptions });
  const story = told(sandbox.workspace, app);
  await app.start();
  const stop = async (): Promise<void> => {
    await app.stop();
    await sandbox.stop();
  };
  return { ...story, clock, app, stop };
}
