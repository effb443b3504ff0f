import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decideCategory, decideMatch } from '../../src/domain/match.js';
import { categoryPhrases, type Phrase, phrasesOf } from '../../src/domain/match-phrases.js';
import { searchStore } from '../../src/store/search-store.js';
import { testDatabase } from '../support/database.js';

const { prisma } = await testDatabase();
const store = searchStore(prisma);
const now = new Date('2026-01-02T03:04:05Z');
const embedder = 'test@1';

/** A vector of length 1 that points mostly along one axis. */
const axis = (main: number, aside = 0): number[] =>
  Array.from({ length: 512 }, (_, i) => (i === main ? Math.sqrt(1 - aside ** 2) : i === 511 ? aside : 0));

async function account(): Promise<string> {
  const id = randomUUID();
  await prisma.account.create({ data: { id, slackTeamId: id, name: 'Desk', createdAt: now } });
  return id;
}

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
  const [id, treeId, versionId] = [randomUUID(), randomUUID(), randomUUID()];
  const { examples = [], keywords = [] } = options;
  const base = {
    accountId,
    id,
    slug: id,
    title,
    description: '',
    keywords,
    examples,
    createdAt: now,
    updatedAt: now,
  };
  await prisma.tree.create({ data: { accountId, id: treeId, createdAt: now } });
  await prisma.flow.create({
    data: { ...base, source: 'imported', retiredAt: options.retired ? now : null },
  });
  const version = {
    accountId,
    id: versionId,
    flowId: id,
    number: 1,
    treeId,
    contentHash: 'x',
    publishedAt: now,
  };
  await prisma.flowVersion.create({ data: version });
  if (!options.unpublished)
    await prisma.flow.update({
      where: { accountId_id: { accountId, id } },
      data: { currentVersionId: versionId },
    });
  const phrases = phrasesOf({ title, description: '', keywords, examples, nodes: [] });
  const { vector } = options;
  await store.indexFlow(accountId, id, phrases, embedder, vector ? phrases.map(() => vector) : null);
  return id;
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
  await store.indexCategory(accountId, id, categoryPhrases({ name, keywords }), embedder, null);
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
    const { flows, librarySize } = await byWords(accountId, 'PRINTERS jamming near the cafe!');
    const [best] = flows.sort((a, b) => b.keyword - a.keyword);
    expect(librarySize).toBe(2);
    expect(best).toMatchObject({ flowId: printer, cosine: null, meanCosine: null });
    expect(best?.commonWords.toSorted()).toEqual(['cafe', 'jamming', 'printers']);
    expect(flows.find(({ flowId }) => flowId !== printer)?.keyword).toBe(0);
  });

  it('lets a word that every flow has weigh little', async () => {
    const accountId = await account();
    await flow(accountId, 'Laptop laptop laptop is slow');
    await flow(accountId, 'Laptop is loud');
    const screen = await flow(accountId, 'Screen of the laptop flickers');
    const { flows } = await byWords(accountId, 'laptop screen');
    expect(flows.sort((a, b) => b.keyword - a.keyword)[0]?.flowId).toBe(screen);
  });

  it('finds a mistyped name by its trigrams', async () => {
    const accountId = await account();
    const dialog = await flow(accountId, 'Kerberos ticket expired');
    await flow(accountId, 'Scanner makes noise');
    const { flows } = await byWords(accountId, 'kerbros tiket problem');
    expect(flows.sort((a, b) => b.containment - a.containment)[0]?.flowId).toBe(dialog);
  });

  it('measures the nearest and the mean phrase with the nearest part of the problem', async () => {
    const accountId = await account();
    const near = await flow(accountId, 'Alpha', { vector: axis(1) });
    await flow(accountId, 'Beta', { vector: axis(2) });
    const vectors = [axis(3), axis(1, 0.6)];
    const { flows } = await store.search(accountId, { text: 'gamma', embedderId: embedder, vectors });
    const found = flows.find(({ flowId }) => flowId === near);
    expect(found?.cosine).toBeCloseTo(0.8, 5);
    expect(found?.meanCosine).toBeCloseTo(0.8, 5);
    expect(found?.nearestPhrase).toBe('Alpha');
  });

  it('compares no vectors of two embedders', async () => {
    const accountId = await account();
    await flow(accountId, 'Alpha', { vector: axis(1) });
    const { flows } = await store.search(accountId, {
      text: 'alpha',
      embedderId: 'other@1',
      vectors: [axis(1)],
    });
    expect(flows[0]?.cosine).toBeNull();
  });

  it('passes over retired and unpublished flows, archived categories and other accounts', async () => {
    const [accountId, stranger] = [await account(), await account()];
    await flow(accountId, 'Printer retired', { retired: true });
    await flow(accountId, 'Printer unpublished', { unpublished: true });
    await category(accountId, 'Printer archive', ['printer'], true);
    await flow(stranger, 'Printer of others');
    await category(stranger, 'Printer of others', ['printer']);
    expect(await byWords(accountId, 'printer')).toEqual({ flows: [], categories: [], librarySize: 0 });
  });

  it('keeps the ten best of each scorer', async () => {
    const accountId = await account();
    for (let i = 0; i < 14; i += 1) await flow(accountId, `Nothing alike ${i}`);
    const target = await flow(accountId, 'Projector shows no picture');
    const { flows, librarySize } = await byWords(accountId, 'projector without picture');
    expect(librarySize).toBe(15);
    expect(flows.length).toBeLessThan(15);
    expect(flows.map(({ flowId }) => flowId)).toContain(target);
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
  ])('takes %s', async (_, text) => {
    const accountId = await account();
    await flow(accountId, 'Printer', { vector: axis(1) });
    const search = await store.search(accountId, { text, embedderId: embedder, vectors: [axis(5)] });
    expect(search.librarySize).toBe(1);
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
    await store.indexFlow(accountId, id, phrases, embedder, [axis(2)]);
    const { flows } = await store.search(accountId, {
      text: 'omega',
      embedderId: embedder,
      vectors: [axis(2)],
    });
    expect(flows).toMatchObject([{ flowId: id, nearestPhrase: 'Omega', commonWords: ['omega'] }]);
    expect(flows[0]?.cosine).toBeCloseTo(1, 5);
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
    expect(flows[0]?.cosine).toBeCloseTo(1, 5);
  });

  it('gives no vector to a phrase of another account', async () => {
    const [accountId, stranger] = [await account(), await account()];
    await flow(accountId, 'Alpha');
    const [phrase] = await store.missingEmbeddings(accountId, embedder, 1);
    await store.saveEmbeddings(stranger, embedder, [{ phraseId: phrase?.phraseId ?? '', vector: axis(1) }]);
    expect(await store.missingEmbeddings(accountId, embedder, 1)).toHaveLength(1);
  });
});
