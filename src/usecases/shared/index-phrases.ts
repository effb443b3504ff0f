import type { Phrase } from '../../domain/match-phrases.js';
import type { Services } from '../context.js';

/** The vectors of phrases, or null where the embedder is down: words find them, and the vectors are filled in later. */
export async function vectorsOf(
  { embedder, log }: Pick<Services, 'embedder' | 'log'>,
  phrases: readonly Phrase[],
): Promise<number[][] | null> {
  try {
    return await embedder.embed(phrases.map((phrase) => phrase.text));
  } catch (error) {
    log.warn({ err: error, embedder: embedder.id }, 'index: the embedder failed, vectors will be filled in');
    return null;
  }
}
