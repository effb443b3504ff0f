import { availableParallelism } from 'node:os';
import { EmbedderError, type Urgency } from '../embedder.js';
import { type EmbeddingThread, startEmbeddingThread } from './embedding-thread.js';

/**
 * A batch keeps a thread for about 120 ms on one core, because the sentence of a person who is waiting has to wait for
 * the batch before it. The model fills every text of a batch up to the longest one, so that this is what it costs.
 */
const batchExtent = 1_000;
const mostTexts = 32;

/** Each further thread holds the model once more, about 100 MB. */
const mostThreads = Math.min(4, availableParallelism());

/** Threads beside the first are for what is embedded in the background; without work they end after this. */
const idleMs = 20_000;

/** Threads with the model: the first for everybody, the others only while much is to be done in the background. */
export interface ThreadPool {
  /** Calls `onBatch` with the vectors of each batch. @throws {EmbedderError} */
  embed(
    texts: readonly string[],
    urgency: Urgency,
    onBatch: (texts: readonly string[], vectors: readonly number[][]) => void,
  ): Promise<void>;
  /** Resolves when the first thread has its model. @throws {EmbedderError} when it does not start */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export function threadPool(): ThreadPool {
  const threads = new Map<number, Promise<EmbeddingThread>>();
  let closed = false;
  let background = 0;
  let idle: NodeJS.Timeout | undefined;

  /** A thread that dies is started again by the next call. */
  const thread = (index: number): Promise<EmbeddingThread> => {
    if (closed) throw new EmbedderError('The embedder is closed');
    const running = threads.get(index);
    if (running) return running;
    const starting: Promise<EmbeddingThread> = startEmbeddingThread(() => forget()).catch(
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    const forget = () => {
      if (threads.get(index) === starting) threads.delete(index);
    };
    threads.set(index, starting);
    return starting;
  };

  const end = async (index: number): Promise<void> => {
    const running = threads.get(index);
    threads.delete(index);
    await (await running?.catch(() => null))?.end();
  };

  const endHelpers = (): void => {
    if (background > 0) return;
    for (const index of [...threads.keys()].filter((at) => at > 0)) void end(index);
  };

  return {
    async embed(texts, urgency, onBatch) {
      const batches = batchesOf(texts);
      const lane = async (index: number): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) {
          onBatch(batch, await (await thread(index)).embed([...batch]));
        }
      };
      if (urgency === 'waited_for') return lane(0);
      background += 1;
      clearTimeout(idle);
      const lanes = Math.min(mostThreads, Math.ceil(batches.length / 2));
      try {
        await Promise.all(Array.from({ length: Math.max(lanes, 1) }, (_, index) => lane(index)));
      } finally {
        background -= 1;
        idle = setTimeout(endHelpers, idleMs).unref();
      }
    },
    async ready() {
      await thread(0);
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await Promise.all([...threads.keys()].map(end));
    },
  };
}

/** Texts of like length together: a short one beside a long one would cost as much as the long one. */
export function batchesOf(texts: readonly string[]): (readonly string[])[] {
  const batches: string[][] = [];
  let batch: string[] = [];
  for (const text of texts.toSorted((a, b) => b.length - a.length)) {
    const longest = batch[0]?.length ?? 0;
    if (batch.length === 0 || batch.length === mostTexts || longest * (batch.length + 1) > batchExtent) {
      batch = [];
      batches.push(batch);
    }
    batch.push(text);
  }
  return batches;
}
