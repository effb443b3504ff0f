import { createHmac } from 'node:crypto';

/** The headers that prove to the app that Slack sent this body (signature scheme v0). */
export function signatureHeaders(secret: string, body: string, unixSeconds: number): Record<string, string> {
  const hmac = createHmac('sha256', secret).update(`v0:${unixSeconds}:${body}`).digest('hex');
  return {
    'x-slack-request-timestamp': String(unixSeconds),
    'x-slack-signature': `v0=${hmac}`,
  };
}
