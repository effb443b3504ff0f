import { builtInEmbedderId, openBuiltInEmbedder } from './built-in/embedder.js';
import type { Embedder } from './embedder.js';
import { type EmbeddingConfig, openAiEmbedder } from './openai/embedder.js';
import { redactingEmbedder } from './redacting-embedder.js';

/** The configured embedder, and what can still be used of those that were configured before. */
export interface Embedders {
  embedder: Embedder;
  /** The built-in one, loaded when it is asked for; an endpoint that is configured no more cannot be asked. */
  formerEmbedder(id: string): Promise<Embedder | null>;
  close(): Promise<void>;
}

/**
 * Opens the endpoint that is configured, or the built-in embedder. Neither sees secrets or personal data.
 * @throws {EmbedderError} when the built-in one does not start
 */
export async function openEmbedders(endpoint: EmbeddingConfig | null): Promise<Embedders> {
  const embedder = redactingEmbedder(endpoint ? openAiEmbedder(endpoint) : await openBuiltInEmbedder());
  let builtIn: Promise<Embedder> | null = null;
  return {
    embedder,
    async formerEmbedder(id) {
      if (!endpoint || id !== builtInEmbedderId) return null;
      builtIn ??= openBuiltInEmbedder().then(redactingEmbedder);
      return builtIn;
    },
    async close() {
      await embedder.close();
      await (await builtIn?.catch(() => null))?.close();
    },
  };
}
