import { ModelError } from '../../../ai/model-error.js';
import { modelTreeBuilder } from '../../../ai/openai/tree-builder.js';
import { type Behaviour, failing, type ModelServer, saying, streaming } from '../../shared/model-server.js';
import { seededRandom } from '../../shared/random.js';
import { benchModel, call, goodNode, requestFor, wireNode } from './asking.js';

export interface BadAnswers {
  asked: number;
  /** Answers that came to be a node of the model's. */
  taken: number;
  /** Askings that took longer than their time. */
  late: number;
  longestMs: number;
  /** What each came to, with how often. */
  kinds: Map<string, number>;
}

const question = { text: 'Is the display lit?', kind: 'question', answers: ['Yes', 'No'] };
const good = wireNode(question);
const html = '<!doctype html><title>Sign in</title><p>Welcome to the hotel';
const odd = (fields: object) => saying(wireNode({ ...question, ...fields }));
const body = (text: string, type?: string): Behaviour => ({
  kind: 'body',
  body: text,
  ...(type && { type }),
});
const events = (...lines: string[]): Behaviour => ({ kind: 'stream', events: lines, ends: 'end' });

/** Every kind of answer that is none. `random` decides where one is cut. */
export const badKinds: readonly ((random: () => number) => Behaviour)[] = [
  () => ({ kind: 'silent' }),
  () => ({ kind: 'headers_only' }),
  () => ({ kind: 'headers_only', type: 'text/event-stream' }),
  () => ({ kind: 'hang_up' }),
  () => streaming(good, { cut: true }),
  () => streaming(good, { cut: true, ends: 'break' }),
  () => streaming(good, { cut: true, ends: 'stall' }),
  (random) => saying(good.slice(0, 1 + Math.floor(random() * (good.length - 2))), { finish: 'length' }),
  (random) => saying(good.slice(0, 1 + Math.floor(random() * (good.length - 2)))),
  (random) => saying(good.slice(2 + Math.floor(random() * 20))),
  () => body(html, 'text/html'),
  () => body(html),
  () => body('upstream connect error', 'text/plain'),
  () => body(''),
  () => body('null'),
  () => body('[]'),
  () => body('{"error":{"message":"overloaded"}}'),
  () => body('{"choices":[]}'),
  () => body('{"choices":[{"message":null}]}'),
  () => body('{"choices":"none"}'),
  () =>
    body(
      JSON.stringify({
        choices: [{ message: { role: 'assistant', content: [{ type: 'text', text: good }] } }],
      }),
    ),
  () => events('not json'),
  () => events('{"error":{"message":"boom"}}'),
  () => events('{"choices":7}'),
  () => events('[DONE]'),
  () => events(),
  ...[400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529].flatMap((status) => [
    () => failing(status, { message: `status ${status}` }),
    () => failing(status, html),
  ]),
  () => failing(429, { message: 'slow down' }, { 'retry-after': '0' }),
  () => failing(429, { message: 'slow down' }, { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' }),
  () => failing(302, html, { location: '/login' }),
  () => saying(null),
  () => saying(''),
  () => saying('   \n\n'),
  () => saying(null, { refusal: 'I cannot help with that.' }),
  () => saying('', { finish: 'content_filter' }),
  () => saying('Sure! Have you tried turning it off and on again?'),
  () => saying('```\nno json here\n```'),
  () => saying('<think>hmm {"text": </think>'),
  () => saying('{}'),
  () => saying('{"node":{}}'),
  () => saying('{"text":42,"kind":"question"}'),
  () => saying('{"__proto__":{"text":"x","kind":"question"}}'),
  () => saying('{"text":"a","text":"","kind":"instruction"}'),
  () => saying(`{"text":NaN,${good.slice(1)}`),
  () => saying('{'.repeat(5_000)),
  () => saying(`${'[{"a":'.repeat(2_000)}1`),
  () => saying('x'.repeat(300_000)),
  () => saying('\u0000\uD800\uFFFD'),
  () => odd({ kind: 'link' }),
  () => odd({ kind: 'identity' }),
  () => odd({ text: '' }),
  () => odd({ text: '   ' }),
  () => odd({ text: '!!!' }),
  () => odd({ text: 'why '.repeat(2_000) }),
  () => odd({ text: ['Is it on?'] }),
  () => odd({ answers: [] }),
  () => odd({ answers: ['Yes'] }),
  () => odd({ answers: ['Yes', 'Yes'] }),
  () => odd({ answers: ['Yes', 'No', 'Not sure'] }),
  () => odd({ answers: Array.from({ length: 40 }, (_, at) => `Answer ${at}`) }),
  () => odd({ answers: ['Yes', 'N'.repeat(90)] }),
  () => odd({ answers: ['', 'No'] }),
  () => odd({ label: 'L'.repeat(500) }),
  () => odd({ risk: 'disruptive', kind: 'instruction', answers: [], text: 'Restart the laptop.' }),
];

/** Sends a thousand of them to the port, over HTTP, some at a time. */
export async function badAnswers(server: ModelServer, seed: number, count = 1_000): Promise<BadAnswers> {
  const random = seededRandom(seed);
  const behaviours = Array.from({ length: count }, (_, index) => badKinds[index % badKinds.length]?.(random));
  server.behave(({ text }) => behaviours[Number(/case (\d+)\b/.exec(text)?.[1])] ?? goodNode);
  const settings = { ...benchModel(server.url), firstByteMs: 1_200, totalMs: 4_000 };
  const result: BadAnswers = { asked: count, taken: 0, late: 0, longestMs: 0, kinds: new Map() };
  let next = 0;
  const work = async () => {
    while (next < count) {
      const number = next++;
      const began = performance.now();
      const kind = await outcomeOf(settings, number);
      const ms = performance.now() - began;
      result.kinds.set(kind, (result.kinds.get(kind) ?? 0) + 1);
      result.longestMs = Math.max(result.longestMs, ms);
      if (kind === 'model') result.taken += 1;
      // A busy machine takes its time; what hangs never ends.
      if (ms > settings.totalMs + 5_000) result.late += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  server.requests.length = 0;
  return result;
}

/** A builder of its own for each: what one endpoint was found to take says nothing about the next. */
async function outcomeOf(settings: Parameters<typeof modelTreeBuilder>[0], number: number): Promise<string> {
  try {
    return (await modelTreeBuilder(settings).nextNode(requestFor(`case ${number} does not work`), call))
      .source;
  } catch (error) {
    return error instanceof ModelError ? error.kind : `thrown: ${String(error)}`;
  }
}
