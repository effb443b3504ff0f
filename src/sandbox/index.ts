import { createEngine, type WorkspaceOptions } from './create.js';
import { keepState } from './engine/persist.js';
import { BOT_ID, BOT_USER_ID } from './engine/seed.js';
import { listen } from './server/server.js';
import { slackFetch } from './transports/fetch.js';
import { httpTransport } from './transports/http.js';
import { InProcessReceiver } from './transports/in-process.js';
import { SocketModeServer, type SocketTrouble } from './transports/socket-mode.js';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from './web-api/tokens.js';
import { Workspace } from './workspace.js';

export { createWorkspace } from './create.js';
export type * from './protocol.js';
export { PortInUse } from './server/server.js';
export { Workspace } from './workspace.js';

export type SandboxOptions = WorkspaceOptions & {
  /** 0 chooses a free one. */
  port: number;
};

/** A running sandbox. */
export type Sandbox = {
  /** Where the page is. */
  url: string;
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  botId: string;
  botUserId: string;
  workspace: Workspace;
  /** For an app in this process: no socket or port lies between it and the workspace. */
  receiver: InProcessReceiver;
  fetch: typeof globalThis.fetch;
  /** Sends what people do as signed requests to the app's request URL. @returns a function that stops it */
  connectHttp(options: { url: string }): () => void;
  /** Trouble on the app's Socket Mode connections. */
  sockets: { count(): number; trouble(kind: SocketTrouble, scope?: 'one' | 'all'): void };
  stop(): Promise<void>;
};

/** Starts the sandbox on a loopback port. @throws PortInUse when another program listens there */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const engine = createEngine(options);
  const workspace = new Workspace(engine);
  const sockets = new SocketModeServer(engine);
  const server = await listen({ engine, workspace, sockets }, options.port).catch(async (error: unknown) => {
    await sockets.stop();
    throw error;
  });
  const keeper = options.stateFile ? keepState(engine, options.stateFile) : undefined;
  engine.origin = `http://127.0.0.1:${server.port}`;
  engine.socketUrl = () => `ws://127.0.0.1:${server.port}${sockets.newLink()}`;
  engine.connect(sockets);
  const due = setInterval(() => workspace.postDue(), 1000).unref();
  return {
    url: engine.origin,
    apiUrl: `${engine.origin}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    botId: BOT_ID,
    botUserId: BOT_USER_ID,
    workspace,
    receiver: new InProcessReceiver(engine),
    fetch: slackFetch(engine),
    connectHttp: ({ url }) => {
      const transport = httpTransport(engine, { url, signingSecret: SIGNING_SECRET });
      engine.connect(transport);
      return () => engine.disconnect(transport);
    },
    sockets: { count: () => sockets.size, trouble: (kind, scope) => sockets.trouble(kind, scope) },
    stop: async () => {
      clearInterval(due);
      await sockets.stop();
      await server.close();
      keeper?.stop();
    },
  };
}
