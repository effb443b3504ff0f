import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decideCategory, decideMatch } from '../../src/domain/match.js';
import { categoryPhrases, type Phrase, phrasesOf } from '../../src/domain/match-phrases.js';
import { searchStore } from '../../src/store/search-store.js';
import { testDatabase } from '../support/database.js';
import { storedAccount, storedFlow } from '../support/stored-flow.js';

const { prisma } = await testDatabase();
const store = searchStore(prisma);
const now = new Date('2026-01-02T03:04:05Z');
const embedder = 'test@1';

/** A vector of length 1 that points mostly along one axis. */
const axis = (main: number, aside = 0): number[] =>
  Array.from({ length: 512 }, (_, i) => (i === main ? Math.sqrt(1 - aside ** 2) : i === 511 ? aside : 0));

const account = () => storedAccount(prisma);

async function flow(
  accountId: string,
  title: string,
  options: {
    examples?: string[];
    keywords?: string[];
    vector?: number[];
    retired?: boolean;
    unpublished?: boolean;
  } = {},
): Promise<string> {
  const { examples = [], keywords = [], vector } = options;
  const id = await storedFlow(prisma, accountId, { title, ...options });
  const phrases = phrasesOf({ title, description: '', keywords, examples, nodes: [] });
  await index(accountId, id, phrases, vector);
  return id;
}

/** Every phrase with this one vector. */
async function index(
  accountId: string,
  flowId: string,
  phrases: readonly Phrase[],
  vector?: number[],
): Promise<void> {
  await store.indexFlows(accountId, [{ flowId, phrases }]);
  const rows = vector ? await prisma.phrase.findMany({ where: { accountId, flowId } }) : [];
  const embeddings = rows.map(({ id: phraseId }) => ({ phraseId, vector: vector ?? [] }));
  await store.saveEmbeddings(accountId, embedder, embeddings);
}

async function category(
  accountId: string,
  name: string,
  keywords: string[],
  archived = false,
): Promise<string> {
  const id = randomUUID();
  const nameKey = name.toLowerCase();
  const archivedAt = archived ? now : null;
  await prisma.category.create({
    data: { accountId, id, name, nameKey, keywords, protocol: 'general', createdAt: now, archivedAt },
  });
  await store.indexCategory(accountId, id, categoryPhrases({ name, keywords }));
  return id;
}

const byWords = (accountId: string, text: string) =>
  store.search(accountId, { text, embedderId: embedder, vectors: null });

describe('search', () => {
  it('finds a flow by its words, stemmed and without accents', async () => {
    const accountId = await account();
    const printer = await flow(accountId, 'Printer is offline', {
      examples: ['The printer in the café jams'],
    });
    await flow(accountId, 'VPN does not connect');
    const search = await byWords(accountId, 'PRINTERS jamming near the cafe!');
    expect(search.library.size).toBe(2);
    expect(search.flows.map(({ flowId }) => flowId)).toEqual([printer]);
    expect(search.flows[0]?.phrases.every(({ cosines }) => cosines === null)).toBe(true);
    const match = decideMatch(search, 'PRINTERS jamming near the cafe!', { matchedAt: 2, suggestAt: 0 });
    expect(match.kind === 'near' && match.flows[0]?.commonWords.toSorted()).toEqual([
      'cafe',
      'jamming',
      'printers',
    ]);
  });

  it('knows in how many flows each word is, also after a flow has changed', async () => {
    const accountId = await account();
    const laptop = await flow(accountId, 'Laptop is slow');
    await flow(accountId, 'Laptop is loud');
    const frequency = async () => (await byWords(accountId, 'laptop slow loud')).library.frequency;
    expect(Object.fromEntries(await frequency())).toMatchObject({ laptop: 2, slow: 1, loud: 1 });
    await index(accountId, laptop, [{ kind: 'title', text: 'Screen flickers' }]);
    const after = await frequency();
    expect(after.get('laptop')).toBe(1);
    expect(after.has('slow')).toBe(false);
  });

  it('finds a mistyped name by its trigrams', async () => {
    const accountId = await account();
    const dialog = await flow(accountId, 'Kerberos ticket expired');
    await flow(accountId, 'Scanner makes noise');
    const { flows } = await byWords(accountId, 'kerbros tiket problem');
    expect(flows.map(({ flowId }) => flowId)).toEqual([dialog]);
  });

  it('finds a flow of a large library as soon as it is published, by words that nobody had before', async () => {
    const accountId = await account();
    for (let i = 0; i < 200; i += 1) await flow(accountId, `Nothing alike ${i}`);
    await byWords(accountId, 'nothing');
    const fresh = await flow(accountId, 'Zorbex X9-777 hums');
    const { flows, library } = await byWords(accountId, 'x9-777');
    expect(library.size).toBe(200);
    expect(flows.map(({ flowId }) => flowId)).toEqual([fresh]);
  });

  it('finds an error code that is kept whole', async () => {
    const accountId = await account();
    const refused = await flow(accountId, 'Page fails with ERR_CONNECTION_REFUSED');
    await flow(accountId, 'Page fails with ERR_TIMED_OUT');
    const text = 'the browser says err_connection_refused';
    expect(decideMatch(await byWords(accountId, text), text).order[0]).toBe(refused);
  });

  it('measures each phrase with every part of the problem', async () => {
    const accountId = await account();
    const near = await flow(accountId, 'Alpha', { vector: axis(1) });
    await flow(accountId, 'Beta', { vector: axis(2) });
    const vectors = [axis(3), axis(1, 0.6)];
    const { flows } = await store.search(accountId, { text: 'gamma', embedderId: embedder, vectors });
    const found = flows.find(({ flowId }) => flowId === near);
    expect(found?.phrases).toMatchObject([{ kind: 'title', text: 'Alpha' }]);
    expect(found?.phrases[0]?.cosines?.[0]).toBeCloseTo(0, 5);
    expect(found?.phrases[0]?.cosines?.[1]).toBeCloseTo(0.8, 5);
  });

  it.each([
    ['zeros', Array.from({ length: 512 }, () => 0)],
    ['numbers that are none', Array.from({ length: 512 }, () => Number.NaN)],
  ])('goes on by words where the embedder gives %s', async (_, vector) => {
    const accountId = await account();
    const printer = await flow(accountId, 'Printer is offline', { vector: axis(1) });
    const query = { text: 'printer offline', embedderId: embedder, vectors: [vector] };
    const search = await store.search(accountId, query);
    expect(search.flows.map(({ flowId }) => flowId)).toEqual([printer]);
    expect(decideMatch(search, query.text).order).toEqual([printer]);
  });

  it('compares no vectors of two embedders', async () => {
    const accountId = await account();
    await flow(accountId, 'Alpha', { vector: axis(1) });
    const { flows } = await store.search(accountId, {
      text: 'alpha',
      embedderId: 'other@1',
      vectors: [axis(1)],
    });
    expect(flows[0]?.phrases[0]?.cosines).toBeNull();
  });

  it('passes over retired and unpublished flows, archived categories and other accounts', async () => {
    const [accountId, stranger] = [await account(), await account()];
    await flow(accountId, 'Printer retired', { retired: true });
    await flow(accountId, 'Printer unpublished', { unpublished: true });
    await category(accountId, 'Printer archive', ['printer'], true);
    await flow(stranger, 'Printer of others');
    await category(stranger, 'Printer of others', ['printer']);
    expect(await byWords(accountId, 'printer')).toMatchObject({
      flows: [],
      categories: [],
      library: { size: 0 },
    });
  });

  it('keeps the best of each scorer', async () => {
    const accountId = await account();
    for (let i = 0; i < 30; i += 1) await flow(accountId, `Nothing alike ${i}`, { vector: axis(i + 10) });
    const byWord = await flow(accountId, 'Projector shows no picture', { vector: axis(5) });
    const byVector = await flow(accountId, 'Beamer dark', { vector: axis(1) });
    const text = 'projector without picture';
    const { flows, library } = await store.search(accountId, {
      text,
      embedderId: embedder,
      vectors: [axis(1)],
    });
    expect(library.size).toBe(32);
    expect(flows.length).toBeLessThan(32);
    expect(flows.map(({ flowId }) => flowId)).toEqual(expect.arrayContaining([byWord, byVector]));
  });

  it.each([
    ['nothing', ''],
    ['emoji', '🦊🦊'],
    ['right-to-left text', 'الطابعة لا تطبع'],
    [
      'quotes, backslashes and operators',
      `it's "C:\\temp\\x" & !(a|b) <-> 'y\\' $1 %s ; drop table phrase; --`,
    ],
    ['10,000 characters', 'The printer on floor three jams again and again. '.repeat(205).slice(0, 10_000)],
    ['10,000 characters without a space', 'x'.repeat(10_000)],
    ['100,000 characters', 'The scanner on floor three stands still. '.repeat(2_440)],
  ])('takes %s', async (_, text) => {
    const accountId = await account();
    await flow(accountId, 'Printer', { vector: axis(1) });
    const search = await store.search(accountId, { text, embedderId: embedder, vectors: [axis(5)] });
    expect(search.library.size).toBe(1);
    expect(decideMatch(search, text).reason).not.toBe('');
    expect(decideCategory(search)).toBeNull();
  });

  it('tells categories apart by their keywords', async () => {
    const accountId = await account();
    const printing = await category(accountId, 'Printing', ['printer', 'paper jam']);
    await category(accountId, 'VPN', ['vpn', 'tunnel']);
    const choice = decideCategory(await byWords(accountId, 'paper jams in the big printer'));
    expect(choice?.categoryId).toBe(printing);
    expect(decideCategory(await byWords(accountId, 'my coffee machine leaks'))).toBeNull();
  });
});

describe('indexing', () => {
  it('replaces the phrases and vectors of a flow', async () => {
    const accountId = await account();
    const id = await flow(accountId, 'Alpha', { vector: axis(1) });
    const phrases: Phrase[] = [{ kind: 'title', text: 'Omega' }];
    await index(accountId, id, phrases, axis(2));
    const { flows } = await store.search(accountId, {
      text: 'omega',
      embedderId: embedder,
      vectors: [axis(2)],
    });
    expect(flows).toMatchObject([{ flowId: id, phrases: [{ text: 'Omega' }] }]);
    expect(flows[0]?.phrases[0]?.cosines?.[0]).toBeCloseTo(1, 5);
    expect(await prisma.phrase.count({ where: { accountId } })).toBe(1);
  });

  it('fills vectors in later, and passes over phrases that are gone', async () => {
    const accountId = await account();
    await flow(accountId, 'Alpha', { examples: ['First', 'Second'] });
    await flow(accountId, 'Retired', { retired: true });
    await category(accountId, 'VPN', []);
    expect(await store.missingEmbeddings(accountId, embedder, 2)).toHaveLength(2);
    const missing = await store.missingEmbeddings(accountId, embedder, 10);
    expect(missing.map(({ text }) => text).toSorted()).toEqual(['Alpha', 'First', 'Second', 'VPN']);
    const gone = { phraseId: randomUUID(), vector: axis(9) };
    await store.saveEmbeddings(accountId, embedder, [
      ...missing.map(({ phraseId }) => ({ phraseId, vector: axis(1) })),
      gone,
    ]);
    expect(await store.missingEmbeddings(accountId, embedder, 10)).toEqual([]);
    expect(await store.missingEmbeddings(accountId, 'other@1', 10)).toHaveLength(4);
    const { flows } = await store.search(accountId, { text: 'x', embedderId: embedder, vectors: [axis(1)] });
    expect(flows[0]?.phrases[0]?.cosines?.[0]).toBeCloseTo(1, 5);
  });

  it('gives no vector to a phrase of another account', async () => {
    const [accountId, stranger] = [await account(), await account()];
    await flow(accountId, 'Alpha');
    const [phrase] = await store.missingEmbeddings(accountId, embedder, 1);
    await store.saveEmbeddings(stranger, embedder, [{ phraseId: phrase?.phraseId ?? '', vector: axis(1) }]);
    expect(await store.missingEmbeddings(accountId, embedder, 1)).toHaveLength(1);
  });
});
