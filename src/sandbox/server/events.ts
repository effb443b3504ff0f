import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Patch } from '../protocol.js';
import type { Workspace } from '../workspace.js';

const HEARTBEAT_MS = 15_000;

/** Keeps one screen up to date by server-sent events until it goes away. */
export function streamEvents(
  workspace: Workspace,
  exchange: { request: IncomingMessage; response: ServerResponse },
  screen: { personId: string; withTraffic: boolean },
): void {
  const { request, response } = exchange;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');
  const write = (patch: Patch): void => {
    if (patch.type !== 'traffic' || screen.withTraffic) response.write(`data: ${JSON.stringify(patch)}\n\n`);
  };
  write({ type: 'view', view: workspace.view(screen.personId) });
  const unwatch = workspace.watch(screen.personId, write);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
  request.on('close', () => {
    clearInterval(heartbeat);
    unwatch();
  });
}
