import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIMENSIONS, type Embedder } from '../../ai/embedder.js';

/** Where vectors are kept between runs; git knows nothing of it. */
const folder = '.cache/vectors';

/**
 * An embedder that remembers on disk: measuring embeds the same thousands of texts again and again. Kept by embedder,
 * texts in one file, their vectors in the same order in another.
 */
export async function cachedOnDisk(embedder: Embedder): Promise<Embedder> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, embedder.id.replace(/[^\w.-]/g, '_'));
  const known = await readKept(file);
  return {
    ...embedder,
    embed: async (texts, urgency) => {
      const missing = [...new Set(texts.map(keyOf))].filter((text) => !known.has(text));
      if (missing.length > 0) {
        const vectors = await embedder.embed(missing, urgency);
        const flat = new Float32Array(missing.length * DIMENSIONS);
        missing.forEach((text, at) => {
          const vector = Float32Array.from(vectors[at] ?? []);
          known.set(text, vector);
          flat.set(vector, at * DIMENSIONS);
        });
        await appendFile(`${file}.bin`, new Uint8Array(flat.buffer));
        await appendFile(`${file}.keys`, missing.map((text) => `${JSON.stringify(text)}\n`).join(''));
      }
      return texts.map((text) => [...(known.get(keyOf(text)) ?? [])]);
    },
  };
}

/** As the built-in embedder reads a text. */
const keyOf = (text: string): string => text.slice(0, 1_000).replace(/\s+/g, ' ').trim() || ' ';

async function readKept(file: string): Promise<Map<string, Float32Array>> {
  const keys = await readFile(`${file}.keys`, 'utf8').catch(() => '');
  const bytes = await readFile(`${file}.bin`).catch(() => Buffer.alloc(0));
  const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / 4));
  const known = new Map<string, Float32Array>();
  keys
    .split('\n')
    .filter(Boolean)
    .forEach((line, at) => {
      const vector = numbers.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
      // A run that was ended between the two files leaves one longer than the other.
      if (vector.length === DIMENSIONS) known.set(JSON.parse(line) as string, vector);
    });
  return known;
}
