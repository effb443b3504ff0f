import { builtInEmbedderId, openBuiltInEmbedder, startBuiltInEmbedder } from './built-in/embedder.js';
import type { Embedder } from './embedder.js';
import type { EmbeddingConfig } from './openai/embedder.js';
import { redactingEmbedder } from './redacting-embedder.js';

/** The configured embedder, and what can still be used of those that were configured before. */
export interface Embedders {
  embedder: Embedder;
  /** The built-in one, loaded when it is asked for; an endpoint that is configured no more cannot be asked. */
  formerEmbedder(id: string): Promise<Embedder | null>;
  /** Resolves when the built-in one has its model, if it is what is configured; it takes texts before. @throws {EmbedderError} when it does not start */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the endpoint that is configured, or starts the built-in embedder. Neither sees secrets or personal data. What
 * the endpoint needs is loaded only where there is one.
 */
export async function openEmbedders(endpoint: EmbeddingConfig | null): Promise<Embedders> {
  const { plain, ready } = endpoint ? await openEndpoint(endpoint) : startBuiltIn();
  const embedder = redactingEmbedder(plain);
  let builtIn: Promise<Embedder> | null = null;
  return {
    embedder,
    async formerEmbedder(id) {
      if (!endpoint || id !== builtInEmbedderId) return null;
      builtIn ??= openBuiltInEmbedder().then(redactingEmbedder);
      return builtIn;
    },
    ready,
    async close() {
      await embedder.close();
      await (await builtIn?.catch(() => null))?.close();
    },
  };
}

function startBuiltIn(): Pick<Embedders, 'ready'> & { plain: Embedder } {
  const plain = startBuiltInEmbedder();
  return { plain, ready: plain.ready };
}

async function openEndpoint(config: EmbeddingConfig): Promise<ReturnType<typeof startBuiltIn>> {
  const { openAiEmbedder } = await import('./openai/embedder.js');
  return { plain: openAiEmbedder(config), ready: () => Promise.resolve() };
}
