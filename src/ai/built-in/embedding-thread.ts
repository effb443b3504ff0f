import type { Worker } from 'node:worker_threads';
import { EmbedderError } from '../embedder.js';
import type { EmbeddingReply, EmbeddingRequest } from './embedding-worker.js';
import { startWorker } from './start-worker.js';

/** The worker thread with the model in it, as one function. */
export interface EmbeddingThread {
  /** @throws {EmbedderError} when the thread has ended or the model refuses. */
  embed(texts: string[]): Promise<number[][]>;
  end(): Promise<void>;
}

interface Waiting {
  resolve(vectors: number[][]): void;
  reject(error: EmbedderError): void;
}

/**
 * Starts the thread and waits for its model.
 * @param onEnd called once when the thread has ended, whatever the reason
 * @throws {EmbedderError} when it ends before that
 */
export async function startEmbeddingThread(onEnd: () => void): Promise<EmbeddingThread> {
  const worker = startWorker(import.meta.url, 'embedding-worker');
  const waiting = new Map<number, Waiting>();
  let ended: EmbedderError | null = null;
  let lastId = 0;
  await untilReady(worker);

  worker.on('message', (reply: EmbeddingReply) => {
    if (reply.kind === 'ready') return;
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.kind === 'vectors') request?.resolve(reply.vectors);
    else request?.reject(new EmbedderError(reply.message));
  });
  worker.once('exit', () => {
    ended = new EmbedderError('The embedding thread has ended');
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    onEnd();
  });
  // 'exit' follows; without a listener the error would end the process.
  worker.on('error', () => {});
  worker.unref();

  const embed = (texts: string[]) =>
    new Promise<number[][]>((resolve, reject) => {
      if (ended) return reject(ended);
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      // An idle thread keeps no process alive; one at work does.
      worker.ref();
      worker.postMessage({ id: lastId, texts } satisfies EmbeddingRequest);
    });
  const end = async () => {
    await worker.terminate();
  };
  return { embed, end };
}

function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(new EmbedderError('The embedding thread did not start', { cause }));
    worker.once('message', () => {
      worker.off('error', fail).off('exit', fail);
      resolve();
    });
    worker.once('error', fail).once('exit', fail);
  });
}
