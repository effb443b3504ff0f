import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ListenOptions } from 'node:net';
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../jobs/log.js';

/** Slack's requests are far smaller; views may have 250 KB. */
const mostBytes = 1_000_000;
/** A request is as old as this at most, or as far ahead, in seconds. */
const mostSkew = 300;

export interface HttpReceiverOptions {
  signingSecret: string;
  log: Log;
}

/**
 * Takes Slack's signed requests. What Slack signed is answered with 200 whatever is in it, for Slack switches apps off
 * that refuse its deliveries; a fault of ours is answered with 500, and nothing was stored then. Bolt's own receiver
 * takes timestamps from the future and leaves some bodies unanswered.
 */
export function httpReceiver({ signingSecret, log }: HttpReceiverOptions): Receiver {
  let app: App | null = null;
  let server: Server | null = null;
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [pathname] = (request.url ?? '/').split('?');
    if (request.method !== 'POST' || pathname !== '/slack/events') return answer(response, 404);
    const raw = await bodyOf(request);
    if (raw === null) return answer(response, 413);
    if (!isSlacks(request, raw, signingSecret)) return answer(response, 401);
    const body = parsed(request, raw);
    if (body === null) log.warn({ bytes: raw.length }, 'slack: a signed request that cannot be read');
    if (body === null || body.ssl_check === '1') return answer(response, 200);
    if (body.type === 'url_verification') return answer(response, 200, { challenge: body.challenge });
    await app?.processEvent(eventOf(request, response, body));
  };
  return {
    init(forApp: App) {
      app = forApp;
    },
    start(options: ListenOptions) {
      const listening = createServer((request, response) => {
        receive(request, response).catch((error: unknown) => {
          log.error({ err: error, answered: response.headersSent }, 'slack: a request failed');
          answer(response, 500);
        });
      });
      server = listening;
      return new Promise<Server>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(options, () => resolve(listening));
      });
    },
    stop() {
      return new Promise<void>((resolve) => {
        if (server) server.close(() => resolve());
        else resolve();
      });
    },
  };
}

function eventOf(request: IncomingMessage, response: ServerResponse, body: Body): ReceiverEvent {
  const retryNum = Number(request.headers['x-slack-retry-num']);
  const retryReason = request.headers['x-slack-retry-reason'];
  return {
    body,
    ack: async (content) => answer(response, 200, content),
    ...(Number.isInteger(retryNum) && { retryNum }),
    ...(typeof retryReason === 'string' && { retryReason }),
  };
}

function answer(response: ServerResponse, status: number, content?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  if (content === undefined || content === '') response.writeHead(status).end();
  else if (typeof content === 'string') response.writeHead(status).end(content);
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

/** Null for a body that is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Read on to the end, so that the answer can be sent; kept is no more of it.
    if (size <= mostBytes) chunks.push(chunk);
  }
  return size > mostBytes ? null : Buffer.concat(chunks);
}

/** Signed with our secret, over the bytes as they came, and not long ago nor ahead. */
function isSlacks({ headers }: IncomingMessage, raw: Buffer, secret: string): boolean {
  const at = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof at !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(Date.now() / 1_000 - Number(at)) > mostSkew) return false;
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${at}:`).update(raw).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

type Body = Record<string, unknown>;

/** Events come as JSON, commands as a form, interactions as JSON in a form's `payload`; null for anything else. */
function parsed({ headers }: IncomingMessage, raw: Buffer): Body | null {
  const text = raw.toString('utf8');
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return fromJson(text);
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : fromJson(payload);
}

function fromJson(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
