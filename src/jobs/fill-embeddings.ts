import type { Embedder } from '../ai/embedder.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';

/** How many phrases are embedded at once. */
const batch = 32;

/**
 * Gives every phrase of an account the vector it lacks: of flows that were published while the embedder was down,
 * and of all of them after another embedder was configured. Matching goes on by words meanwhile.
 */
export async function fillEmbeddings(
  { store, embedder, log }: { store: Store; embedder: Embedder; log: Log },
  accountId: string,
  stopped: () => boolean,
): Promise<void> {
  for (;;) {
    const missing = await store.search.missingEmbeddings(accountId, embedder.id, batch);
    if (missing.length === 0 || stopped()) return;
    const vectors = await embedder.embed(missing.map((phrase) => phrase.text));
    const embeddings = missing.flatMap(({ phraseId }, index) => {
      const vector = vectors[index];
      return vector ? [{ phraseId, vector }] : [];
    });
    await store.search.saveEmbeddings(accountId, embedder.id, embeddings);
    log.info({ embedder: embedder.id, phrases: embeddings.length }, 'index: vectors filled in');
  }
}
