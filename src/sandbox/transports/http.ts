import type { Ack, Delivery, Sent, Transport } from '../delivery/transport.js';
import type { Engine } from '../engine/engine.js';
import { asString, parseJson } from '../json.js';
import { signatureHeaders } from './signature.js';

export type HttpOptions = { url: string; signingSecret: string };

/** Signed requests to the app's request URL, as Slack sends them. */
export function httpTransport(engine: Engine, options: HttpOptions): Transport {
  return {
    name: 'http',
    isOpen: () => true,
    send: (delivery) => {
      const acked = post(engine, options, delivery);
      return { acked, settled: acked.then(() => undefined) } satisfies Sent;
    },
  };
}

async function post(engine: Engine, options: HttpOptions, delivery: Delivery): Promise<Ack> {
  const { body, contentType } = encoded(delivery);
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        // The app checks the signature by the real clock, whatever the workspace's clock says.
        ...signatureHeaders(options.signingSecret, body, Math.floor(Date.now() / 1000)),
        ...retryHeaders(delivery),
      },
      signal: AbortSignal.timeout(engine.patience.ack),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { status: response.status, body: isJson ? parseJson(text) : text, noRetry };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { status: 0, body: undefined, failure: isLate ? 'timeout' : 'unreachable' };
  }
}

/** Commands come as a form, interactions as JSON in a form's `payload`, events as JSON. */
function encoded({ kind, payload }: Delivery): { body: string; contentType: string } {
  if (kind === 'event') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form = new URLSearchParams();
  if (kind === 'command')
    for (const [name, value] of Object.entries(payload)) form.set(name, asString(value) ?? '');
  else form.set('payload', JSON.stringify(payload));
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

const retryHeaders = ({ retry }: Delivery): Record<string, string> =>
  retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {};
