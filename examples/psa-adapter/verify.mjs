import { createHmac, timingSafeEqual } from 'node:crypto';

/** A delivery that is older, or from further ahead, than this is not taken: nobody can send an old one again. */
const toleranceSeconds = 300;

/**
 * True if Intake signed this: HMAC-SHA256 over `id.timestamp.body`, as standardwebhooks.com has it. `body` is the text
 * as it came; parsed and written anew it would not fit.
 */
export function isSigned(secret, headers, body, now = Date.now()) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!id || !timestamp || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > toleranceSeconds) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
