import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import { type Embedder, EmbedderError } from '../../src/ai/embedder.js';

const cosine = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe('the built-in embedder', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openBuiltInEmbedder();
  });
  afterAll(() => embedder.close());

  it('puts texts of one meaning nearer to each other than others', async () => {
    const [wifi, wireless, coffee] = await embedder.embed([
      'My laptop finds no wifi networks',
      'The notebook does not see any wireless network',
      'The coffee machine is leaking',
    ]);
    expect(cosine(wifi, wireless)).toBeGreaterThan(cosine(wifi, coffee) + 0.2);
  });

  it('gives the same vector for a text alone and among others', async () => {
    const text = 'Outlook asks for my sign-in again and again';
    const other = await openBuiltInEmbedder();
    const [alone] = await other.embed([text]);
    await other.close();
    const among = await embedder.embed(['Printer offline', text, 'VPN drops every hour', text]);
    expect(cosine(alone, among[1])).toBeCloseTo(1, 5);
    expect(among[3]).toEqual(among[1]);
  });

  it.each([
    ['an empty text', ''],
    ['emoji alone', '🦊🦊🦊'],
    ['right-to-left text', 'الطابعة لا تطبع'],
    ['10,000 characters', 'The printer jams. '.repeat(556)],
    ['10,000 characters without a space', 'x'.repeat(10_000)],
    ['half a character', '\uD83D'],
  ])('answers %s with a vector of length 1', async (_, text) => {
    const [vector = []] = await embedder.embed([text]);
    expect(vector).toHaveLength(512);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
  });

  it('answers no texts with no vectors', async () => {
    expect(await embedder.embed([])).toEqual([]);
  });

  it('leaves the event loop free while it works', async () => {
    let turns = 0;
    const counter = setInterval(() => {
      turns += 1;
    }, 1);
    await embedder.embed(Array.from({ length: 24 }, (_, i) => `The screen of laptop ${i} stays dark`));
    clearInterval(counter);
    expect(turns).toBeGreaterThan(10);
  });

  it('refuses after it was closed, and closes twice', async () => {
    const closing = await openBuiltInEmbedder();
    const unfinished = closing.embed(['The mailbox is full']);
    await Promise.all([closing.close(), closing.close(), expect(unfinished).rejects.toThrow(EmbedderError)]);
    await expect(closing.embed(['Too late'])).rejects.toThrow(EmbedderError);
  });
});
