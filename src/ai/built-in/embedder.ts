import { DIMENSIONS, type Embedder } from '../embedder.js';

/** The offline embedder. */
export async function openBuiltInEmbedder(): Promise<Embedder> {
  const embed = async (texts: readonly string[]) =>
    texts.map(() => Array.from({ length: DIMENSIONS }, () => 1 / Math.sqrt(DIMENSIONS)));
  return { id: 'use-lite-en@1', dimensions: DIMENSIONS, embed, close: async () => {} };
}
