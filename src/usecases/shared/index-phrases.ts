import type { Phrase } from '../../domain/match-phrases.js';
import type { Services } from '../context.js';

/**
 * The vectors of phrases, or null where the embedder is down or they are to come later: until they are filled in,
 * words alone find them.
 */
export async function vectorsOf(
  { embedder, indexing, log }: Pick<Services, 'embedder' | 'indexing' | 'log'>,
  phrases: readonly Phrase[],
): Promise<number[][] | null> {
  if (indexing === 'later') return null;
  try {
    return await embedder.embed(phrases.map((phrase) => phrase.text));
  } catch (error) {
    log.warn({ err: error, embedder: embedder.id }, 'index: the embedder failed, vectors will be filled in');
    return null;
  }
}
