import { setImmediate } from 'node:timers/promises';
import { type LensSample, learnLens } from '../domain/learn-lens.js';
import { type Lens, lengthThrough } from '../domain/match-lens.js';
import { usualVectors } from '../domain/match-weights.js';
import type { Store } from '../store/store.js';

/** A library tells as much by so many texts as by more of them: what they differ in is learned, not what they say. */
const mostTexts = 4_000;

/** So much must a library have grown (or shrunk) since its lens was learned. */
const grown = 0.25;

/** Vectors that are read and written at once: some milliseconds, so that nobody waits for them. */
const page = 50;

/**
 * Learns an account's lens where there is none or its library has grown since. Every vector is measured through it
 * first: until then searches look through the one before, by lengths that are near to its own. A process that dies in
 * between leaves the work to the next one.
 * @returns whether there is a new one
 */
export async function renewLens(
  { lenses }: Pick<Store, 'lenses'>,
  accountId: string,
  embedderId: string,
): Promise<boolean> {
  const { texts, learnedFrom } = await lenses.age(accountId, embedderId);
  if (texts === 0 || Math.abs(texts - learnedFrom) <= grown * learnedFrom) return false;
  const sample = await readSample(lenses, accountId, embedderId);
  const learning = learnLens(sample, usualVectors[embedderId] ?? zerosAs(sample.vectors[0]));
  let step = learning.next();
  for (; !step.done; step = learning.next()) await setImmediate();
  const lens = step.value;
  await measureAll(lenses, lens, accountId, embedderId);
  await lenses.save(accountId, embedderId, lens, texts);
  return true;
}

async function readSample(
  lenses: Store['lenses'],
  accountId: string,
  embedderId: string,
): Promise<LensSample> {
  const texts = await lenses.sample(accountId, embedderId, mostTexts);
  const flowIds: string[] = [];
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += page) {
    const some = texts.slice(from, from + page);
    const phraseIds = some.map(({ phraseId }) => phraseId);
    const read = await lenses.vectorsOf(accountId, embedderId, phraseIds);
    read.forEach((vector, at) => {
      if (!vector) return;
      vectors.push(vector);
      flowIds.push(some[at]?.flowId ?? '');
    });
  }
  return { flowIds, vectors };
}

async function measureAll(
  lenses: Store['lenses'],
  lens: Lens,
  accountId: string,
  embedderId: string,
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const { phraseIds, vectors } = await lenses.page(accountId, embedderId, after, page);
    if (phraseIds.length === 0) return;
    const lengths = vectors.map((vector) => lengthThrough(lens, vector));
    await lenses.saveLengths(accountId, embedderId, phraseIds, lengths);
    after = phraseIds.at(-1) ?? null;
  }
}

const zerosAs = (vector: Float32Array | undefined): number[] => Array.from(vector ?? [], () => 0);
