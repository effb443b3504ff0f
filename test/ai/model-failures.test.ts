import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelFailure } from '../../src/ai/model-error.js';
import { modelTreeBuilder } from '../../src/ai/openai/tree-builder.js';
import {
  type Behaviour,
  failing,
  type ModelRequest,
  saying,
  startModelServer,
  streaming,
} from '../../src/cli/shared/model-server.js';
import type { NodeRequest } from '../../src/domain/draft.js';
import type { CallKind, Usage } from '../../src/domain/ledger.js';
import { freeCall, wireNode as node } from '../support/nodes.js';

const server = await startModelServer();
afterAll(() => server.stop());
beforeEach(() => {
  server.requests.length = 0;
});

const limits = { firstByteMs: 400, totalMs: 2_500 };
const builder = (over: Partial<typeof limits> & { effort?: string; baseUrl?: string } = {}) =>
  modelTreeBuilder({ baseUrl: server.url, apiKey: 'k', model: 'm', effort: null, ...limits, ...over });

const request: NodeRequest = {
  problem: 'The printer prints pink',
  category: { name: 'Printing', protocol: 'printing', identityGate: false },
  path: [],
  depth: 1,
  context: [],
};
const json = JSON.stringify(node);

/** What came of one asking, and what the meter was told. */
async function outcome(over: Parameters<typeof builder>[0] = {}, signal = freeCall.signal) {
  const metered: { kind: CallKind; used?: Usage | null }[] = [];
  const meter = async (kind: CallKind) => {
    const call: (typeof metered)[number] = { kind };
    metered.push(call);
    return {
      settle: async (used: Usage | null) => {
        call.used = used;
      },
    };
  };
  const began = performance.now();
  const result = await builder(over)
    .nextNode(request, { signal, meter })
    .then(
      (built) => built,
      (error: unknown) => error,
    );
  return { result, metered, ms: performance.now() - began };
}

const inTurn = (...behaviours: Behaviour[]) => {
  let next = 0;
  return () => behaviours[Math.min(next++, behaviours.length - 1)] ?? { kind: 'hang_up' as const };
};

const html = '<!doctype html><html><body>Sign in</body></html>';
const cases: [string, Behaviour, ModelFailure, requests: number][] = [
  ['never a word', { kind: 'silent' }, 'timeout', 1],
  ['headers and no body', { kind: 'headers_only' }, 'timeout', 1],
  ['a stream that does not begin', { kind: 'headers_only', type: 'text/event-stream' }, 'timeout', 1],
  ['a stream that stalls', streaming(json, { cut: true, ends: 'stall' }), 'timeout', 1],
  ['a stream that ends in the middle', streaming(json, { cut: true }), 'cut', 2],
  ['a stream that breaks', streaming(json, { cut: true, ends: 'break' }), 'cut', 2],
  ['an answer cut at its longest length', saying(json.slice(0, 40), { finish: 'length' }), 'cut', 2],
  ['a hang-up', { kind: 'hang_up' }, 'unreachable', 2],
  ['a web page', { kind: 'body', type: 'text/html', body: html }, 'not_an_endpoint', 1],
  ['a web page that says it is JSON', { kind: 'body', body: html }, 'not_an_endpoint', 1],
  ['other JSON', { kind: 'body', body: '{"ok":true}' }, 'not_an_endpoint', 1],
  ['a way to another page', failing(302, html, { location: '/login' }), 'not_an_endpoint', 1],
  ['a page that is not there', failing(404, html), 'not_an_endpoint', 1],
  ['a wrong key', failing(401, { message: 'Incorrect API key', code: 'invalid_api_key' }), 'unauthorised', 1],
  [
    'a model that is not there',
    failing(404, { message: 'The model `m` does not exist', code: 'model_not_found' }),
    'unknown_model',
    1,
  ],
  [
    'a model that is not there, with a 400',
    failing(400, { message: 'model "m" not found' }),
    'unknown_model',
    1,
  ],
  [
    'too many requests for a minute',
    failing(429, { message: 'slow down' }, { 'retry-after': '60' }),
    'rate_limited',
    1,
  ],
  ['no credit', failing(429, { message: 'quota', code: 'insufficient_quota' }), 'rate_limited', 1],
  ['a broken server', failing(500, { message: 'oops' }), 'unreachable', 2],
  ['a broken proxy', failing(502, html), 'unreachable', 2],
  ['a refusal', saying(null, { refusal: 'I cannot help with that.' }), 'refused', 1],
  ['a filter', saying('', { finish: 'content_filter' }), 'refused', 1],
  ['a filter before the model', failing(400, { message: 'filtered', code: 'content_filter' }), 'refused', 1],
  ['nothing', saying(''), 'empty', 2],
  ['null', saying(null), 'empty', 2],
  ['prose', saying('Have you tried turning it off and on again?'), 'bad_output', 1],
  ['JSON of something else', saying('{"answer":42}'), 'bad_output', 2],
  ['an answer without end', saying('x'.repeat(300_000)), 'bad_output', 1],
];

describe('an endpoint that gives', () => {
  it.each(cases)(
    '%s is told as such, in time, and charged as it must be',
    async (_, behaviour, kind, requests) => {
      server.behave(behaviour);
      const { result, metered, ms } = await outcome();
      expect(result).toBeInstanceOf(ModelError);
      expect(result).toMatchObject({ kind });
      expect(ms).toBeLessThan(limits.totalMs + 1_000);
      expect(server.requests).toHaveLength(requests);
      expect(metered).toHaveLength(requests);
      expect(metered.every(({ used }) => used !== undefined)).toBe(true);
    },
  );

  it('an address where nothing listens is unreachable', async () => {
    const { result } = await outcome({ baseUrl: 'http://127.0.0.1:9/v1' });
    expect(result).toMatchObject({ kind: 'unreachable', code: 'unreachable' });
  });

  it('its time to wait hands that on', async () => {
    server.behave(failing(429, { message: 'slow down' }, { 'retry-after': '7' }));
    expect((await outcome()).result).toMatchObject({ retryAfterMs: 7_000 });
  });
});

describe('an endpoint that recovers', () => {
  it.each<[string, Behaviour]>([
    ['a hang-up', { kind: 'hang_up' }],
    ['a broken server', failing(503, { message: 'loading' })],
    ['a cut stream', streaming(json, { cut: true })],
    ['one 429', failing(429, { message: 'slow down' }, { 'retry-after': '0' })],
  ])('is asked once more after %s', async (_, first) => {
    server.behave(inTurn(first, saying(json)));
    const { result, metered } = await outcome();
    expect(result).toMatchObject({ source: 'model', usage: { calls: 2 } });
    expect(metered.map(({ kind }) => kind)).toEqual(['first', 'resend']);
  });
});

describe('a node is found', () => {
  it.each<[string, Behaviour]>([
    ['in a stream', streaming(json, { pieces: 9 })],
    ['in a whole answer', saying(json)],
    ['in a fence', saying(`Here you are:\n\`\`\`json\n${json}\n\`\`\`\nGood luck!`)],
    ['after thoughts', saying(`<think>Maybe {"text": 1}? No.</think>${json}`)],
    ['where only the thoughts have it', saying('', { reasoning: `So the node is ${json}` })],
    ['beside another object', saying(`{"note":"first"} ${json}`)],
    ['without usage', saying(json, { usage: false })],
    ['with bare labels', saying(JSON.stringify({ ...node, answers: ['Yes', 'No'] }))],
  ])('%s', async (_, behaviour) => {
    server.behave(behaviour);
    const { result } = await outcome();
    expect(result).toMatchObject({ source: 'model', proposal: { text: node.text } });
    expect(server.requests).toHaveLength(1);
  });

  it('with what it cost', async () => {
    server.behave(streaming(json));
    const { result, metered } = await outcome();
    expect(result).toMatchObject({
      usage: { calls: 1, promptTokens: 1_400, cachedTokens: 1_024, completionTokens: 120 },
    });
    expect(metered).toEqual([{ kind: 'first', used: expect.objectContaining({ promptTokens: 1_400 }) }]);
  });
});

describe('the ladder', () => {
  const formatOf = ({ response_format }: ModelRequest) => response_format?.type ?? 'prompt';

  it('goes down to what the endpoint takes, once for all requests', async () => {
    server.behave((asked) =>
      formatOf(asked) === 'prompt'
        ? saying(json)
        : failing(400, { message: `response_format ${formatOf(asked)} unsupported` }),
    );
    const model = builder();
    await model.nextNode(request, freeCall);
    await model.nextNode(request, freeCall);
    expect(server.requests.map(formatOf)).toEqual(['json_schema', 'json_object', 'prompt', 'prompt']);
    expect(server.requests.at(-1)?.text).toContain('JSON schema of the node');
  });

  it('leaves out the field that the endpoint names, and keeps the schema', async () => {
    server.behave((asked) => {
      if (asked.text.includes('stream_options'))
        return failing(400, { message: 'Unknown field: stream_options' });
      if (asked.text.includes('"max_tokens"'))
        return failing(400, { message: "Use 'max_completion_tokens' instead of 'max_tokens'." });
      if (asked.text.includes('reasoning_effort'))
        return failing(400, { message: 'reasoning_effort is not supported' });
      return saying(json);
    });
    const { result } = await outcome({ effort: 'minimal' });
    expect(result).toMatchObject({ source: 'model', usage: { calls: 1 } });
    expect(server.requests.map(formatOf)).toEqual(Array(4).fill('json_schema'));
    expect(server.requests.at(-1)?.text).toContain('max_completion_tokens');
  });

  it('ends where even the plainest request is not taken', async () => {
    server.behave(failing(400, { message: 'context length exceeded' }));
    expect((await outcome()).result).toMatchObject({ kind: 'refused' });
  });
});

describe('who asked', () => {
  it('and wants it no more ends it at once', async () => {
    server.behave({ kind: 'silent' });
    const stop = new AbortController();
    const asking = outcome({ firstByteMs: 5_000, totalMs: 8_000 }, stop.signal);
    setTimeout(() => stop.abort(), 100);
    const { result, ms } = await asking;
    expect(result).toMatchObject({ kind: 'stopped' });
    expect(ms).toBeLessThan(2_000);
  });

  it('gets the protocol’s node where the repair fails', async () => {
    server.behave(
      inTurn(
        saying(JSON.stringify({ ...node, text: 'Visit http://evil.example to fix it?' })),
        failing(500, {}),
      ),
    );
    const { result } = await outcome();
    expect(result).toMatchObject({ source: 'built_in', rejected: ['invented'] });
  });

  it('gets the repaired node', async () => {
    server.behave(
      inTurn(saying(JSON.stringify({ ...node, answers: [{ label: 'Yes', likelihood: 1 }] })), saying(json)),
    );
    const { result, metered } = await outcome();
    expect(result).toMatchObject({ source: 'model', rejected: ['limits'] });
    expect(metered.map(({ kind }) => kind)).toEqual(['first', 'repair']);
  });
});
