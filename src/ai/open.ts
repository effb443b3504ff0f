import { freeOfCharge, type Price } from '../domain/ledger.js';
import type { Trouble } from '../domain/trouble.js';
import { builtInTreeBuilder } from './built-in/tree-builder.js';
import type { Embedder } from './embedder.js';
import { openEmbedders } from './open-embedders.js';
import type { EmbeddingConfig } from './openai/embedder.js';
import type { ModelConfig } from './openai/endpoint.js';
import type { TreeBuilder } from './tree-builder.js';
import { createWatch, dependableBuilder, embedderProbe, type Probe } from './watch.js';

export interface AiSettings {
  model: (ModelConfig & { price: { in: number; out: number } | null; early: boolean }) | null;
  embeddings: EmbeddingConfig | null;
}

/** What builds and embeds, as configured. */
export interface Ai {
  builder: TreeBuilder;
  embedder: Embedder;
  /** An embedder that was configured before, by its id, where it can still be used. */
  formerEmbedder(id: string): Promise<Embedder | null>;
  price: Price;
  /** The first step of a build is asked for while the matcher still runs. */
  asksEarly: boolean;
  /** What of it does not work; empty while all does, and before the first look is over. */
  troubles(): readonly Trouble[];
  /** Resolves when the look at the endpoint that runs is over. */
  looked(): Promise<void>;
  /** Resolves when the built-in embedder has its model; it takes texts before. @throws {EmbedderError} when it does not start */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Opens both; looks at the endpoint afterwards, so that no start waits for it. */
export async function openAi(
  { model, embeddings }: AiSettings,
  log: Parameters<typeof createWatch>[1],
  pauseMs?: number,
): Promise<Ai> {
  const embedders = await openEmbedders(embeddings);
  const { embedder, formerEmbedder, ready } = embedders;
  const writing = model && (await openModel(model));
  const probes = [...(writing ? [writing.probe] : []), ...(embeddings ? [embedderProbe(embedder)] : [])];
  const watch = createWatch(probes, log, pauseMs);
  watch.start();
  return {
    builder: writing ? dependableBuilder(writing.builder, watch) : builtInTreeBuilder,
    embedder,
    formerEmbedder,
    price: model?.price ? { prompt: model.price.in, completion: model.price.out } : freeOfCharge,
    asksEarly: model?.early ?? false,
    troubles: watch.troubles,
    looked: watch.looked,
    ready,
    async close() {
      watch.stop();
      await embedders.close();
    },
  };
}

/** What speaks with a model is loaded only where one is configured. */
async function openModel(model: ModelConfig): Promise<{ builder: TreeBuilder; probe: Probe }> {
  const [{ openEndpoint }, { modelProbe }, { modelTreeBuilder }] = await Promise.all([
    import('./openai/endpoint.js'),
    import('./openai/probe.js'),
    import('./openai/tree-builder.js'),
  ]);
  const endpoint = openEndpoint(model);
  return { builder: modelTreeBuilder(model, endpoint), probe: modelProbe(endpoint, model.firstByteMs) };
}
