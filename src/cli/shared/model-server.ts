import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** What a model server does with one request. */
export type Behaviour =
  /** One answer, whole. */
  | {
      kind: 'body';
      status?: number;
      type?: string;
      body: string;
      headers?: Record<string, string>;
      afterMs?: number;
    }
  /** Lines of server-sent events; then it ends, breaks the connection, or says nothing more. */
  | { kind: 'stream'; events: string[]; ends: 'end' | 'break' | 'stall'; eachMs?: number }
  /** Takes the request and never says a word. */
  | { kind: 'silent' }
  /** Says that it will answer, and does not. */
  | { kind: 'headers_only'; type?: string }
  | { kind: 'hang_up' };

const request = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).default([]),
  response_format: z.object({ type: z.string() }).nullish(),
});
export type ModelRequest = z.infer<typeof request> & { path: string; text: string; authorization: string };

/** A server that misbehaves as it is told: what a mock of a well-behaved one cannot do. */
export interface ModelServer {
  url: string;
  /** What it was asked, in order. */
  requests: ModelRequest[];
  /** Decides what is done with the requests from now on. */
  behave(behaviour: Behaviour | ((request: ModelRequest) => Behaviour)): void;
  stop(): Promise<void>;
}

export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let decide: (request: ModelRequest) => Behaviour = () => ({ kind: 'hang_up' });
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then((asked) => {
      requests.push(asked);
      perform(decide(asked), outgoing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    behave(behaviour) {
      decide = typeof behaviour === 'function' ? behaviour : () => behaviour;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<ModelRequest> {
  let text = '';
  for await (const part of incoming) text += String(part);
  const parsed = request.safeParse(text === '' ? {} : JSON.parse(text));
  const asked = parsed.success ? parsed.data : { model: '', stream: false, messages: [] };
  return { ...asked, path: incoming.url ?? '', text, authorization: incoming.headers.authorization ?? '' };
}

function perform(behaviour: Behaviour, outgoing: ServerResponse): void {
  switch (behaviour.kind) {
    case 'body': {
      const { status = 200, type = 'application/json', body, headers = {}, afterMs = 0 } = behaviour;
      setTimeout(() => outgoing.writeHead(status, { 'content-type': type, ...headers }).end(body), afterMs);
      return;
    }
    case 'stream':
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      send(behaviour.events, behaviour, outgoing);
      return;
    case 'silent':
      return;
    case 'headers_only':
      outgoing.writeHead(200, { 'content-type': behaviour.type ?? 'application/json' });
      outgoing.flushHeaders();
      return;
    case 'hang_up':
      outgoing.destroy();
  }
}

function send(
  [event, ...rest]: string[],
  how: Extract<Behaviour, { kind: 'stream' }>,
  outgoing: ServerResponse,
): void {
  if (event !== undefined) {
    outgoing.write(`data: ${event}\n\n`);
    setTimeout(() => send(rest, how, outgoing), how.eachMs ?? 0);
  } else if (how.ends === 'end') outgoing.end();
  else if (how.ends === 'break') outgoing.destroy();
}

interface Saying {
  finish?: string | null;
  refusal?: string | null;
  reasoning?: string;
  usage?: boolean;
}

const used = {
  prompt_tokens: 1_400,
  completion_tokens: 120,
  prompt_tokens_details: { cached_tokens: 1_024 },
};

/** A whole answer of a model, as chat.completions has it. */
export const saying = (content: string | null, said: Saying = {}): Behaviour => ({
  kind: 'body',
  body: JSON.stringify({
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          ...(said.refusal !== undefined && { refusal: said.refusal }),
          ...(said.reasoning !== undefined && { reasoning_content: said.reasoning }),
        },
        finish_reason: said.finish === undefined ? 'stop' : said.finish,
      },
    ],
    ...(said.usage !== false && { usage: used }),
  }),
});

/** The same in pieces. A cut one ends in the middle, without saying why. */
export function streaming(
  content: string,
  {
    cut = false,
    ends = 'end',
    pieces = 4,
  }: { cut?: boolean; ends?: 'end' | 'break' | 'stall'; pieces?: number } = {},
): Behaviour {
  const chunk = (delta: object, finish: string | null) =>
    JSON.stringify({
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  const size = Math.max(1, Math.ceil(content.length / pieces));
  const parts = Array.from({ length: pieces }, (_, index) => content.slice(index * size, (index + 1) * size));
  const sent = (cut ? parts.slice(0, Math.ceil(pieces / 2)) : parts).map((part) =>
    chunk({ content: part }, null),
  );
  if (cut) return { kind: 'stream', events: sent, ends };
  const usage = JSON.stringify({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [],
    usage: used,
  });
  return { kind: 'stream', events: [...sent, chunk({}, 'stop'), usage, '[DONE]'], ends };
}

/** An error as the endpoints answer it. */
export const failing = (
  status: number,
  error: object | string,
  headers: Record<string, string> = {},
): Behaviour => ({
  kind: 'body',
  status,
  headers,
  ...(typeof error === 'string' ? { type: 'text/html', body: error } : { body: JSON.stringify({ error }) }),
});
