import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine's own pages and programs: a page elsewhere that was made to resolve to
 * 127.0.0.1, or that posts across origins, is turned away.
 */
export function isTrusted(request: IncomingMessage, port: number): boolean {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const { host, origin } = request.headers;
  if (!host || !hosts.includes(host)) return false;
  return origin === undefined || hosts.some((it) => origin === `http://${it}`);
}
