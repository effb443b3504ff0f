import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedders } from '../../src/ai/open-embedders.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

type Answer = (texts: string[], response: ServerResponse) => void;

/** Letters as a vector: alike texts are near. */
const vectorOf = (text: string): number[] => {
  const vector = Array.from({ length: 512 }, () => 0.001);
  for (let at = 0; at + 2 < text.length; at += 1) {
    const place =
      [...text.toLowerCase().slice(at, at + 3)].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) % 512;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
};
const vectors =
  (make: (text: string) => unknown[]): Answer =>
  (texts, response) => {
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: make(text) }));
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ object: 'list', model: 'm', data, usage: { prompt_tokens: 1, total_tokens: 1 } }),
    );
  };
const good = vectors(vectorOf);
let answer: Answer = good;

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { input } = JSON.parse(body);
  answer(Array.isArray(input) ? input : [input], response);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const { embedder, close } = await openEmbedders({
  baseUrl: `http://127.0.0.1:${port}/v1`,
  apiKey: 'k',
  firstByteMs: 5_000,
  model: 'letters',
});
afterAll(async () => {
  await close();
  server.close();
});

const { as, publish, rows } = await stage(await testDatabase(), { embedder });
const ava = as('agent');
beforeAll(() => publish(badgeReader));

const newest = async () =>
  (
    await rows<{ outcome: string; reason: string }>(
      'select outcome::text, reason from intake order by created_at desc limit 1',
    )
  )[0];

describe('an endpoint for embeddings', () => {
  it('is searched by where it answers', async () => {
    await ava.types(`/intake ${badgeProblem} now`, { in: '#helpdesk' });
    expect((await newest())?.reason).not.toContain('words alone');
    const stored = await rows<{ embedder: string }>('select distinct embedder from embedding');
    expect(stored).toEqual([{ embedder: embedder.id }]);
  });

  it.each<[string, Answer]>([
    ['too few numbers', vectors((text) => vectorOf(text).slice(0, 384))],
    ['zeros', vectors(() => Array.from({ length: 512 }, () => 0))],
    ['what is no number', vectors(() => Array.from({ length: 512 }, () => null))],
    [
      'a page of HTML',
      (_, response) => response.setHeader('content-type', 'text/html').end('<html>Sign in</html>'),
    ],
    ['a refusal', (_, response) => response.writeHead(500).end('no')],
  ])(
    'that answers with %s is not believed: words alone decide, and the card says so',
    async (what, wrong) => {
      answer = wrong;
      await ava.types(`/intake the badge reader shows red light: ${what}`, { in: '#helpdesk' });
      const intake = await newest();
      expect(intake?.reason).toContain(
        'Searched by words alone, because the search by meaning does not answer.',
      );
      expect(['matched', 'suggest', 'build', 'out_of_scope']).toContain(intake?.outcome);
    },
  );

  it('fills in what it missed when it answers again', async () => {
    answer = (_, response) => response.writeHead(500).end('no');
    await publish({
      ...badgeReader,
      slug: 'late',
      title: 'Turnstile does not turn',
      keywords: [],
      examples: [],
    });
    const lacking = () =>
      rows(
        "select p.text from phrase p where kind <> 'body' and not exists (select from embedding e where e.phrase_id = p.id)",
      );
    expect(await lacking()).not.toHaveLength(0);
    await ava.types('/intake Turnstile does not turn', { in: '#helpdesk' });
    expect((await newest())?.outcome).toMatch(/matched|suggest/);
    answer = good;
    await publish({ ...badgeReader, slug: 'later', title: 'Gate does not open', keywords: [], examples: [] });
    expect(await lacking()).toHaveLength(0);
  });
});
