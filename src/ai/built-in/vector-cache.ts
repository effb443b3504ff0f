/** Remembers the vectors of the texts that were asked for last. */
export interface VectorCache {
  get(text: string): number[] | undefined;
  set(text: string, vector: number[]): void;
}

/** @param capacity how many vectors are kept; one of 512 numbers takes 4 kB */
export function vectorCache(capacity: number): VectorCache {
  // A Map remembers the order of insertion: the first key is the one not asked for the longest.
  const vectors = new Map<string, number[]>();
  return {
    get(text) {
      const vector = vectors.get(text);
      if (!vector) return undefined;
      vectors.delete(text);
      vectors.set(text, vector);
      return vector;
    },
    set(text, vector) {
      vectors.delete(text);
      vectors.set(text, vector);
      const oldest = vectors.keys().next();
      if (vectors.size > capacity && !oldest.done) vectors.delete(oldest.value);
    },
  };
}
