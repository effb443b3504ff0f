import { Writable } from 'node:stream';
import { openAiEmbedder } from '../../../ai/openai/embedder.js';
import { modelTreeBuilder } from '../../../ai/openai/tree-builder.js';
import { redactingEmbedder } from '../../../ai/redacting-embedder.js';
import { openLog } from '../../../log.js';
import type { ModelServer } from '../../shared/model-server.js';
import { benchModel, call, goodNode, requestFor } from './asking.js';
import type { Planted } from './planted.js';

/** How many of a kind were in none of the exits, and how many were in all of them. */
export type Leaks = Record<Planted['kind'], { all: number; hidden: number; left: number }>;

/** Sends each text through every exit there is: a request for a node, one for vectors, and the log. */
export async function leaksOf(planted: readonly Planted[], server: ModelServer): Promise<Leaks> {
  const vector = Array.from({ length: 512 }, (_, index) => Math.sin(index + 1));
  server.behave((asked) =>
    asked.path.endsWith('/embeddings')
      ? { kind: 'body', body: JSON.stringify({ data: [{ index: 0, embedding: vector }] }) }
      : goodNode,
  );
  const settings = benchModel(server.url);
  const builder = modelTreeBuilder(settings);
  const embedder = redactingEmbedder(openAiEmbedder({ ...settings, model: 'e' }));
  const leaks: Leaks = { secret: none(), personal: none(), kept: none() };
  for (const { kind, value, text } of planted) {
    server.requests.length = 0;
    await builder.nextNode(requestFor(text), call);
    await embedder.embed([text]);
    const exits = [...server.requests.map((asked) => asked.text), logged(text)].map(asText);
    leaks[kind].all += 1;
    if (exits.every((exit) => !exit.includes(value))) leaks[kind].hidden += 1;
    if (exits.every((exit) => exit.includes(value))) leaks[kind].left += 1;
  }
  server.requests.length = 0;
  return leaks;
}

const none = () => ({ all: 0, hidden: 0, left: 0 });

/** A request's body or a log's line with its strings as they read: JSON inside JSON is undone. */
const asText = (body: string): string =>
  body
    .replace(/\\+"/g, '"')
    .replace(/\\+n/g, '\n')
    .replace(/\\{2,}/g, '\\');

function logged(text: string): string {
  let written = '';
  const stream = new Writable({
    write(chunk, _, done) {
      written += String(chunk);
      done();
    },
  });
  const log = openLog('info', stream);
  log.warn({ err: new Error(`The node was not written: ${text}`), said: text }, 'bench: a line');
  return written;
}
