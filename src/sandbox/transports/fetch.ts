import type { Engine } from '../engine/engine.js';
import { respond } from '../engine/response-urls.js';
import { asObject, type JsonObject, parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import { callWebApi } from '../web-api/call.js';
import { receiveUpload } from '../web-api/files.js';

/** What the app asks of Slack over HTTP, whether or not a network lies between. */
export type SlackRequest = {
  path: string;
  contentType: string;
  authorization: string;
  body: Uint8Array;
};

export type SlackAnswer = { status: number; headers: Record<string, string>; body: string; isLost?: boolean };

const json = (status: number, body: JsonObject, headers: Record<string, string> = {}): SlackAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** Answers the Web API, response URLs and uploads; undefined for other paths. */
export async function answerSlack(engine: Engine, request: SlackRequest): Promise<SlackAnswer | undefined> {
  const [, area, id = ''] = request.path.split('/');
  switch (area) {
    case 'api':
      return api(engine, id, request);
    case 'respond':
      return responseUrl(engine, id, request);
    case 'upload':
      return receiveUpload(engine, id, request.body)
        ? { status: 200, headers: {}, body: `OK - ${request.body.byteLength}` }
        : json(404, { ok: false, error: 'file_not_found' });
    default:
      return undefined;
  }
}

async function api(engine: Engine, method: string, request: SlackRequest): Promise<SlackAnswer> {
  const token = request.authorization.match(/^Bearer (\S+)$/)?.[1];
  const args = argsOf(request);
  if (!args) return json(200, { ok: false, error: 'invalid_json' });
  const answer = await callWebApi(engine, { method, token, args });
  return { ...json(answer.status, answer.body, answer.headers), isLost: answer.isLost };
}

function argsOf(request: SlackRequest): JsonObject | undefined {
  const text = Buffer.from(request.body).toString('utf8');
  if (!request.contentType.startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(text));
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? asObject(parsed) : undefined;
}

/** Real response URLs answer "ok", or a status that Bolt's `respond()` throws on. */
function responseUrl(engine: Engine, id: string, request: SlackRequest): SlackAnswer {
  const body = asObject(parseJson(Buffer.from(request.body).toString('utf8')));
  const strike = { method: 'response_url', channel: engine.state.responseUrls[id]?.channel };
  const at = engine.now();
  const answer = respondedTo(engine, id, body, strike);
  const isLost = engine.faults.strike('dropReply', strike) !== undefined;
  engine.record({
    at,
    direction: 'fromApp',
    kind: 'responseUrl',
    name: 'response_url',
    transport: engine.socketUrl ? 'http' : 'inProcess',
    status: isLost ? 0 : answer.status,
    error: answer.status === 200 ? undefined : answer.body,
    ms: 0,
    request: body,
    response: answer.body,
  });
  return { ...answer, isLost };
}

function respondedTo(
  engine: Engine,
  id: string,
  body: JsonObject,
  strike: { method: string; channel?: string },
): SlackAnswer {
  const text = (status: number, words: string, headers = {}): SlackAnswer => ({
    status,
    headers,
    body: words,
  });
  const limited = engine.faults.strike('ratelimited', strike);
  if (limited) return text(429, 'ratelimited', { 'retry-after': String(limited.retryAfter) });
  const broken = engine.faults.strike('serverError', strike);
  if (broken) return text(broken.status, 'internal_error');
  try {
    respond(engine, id, body);
    return text(200, 'ok');
  } catch (error) {
    if (error instanceof Refusal) return text(error.code.endsWith('_url') ? 404 : 400, error.code);
    throw error;
  }
}

/** A `fetch` for `clientOptions.fetch`: everything the app sends to Slack lands in the workspace, no port needed. */
export function slackFetch(engine: Engine): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const answer = await answerSlack(engine, {
      path: url.pathname,
      contentType: request.headers.get('content-type') ?? '',
      authorization: request.headers.get('authorization') ?? '',
      body: new Uint8Array(await request.arrayBuffer()),
    });
    if (request.signal.aborted) throw request.signal.reason;
    if (answer?.isLost) throw new TypeError('fetch failed: the connection was closed before an answer came');
    if (!answer) return new Response('not found', { status: 404 });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}
