import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import { type Embedder, EmbedderError } from '../../src/ai/embedder.js';
import { fillIndex, type Indexing } from '../../src/jobs/fill-index.js';
import { Later } from '../../src/jobs/worker.js';
import { type SubmittedIntake, submitIntake } from '../../src/usecases/intake/submit-intake.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { product, publish, rows, caller } = await stage(await testDatabase());
const { store, services, accountId } = product;
const first = services.embedder;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Another embedder with another space: the built-in one, its numbers in another order. */
async function turned(id: string): Promise<Embedder & { texts: number }> {
  const real = await openBuiltInEmbedder();
  const embedder = {
    id,
    dimensions: real.dimensions,
    texts: 0,
    async embed(texts: readonly string[], urgency?: 'waited_for' | 'background') {
      embedder.texts += texts.length;
      return (await real.embed(texts, urgency)).map((vector) => vector.toReversed());
    },
    close: () => real.close(),
  };
  return embedder;
}

const second = await turned('turned@1');
const served = async () => (await store.matching.of(accountId)).embedderId;
const progress = (embedder: Embedder) => store.matching.progress(accountId, embedder.id);
const vectorsBy = async () =>
  Object.fromEntries(
    (
      await rows<{ embedder: string; count: string }>('select embedder, count(*) from embedding group by 1')
    ).map(({ embedder, count }) => [embedder, Number(count)]),
  );

const indexing = (embedder: Embedder, more: Partial<Indexing> = {}): Indexing => ({
  store,
  embedder,
  formerEmbedder: async (id) => (id === first.id ? first : null),
  log,
  ...more,
});

/** Works on the job until it is done, as the worker does; `most` slices of it. */
async function fill(parts: Indexing, most = 100): Promise<boolean> {
  const { embedder } = parts;
  for (let slice = 0; slice < most; slice += 1) {
    try {
      await fillIndex(parts, { accountId, work: { kind: 'index.fill', embedderId: embedder.id } });
      return true;
    } catch (error) {
      if (!(error instanceof Later)) throw error;
    }
  }
  return false;
}

async function submit(embedder: Embedder, former: Indexing['formerEmbedder']): Promise<SubmittedIntake> {
  const { actor } = await caller('agent');
  const ctx = { ...services, embedder, formerEmbedder: former, actor, delivery: null };
  return submitIntake(ctx, {
    problem: badgeProblem,
    how: { kind: 'match' },
    channelId: null,
    responseUrl: null,
  });
}

beforeAll(() => publish(badgeReader));
beforeEach(() => fill(indexing(first, { formerEmbedder: async () => null })));

describe('another embedder', () => {
  it('takes over when it has seen everything, and no vectors of the one before are left', async () => {
    expect(await served()).toBe(first.id);
    expect(await fill(indexing(second))).toBe(true);
    expect(await served()).toBe(second.id);
    expect(Object.keys(await vectorsBy())).toEqual([second.id]);
    const { embedded, total } = await progress(second);
    expect(embedded).toBe(total);
  });

  it('has a lens of its own, through which every vector is measured', async () => {
    await fill(indexing(second));
    expect(await rows('select embedder from lens')).toContainEqual({ embedder: second.id });
    expect(await rows('select 1 from embedding where length is null or length <= 0')).toEqual([]);
  });

  it('leaves the one before in service until then: it embeds the problem and its vectors are compared', async () => {
    const asked: string[] = [];
    const former = async (id: string) => {
      asked.push(id);
      return first;
    };
    const { intake } = await submit(second, former);
    expect(asked).toEqual([first.id]);
    expect(intake.outcome).toBe('matched');
    expect(intake.reason).not.toContain('by words alone');
  });

  it('leaves words alone where the one before cannot be used any more, and the reason says so', async () => {
    const { intake } = await submit(second, async () => null);
    expect(intake.reason).toContain('Searched by words alone');
    expect(intake.suggestions[0]?.title).toBe('Badge reader stays red');
  });

  it('goes on where it was after it was killed in between', async () => {
    const fragile = await turned('fragile@1');
    const dies: Embedder = {
      ...fragile,
      embed: async (texts, urgency) => {
        if (fragile.texts > 0) throw new EmbedderError('killed');
        return fragile.embed(texts, urgency);
      },
    };
    await expect(fill(indexing(dies))).rejects.toThrow('killed');
    const { embedded, total } = await progress(fragile);
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThan(total);
    expect(await served()).toBe(first.id);
    const before = fragile.texts;
    expect(await fill(indexing(fragile))).toBe(true);
    expect(fragile.texts - before).toBe(total - embedded);
    expect(await served()).toBe(fragile.id);
  });

  it('is left to a process that has it', async () => {
    const work = { kind: 'index.fill', embedderId: 'elsewhere@1' } as const;
    await expect(fillIndex(indexing(second), { accountId, work })).rejects.toBeInstanceOf(Later);
  });

  it('does not keep the one before from what is published meanwhile', async () => {
    await publish({ ...badgeReader, slug: 'late', title: 'Badge printer is jammed', examples: [] });
    expect(await fill(indexing(second))).toBe(true);
    expect(Object.keys(await vectorsBy())).toEqual([second.id]);
  });
});
