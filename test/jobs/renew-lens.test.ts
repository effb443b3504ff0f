import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { renewLens } from '../../src/jobs/renew-lens.js';
import { createStore } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';
import { storedAccount, storedFlow } from '../support/stored-flow.js';

const { prisma } = await testDatabase();
const embedderId = 'test@1';

/** A vector with these numbers first, of length 1. */
function vectorOf(...numbers: number[]): number[] {
  const length = Math.hypot(...numbers);
  return Array.from({ length: 512 }, (_, i) => (numbers[i] ?? 0) / length);
}

let accountId = '';
/** As a process that has just started sees it. */
let store = createStore({ prisma });

beforeEach(async () => {
  accountId = await storedAccount(prisma);
  store = createStore({ prisma });
});

async function publish(title: string, vectors: readonly number[][]): Promise<string> {
  const id = await storedFlow(prisma, accountId, { title });
  const phrases = vectors.map((_, at) => ({ kind: 'example' as const, text: `${title} ${at}` }));
  await store.search.indexFlows(accountId, [{ flowId: id, phrases }]);
  const rows = await prisma.phrase.findMany({ where: { accountId, flowId: id }, orderBy: { text: 'asc' } });
  const embeddings = rows.map((row, at) => ({ phraseId: row.id, vector: vectors[at] ?? [] }));
  await store.search.saveEmbeddings(accountId, embedderId, embeddings);
  return id;
}

/** Flows along axes of their own, whose four texts differ along the first axis, which says nothing about the flow. */
async function publishMany(from: number, to: number): Promise<string[]> {
  const flowIds: string[] = [];
  for (let flow = from; flow < to; flow += 1) {
    const own = (aside: number) =>
      vectorOf(...Array.from({ length: 60 }, (_, i) => (i === 0 ? aside : i === flow ? 1 : 0)));
    flowIds.push(await publish(`Flow ${flow}`, [own(2), own(1), own(-1), own(-2)]));
  }
  return flowIds;
}

/** The cosines of a flow's texts to a problem. */
async function cosinesTo(flowId: string, vector: number[], as = store): Promise<number[]> {
  const query = { text: 'nothing in common', embedderId, vectors: [vector] };
  const { flows } = await as.search.search(accountId, query);
  const found = flows.find((one) => one.flowId === flowId);
  return (found?.phrases ?? []).map(({ cosines }) => cosines?.[0] ?? Number.NaN);
}

const nearest = (cosines: readonly number[]): number => Math.max(...cosines);

/** A problem of the sixth flow, told as no text of it is told. */
const problem = vectorOf(6, 0, 0, 0, 0, 0, 1.5);

describe("a library's lens", () => {
  it('leaves out what the texts of its flows differ in', async () => {
    const flowIds = await publishMany(1, 20);
    const [other, right] = [flowIds[2] ?? '', flowIds[5] ?? ''];
    const before = {
      other: nearest(await cosinesTo(other, problem)),
      right: nearest(await cosinesTo(right, problem)),
    };
    // Told alike counts as much as meant alike.
    expect(before.other).toBeGreaterThan(0.85);
    expect(await renewLens(store, accountId, embedderId)).toBe(true);
    expect(nearest(await cosinesTo(right, problem))).toBeGreaterThan(0.8);
    expect(nearest(await cosinesTo(other, problem))).toBeLessThan(0.4);
  });

  it('is looked through by every process from the next search on', async () => {
    const [right = ''] = (await publishMany(1, 20)).slice(5);
    const elsewhere = createStore({ prisma });
    const before = await cosinesTo(right, problem, elsewhere);
    await renewLens(store, accountId, embedderId);
    const after = await cosinesTo(right, problem, elsewhere);
    expect(after).toEqual(await cosinesTo(right, problem));
    expect(after).not.toEqual(before);
  });

  it('is used for what is published later, and learned anew when a quarter has come to it', async () => {
    await publishMany(1, 20);
    await renewLens(store, accountId, embedderId);
    const [late = ''] = await publishMany(20, 21);
    const lengths = await prisma.embedding.findMany({
      where: { accountId, phrase: { flowId: late } },
      select: { length: true },
    });
    for (const { length } of lengths) expect(length).toBeGreaterThan(0);
    expect(await renewLens(store, accountId, embedderId)).toBe(false);
    const asOf = (): Promise<{ version: number }> =>
      prisma.lens.findFirstOrThrow({ where: { accountId }, select: { version: true } });
    expect(await asOf()).toEqual({ version: 1 });
    await publishMany(21, 26);
    expect(await renewLens(store, accountId, embedderId)).toBe(true);
    expect(await asOf()).toEqual({ version: 2 });
    expect(await renewLens(store, accountId, embedderId)).toBe(false);
  });

  it('is not mistaken for the one before where an embedder comes back', async () => {
    const [right = ''] = (await publishMany(1, 20)).slice(5);
    await renewLens(store, accountId, embedderId);
    await cosinesTo(right, problem);
    await store.matching.serveBy(accountId, 'other@1');
    const elsewhere = createStore({ prisma });
    const missing = await elsewhere.search.missingEmbeddings(accountId, embedderId, 1_000);
    const turned = missing.map(({ phraseId, text }, at) => ({
      phraseId,
      vector: vectorOf(
        ...Array.from({ length: 60 }, (_, i) => (i === 30 + (at % 7) || text.includes(` ${i} `) ? 1 : 0)),
      ),
    }));
    await elsewhere.search.saveEmbeddings(accountId, embedderId, turned);
    await renewLens(elsewhere, accountId, embedderId);
    const fresh = createStore({ prisma });
    expect(await cosinesTo(right, problem)).toEqual(await cosinesTo(right, problem, fresh));
  });

  it('is not there for an account without texts, and another account has its own', async () => {
    expect(await renewLens(store, accountId, embedderId)).toBe(false);
    await publishMany(1, 20);
    await renewLens(store, accountId, embedderId);
    expect(await prisma.lens.count({ where: { accountId } })).toBe(1);
    expect(await renewLens(store, randomUUID(), embedderId)).toBe(false);
  });

  it('can be learned again after a process was killed before every length was measured', async () => {
    const [right = ''] = (await publishMany(1, 20)).slice(5);
    const killed = {
      ...store.lenses,
      saveLengths: () => Promise.reject(new Error('killed')),
    };
    await expect(renewLens({ lenses: killed }, accountId, embedderId)).rejects.toThrow('killed');
    expect(nearest(await cosinesTo(right, problem))).toBeGreaterThan(0.9);
    expect(await renewLens(store, accountId, embedderId)).toBe(true);
    const unmeasured = await prisma.embedding.count({ where: { accountId, length: null } });
    expect(unmeasured).toBe(0);
    expect(nearest(await cosinesTo(right, problem))).toBeGreaterThan(0.8);
  });
});
