import { freeOfCharge, type Price } from '../domain/ledger.js';
import type { Trouble } from '../domain/trouble.js';
import { builtInTreeBuilder } from './built-in/tree-builder.js';
import type { Embedder } from './embedder.js';
import { openEmbedders } from './open-embedders.js';
import type { EmbeddingConfig } from './openai/embedder.js';
import { type ModelConfig, openEndpoint } from './openai/endpoint.js';
import { modelProbe } from './openai/probe.js';
import { modelTreeBuilder } from './openai/tree-builder.js';
import type { TreeBuilder } from './tree-builder.js';
import { createWatch, dependableBuilder, embedderProbe } from './watch.js';

export interface AiSettings {
  model: (ModelConfig & { price: { in: number; out: number } | null }) | null;
  embeddings: EmbeddingConfig | null;
}

/** What builds and embeds, as configured. */
export interface Ai {
  builder: TreeBuilder;
  embedder: Embedder;
  /** An embedder that was configured before, by its id, where it can still be used. */
  formerEmbedder(id: string): Promise<Embedder | null>;
  price: Price;
  /** What of it does not work; empty while all does, and before the first look is over. */
  troubles(): readonly Trouble[];
  /** Resolves when the look at the endpoint that runs is over. */
  looked(): Promise<void>;
  close(): Promise<void>;
}

/** Opens both; looks at the endpoint afterwards, so that no start waits for it. */
export async function openAi(
  { model, embeddings }: AiSettings,
  log: Parameters<typeof createWatch>[1],
  pauseMs?: number,
): Promise<Ai> {
  const embedders = await openEmbedders(embeddings);
  const { embedder, formerEmbedder } = embedders;
  const endpoint = model && openEndpoint(model);
  const probes = [
    ...(model && endpoint ? [modelProbe(endpoint, model.firstByteMs)] : []),
    ...(embeddings ? [embedderProbe(embedder)] : []),
  ];
  const watch = createWatch(probes, log, pauseMs);
  watch.start();
  return {
    builder:
      model && endpoint ? dependableBuilder(modelTreeBuilder(model, endpoint), watch) : builtInTreeBuilder,
    embedder,
    formerEmbedder,
    price: model?.price ? { prompt: model.price.in, completion: model.price.out } : freeOfCharge,
    troubles: watch.troubles,
    looked: watch.looked,
    async close() {
      watch.stop();
      await embedders.close();
    },
  };
}
