import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import type { Delivery, DeliveryFailure } from '../domain/webhook.js';
import type { WebhookSender } from '../jobs/webhook-sender.js';
import { isListed, isPublic } from './addresses.js';
import { newSecret, secondsOf, signature } from './signature.js';

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface SenderOptions {
  /** Addresses that are allowed although they are not public. */
  allow: BlockList;
  /** For one attempt, from the name to the first line of the answer. */
  timeoutMs?: number;
  resolve?: Resolve;
}

/** The address that a name stands for is none that may be sent to. */
class ForbiddenAddress extends Error {}

/**
 * Sends webhooks. Each connection goes to an address that was checked for that very connection: a name that stood for
 * something else when it was set leads nowhere. Redirects are not followed.
 */
export function createWebhookSender(options: SenderOptions): WebhookSender & { close(): Promise<void> } {
  const { allow, timeoutMs = 10_000, resolve = dnsLookup } = options;
  const listed = (address: string) => isListed(allow, address);
  // Without TLS only what the server's owner has allowed.
  const rules = { 'https:': (address: string) => listed(address) || isPublic(address), 'http:': listed };
  const agents = new Map<Receiver['protocol'], Promise<Agent>>();
  const agentFor = (protocol: Receiver['protocol']): Promise<Agent> => {
    const agent = agents.get(protocol) ?? openAgent(guarded(resolve, rules[protocol]), timeoutMs);
    agents.set(protocol, agent);
    return agent;
  };

  return {
    newSecret,
    async check(text) {
      const url = receiverOf(text);
      if (!url) return 'not_a_url';
      const addresses = await addressesOf(url, resolve, timeoutMs / 4);
      if (addresses.length === 0) return 'not_found';
      if (addresses.every(rules[url.protocol])) return null;
      return addresses.every(isPublic) ? 'not_https' : 'forbidden_address';
    },
    async send({ url: text, ...message }) {
      const url = receiverOf(text);
      const host = url && hostOf(url);
      // A literal address is not looked up.
      if (!url || (host && isIP(host) !== 0 && !rules[url.protocol](host)))
        return failed('forbidden_address');
      return attempt(url, await agentFor(url.protocol), message, timeoutMs);
    },
    async close() {
      await Promise.all([...agents.values()].map(async (agent) => (await agent).close()));
    },
  };
}

/** The client is loaded with the first event that is sent: most starts need none. */
async function openAgent(lookup: LookupFunction, timeout: number): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({ connect: { lookup, timeout }, keepAliveTimeout: 1_000 });
}

type Receiver = URL & { protocol: 'https:' | 'http:' };

function receiverOf(text: string): Receiver | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const fits = (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password;
  return fits ? (url as Receiver) : null;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

function addressesOf(url: URL, resolve: Resolve, patienceMs: number): Promise<string[]> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return Promise.resolve([host]);
  return new Promise((done) => {
    const late = setTimeout(() => done([]), patienceMs);
    resolve(host, { all: true }, (error, addresses) => {
      clearTimeout(late);
      done(error ? [] : addresses.map(({ address }) => address));
    });
  });
}

/** Looks a name up for a connection, and refuses where any of its addresses may not be sent to. */
function guarded(resolve: Resolve, may: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new Error(`No address of ${host}`), '');
      if (!addresses.every(({ address }) => may(address))) return done(new ForbiddenAddress(host), '');
      if (options.all) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

async function attempt(
  url: URL,
  dispatcher: Agent,
  message: { secret: string; id: string; at: Date; body: string },
  timeoutMs: number,
): Promise<Delivery> {
  try {
    const { request } = await import('undici');
    const { statusCode, headers, body } = await request(url, {
      method: 'POST',
      dispatcher,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Intake-Webhook/1',
        'webhook-id': message.id,
        'webhook-timestamp': String(secondsOf(message.at)),
        'webhook-signature': signature(message.secret, message),
      },
      body: message.body,
    });
    // The status is all that counts: what else comes, and how slowly, is left where it is.
    body.on('error', () => undefined).destroy();
    if (statusCode >= 200 && statusCode < 300) return { ok: true };
    return failed(`status_${statusCode}`, refusals.has(statusCode), retryAfter(headers['retry-after']));
  } catch (error) {
    return failed(failureOf(error));
  }
}

/** The receiver is well and does not want this event: sending others makes sense. */
const refusals = new Set([400, 409, 413, 415, 422]);

const failed = (failure: DeliveryFailure, refused = false, retryAfterMs: number | null = null): Delivery => ({
  ok: false,
  failure,
  refused,
  retryAfterMs,
});

function retryAfter(header: string | string[] | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null;
}

function failureOf(error: unknown): DeliveryFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ForbiddenAddress) return 'forbidden_address';
    if (cause.name === 'TimeoutError') return 'timeout';
    const code = 'code' in cause ? String(cause.code) : '';
    if (cause.name === 'HTTPParserError') return 'not_http';
    if (/TIMEOUT|TIMEDOUT/.test(code)) return 'timeout';
  }
  return 'unreachable';
}
