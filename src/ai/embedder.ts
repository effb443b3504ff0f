/** The length of every vector that is stored; the `embedding` table is made for it. */
export const DIMENSIONS = 512;

/** A person waits for it (where nothing is said), or nobody does: then it must not keep those from the embedder. */
export type Urgency = 'waited_for' | 'background';

/** Turns texts into vectors whose cosine says how near they are in meaning. */
export interface Embedder {
  /** Which embedder and version: vectors of two ids are never compared. */
  readonly id: string;
  readonly dimensions: typeof DIMENSIONS;
  /**
   * One vector of length 1 for each text, in order.
   * @throws {EmbedderError} when the embedder is closed or cannot answer; the texts themselves never make it throw.
   */
  embed(texts: readonly string[], urgency?: Urgency): Promise<number[][]>;
  /** Ends it; what is still being embedded is refused. */
  close(): Promise<void>;
}

/** The embedder could not answer. Matching goes on by words alone. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
}
