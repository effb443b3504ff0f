import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A new secret: 32 random bytes, written as Standard Webhooks writes them. */
export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`;

/** `v1,` and the HMAC-SHA256 over id, time and body, as Standard Webhooks has it: every language has a library for it. */
export function signature(secret: string, { id, at, body }: { id: string; at: Date; body: string }): string {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
  const signed = `${id}.${secondsOf(at)}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);
