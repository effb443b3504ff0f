import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isTrusted } from './guard.js';
import { type Reply, text, write } from './http.js';
import { route, type Served } from './routes.js';

const HOST = '127.0.0.1';

/** Another program listens on the port. */
export class PortInUse extends Error {
  readonly code = 'port_in_use';

  constructor(port: number) {
    super(
      `Port ${port} is in use by another program: stop that one, or choose another port for the sandbox.`,
    );
    this.name = 'PortInUse';
  }
}

export type Listening = { port: number; close: () => Promise<void> };

/** Serves the workspace on the loopback address. @throws PortInUse */
export async function listen(served: Served, port: number): Promise<Listening> {
  const server = createServer((request, response) => void answer(served, server, { request, response }));
  server.on('upgrade', (request, socket, head) => upgrade(served, server, { request, socket, head }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(isInUse(error) ? new PortInUse(port) : error));
    server.listen(port, HOST, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

const isInUse = (error: Error): boolean => 'code' in error && error.code === 'EADDRINUSE';

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function answer(
  served: Served,
  server: Server,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-frame-options', 'DENY');
  const reply = isTrusted(request, portOf(server))
    ? await routed(served, request, response)
    : text(403, 'This sandbox answers its own page only.');
  if (reply) write(response, reply);
}

/** A fault of the sandbox itself must not take the app's process down with it. */
async function routed(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply | undefined> {
  try {
    return await route(served, { request, response, url: new URL(request.url ?? '/', `http://${HOST}`) });
  } catch (error) {
    return response.headersSent ? undefined : text(500, `The sandbox failed: ${String(error)}`);
  }
}

type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer };

function upgrade(served: Served, server: Server, { request, socket, head }: Upgrade): void {
  const isLink = request.url?.startsWith('/link') ?? false;
  const isTaken =
    isLink && isTrusted(request, portOf(server)) && served.sockets.accept(request, socket, head);
  if (!isTaken) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
