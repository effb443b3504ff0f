import type OpenAI from 'openai';
import { z } from 'zod';
import { vectorCache } from '../built-in/vector-cache.js';
import { DIMENSIONS, type Embedder, EmbedderError } from '../embedder.js';
import { ModelError } from '../model-error.js';
import { type EndpointConfig, openClient } from './client.js';
import { failureOf } from './failure.js';
import { jsonOrNull } from './json.js';

export interface EmbeddingConfig extends EndpointConfig {
  model: string;
}

/** Servers take more; a person who waits waits for the batch before theirs. */
const batchSize = 64;
const cachedVectors = 2_000;
/** What is read of a text, in characters: about 500 tokens, which the smallest models take. */
const readLength = 2_000;

/**
 * Any OpenAI-compatible endpoint. Vectors are asked for as floats: the package's own default asks for base64, and reads
 * what other servers answer to that as vectors a quarter as long. Whatever is no vector of the right length that points
 * somewhere is refused, and matching goes on by words.
 */
export function openAiEmbedder(config: EmbeddingConfig): Embedder {
  const client = openClient(config);
  const cache = vectorCache(cachedVectors);
  const closing = new AbortController();

  const embed = async (texts: readonly string[]): Promise<number[][]> => {
    if (closing.signal.aborted) throw new EmbedderError('The embedder is closed');
    const starts = texts.map(startOf);
    const known = new Map<string, number[]>();
    for (const text of new Set(starts)) {
      const vector = cache.get(text);
      if (vector) known.set(text, vector);
    }
    const missing = [...new Set(starts)].filter((text) => !known.has(text));
    for (let from = 0; from < missing.length; from += batchSize) {
      const batch = missing.slice(from, from + batchSize);
      const vectors = await askTwice(client, config, batch, closing.signal);
      batch.forEach((text, index) => {
        const vector = vectors[index] ?? [];
        cache.set(text, vector);
        known.set(text, vector);
      });
    }
    return starts.map((text) => known.get(text) ?? []);
  };
  return {
    id: `openai:${config.model}@${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    embed,
    close: async () => closing.abort(),
  };
}

/** The endpoints take no empty text; a blank one gets a vector like any other. */
const startOf = (text: string): string =>
  text.slice(0, readLength).toWellFormed().replace(/\s+/g, ' ').trim() || ' ';

/** Once more where the first request failed on its way. */
async function askTwice(
  client: OpenAI,
  config: EmbeddingConfig,
  batch: string[],
  signal: AbortSignal,
): Promise<number[][]> {
  try {
    return await ask(client, config, batch, signal);
  } catch (error) {
    const again = error instanceof ModelError && error.kind === 'unreachable' && !signal.aborted;
    if (!again) throw asEmbedderError(error);
  }
  return ask(client, config, batch, signal).catch((error: unknown) => {
    throw asEmbedderError(error);
  });
}

const asEmbedderError = (error: unknown): EmbedderError =>
  error instanceof EmbedderError
    ? error
    : new EmbedderError(error instanceof Error ? error.message : String(error), { cause: error });

async function ask(
  client: OpenAI,
  { model, firstByteMs }: EmbeddingConfig,
  input: string[],
  closed: AbortSignal,
): Promise<number[][]> {
  const signal = AbortSignal.any([closed, AbortSignal.timeout(firstByteMs)]);
  let text: string;
  try {
    const response = await client.embeddings
      .create({ model, input, dimensions: DIMENSIONS, encoding_format: 'float' }, { signal, maxRetries: 0 })
      .asResponse();
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw new ModelError('timeout', 'The endpoint gave no vectors in time');
    throw failureOf(error);
  }
  return read(text, input.length);
}

const wireVectors = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

/** @throws {ModelError} `not_an_endpoint`, or {EmbedderError} where the vectors cannot be used */
function read(text: string, count: number): number[][] {
  const parsed = wireVectors.safeParse(jsonOrNull(text));
  if (!parsed.success)
    throw new ModelError('not_an_endpoint', 'Something else than vectors comes from this address');
  const vectors = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => checked(vectors.get(index)));
}

function checked(vector: number[] | undefined): number[] {
  if (!vector) throw new EmbedderError('The endpoint left a vector out');
  if (vector.length !== DIMENSIONS)
    throw new EmbedderError(
      `The model of INTAKE_EMBEDDING_MODEL gives vectors of ${vector.length} numbers; Intake needs one that can give ${DIMENSIONS}`,
    );
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) throw new EmbedderError('The endpoint gave an empty vector');
  return vector.map((x) => x / length);
}
