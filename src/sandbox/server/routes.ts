import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Engine } from '../engine/engine.js';
import { faultSchema } from '../engine/faults.js';
import { parseJson } from '../json.js';
import { answerSlack } from '../transports/fetch.js';
import type { SocketModeServer } from '../transports/socket-mode.js';
import { newOauthCode } from '../web-api/auth.js';
import type { Workspace } from '../workspace.js';
import { streamEvents } from './events.js';
import { json, type Reply, readBody, text } from './http.js';
import { parseDoRequest } from './operations.js';
import { staticFile } from './static.js';

/** What the routes work on. */
export type Served = { engine: Engine; workspace: Workspace; sockets: SocketModeServer };

type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL };

/** Answers one request that comes from this machine. */
export async function route(served: Served, exchange: Exchange): Promise<Reply | undefined> {
  const { request, url } = exchange;
  const isPost = request.method === 'POST';
  if (url.pathname.startsWith('/sandbox/'))
    return isPost ? pagePost(served, exchange) : pageGet(served, exchange);
  if (isPost || url.pathname.startsWith('/api/')) return slack(served, exchange);
  if (url.pathname === '/oauth/v2/authorize') return authorize(served, url);
  if (url.pathname.startsWith('/files/')) return file(served, url);
  // A permalink opens the page, which finds the message by it.
  return staticFile(url.pathname.startsWith('/archives/') ? '/' : url.pathname);
}

async function slack({ engine }: Served, { request, url }: Exchange): Promise<Reply | undefined> {
  const body = await readBody(request);
  if (!body) return text(413, 'request_too_large');
  const isGet = request.method === 'GET';
  const answer = await answerSlack(engine, {
    path: url.pathname,
    contentType: isGet ? '' : (request.headers['content-type'] ?? ''),
    authorization: request.headers.authorization ?? '',
    body: isGet ? Buffer.from(url.searchParams.toString()) : body,
  });
  if (!answer) return text(404, 'Not found');
  if (answer.isLost) {
    request.socket.destroy();
    return undefined;
  }
  return answer;
}

function pageGet({ engine, workspace }: Served, { request, response, url }: Exchange): Reply | undefined {
  switch (url.pathname) {
    case '/sandbox/people':
      return json(200, { people: workspace.people() });
    case '/sandbox/traffic':
      return json(200, { entries: workspace.traffic() });
    case '/sandbox/faults':
      return json(200, { faults: workspace.faults() });
    case '/sandbox/events': {
      const personId = url.searchParams.get('as') ?? '';
      if (!engine.state.users[personId]) return json(404, { ok: false, error: 'user_not_found' });
      const withTraffic = url.searchParams.get('traffic') === '1';
      streamEvents(workspace, { request, response }, { personId, withTraffic });
      return undefined;
    }
    default:
      return text(404, 'Not found');
  }
}

async function pagePost(served: Served, { request, url }: Exchange): Promise<Reply> {
  // A form on another site can post text/plain across origins without asking; JSON it cannot.
  if (!request.headers['content-type']?.startsWith('application/json')) return text(415, 'Send JSON');
  const body = await readBody(request);
  if (!body) return text(413, 'Too large');
  const sent = parseJson(body.toString('utf8'));
  if (url.pathname === '/sandbox/do') return operate(served, sent);
  return url.pathname === '/sandbox/faults' ? setFaults(served, sent) : text(404, 'Not found');
}

async function operate({ workspace }: Served, sent: unknown): Promise<Reply> {
  const request = parseDoRequest(sent);
  if (request instanceof Error) {
    return json(400, { ok: false, error: 'invalid_arguments', notice: request.message });
  }
  return json(200, await workspace.do(request.as, request.op).acked);
}

const faultsRequest = z.strictObject({
  clear: z.boolean().optional(),
  arm: z.array(faultSchema).optional(),
  sockets: z.enum(['refresh', 'warning', 'drop', 'halfOpen']).optional(),
});

function setFaults({ workspace, sockets }: Served, sent: unknown): Reply {
  const parsed = faultsRequest.safeParse(sent);
  if (!parsed.success) return json(400, { ok: false, error: z.prettifyError(parsed.error) });
  if (parsed.data.clear) workspace.clearFaults();
  for (const fault of parsed.data.arm ?? []) workspace.arm(fault);
  if (parsed.data.sockets) sockets.trouble(parsed.data.sockets);
  return json(200, { ok: true, faults: workspace.faults() });
}

/** The consent screen of an install, agreed to at once by the workspace's owner. */
function authorize({ engine }: Served, url: URL): Reply {
  const target = url.searchParams.get('redirect_uri') ?? '';
  if (!URL.canParse(target)) return text(400, 'bad_redirect_uri');
  const redirect = new URL(target);
  redirect.searchParams.set('code', newOauthCode(engine, 'U0ADA'));
  redirect.searchParams.set('state', url.searchParams.get('state') ?? '');
  return { status: 302, headers: { location: redirect.href }, body: '' };
}

function file({ engine }: Served, url: URL): Reply {
  const stored = engine.state.files[url.pathname.split('/')[2] ?? ''];
  if (!stored) return text(404, 'Not found');
  // Always a download: whatever an app uploaded must not run as a page of this origin.
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`;
  return {
    status: 200,
    headers: { 'content-type': stored.mimetype, 'content-disposition': disposition },
    body: Buffer.from(stored.content, 'base64'),
  };
}
