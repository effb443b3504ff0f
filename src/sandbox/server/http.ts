import type { IncomingMessage, ServerResponse } from 'node:http';

const BODY_LIMIT = 8 * 1024 * 1024;

/** What a route answers; undefined when it answers in its own time (a stream) or never (a lost reply). */
export type Reply = { status: number; headers?: Record<string, string>; body: string | Uint8Array };

export const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

export const text = (status: number, words: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: words,
});

export function write(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** The whole body of a request, or undefined when it is larger than allowed. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.byteLength;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
