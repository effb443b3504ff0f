/**
 * How one library looks at the vectors of its texts. What its flows' own texts differ in says nothing about which flow a
 * problem belongs to (whether it is told in three words or in thirty, politely or not), so that the cosine is taken
 * with these directions damped: within-class covariance normalisation (Hatch, Kajarekar and Stolcke, 2006).
 */
export interface Lens {
  /** What all of the library's vectors have in common; vectors are looked at from here. */
  center: Float32Array;
  /** Orthonormal: the directions in which the texts of one flow differ most. */
  directions: readonly Float32Array[];
  /** How much of the square along each direction does not count, 0 (counts in full) to 1 (not at all). */
  damping: readonly number[];
  /** The usual length of a text's vector through this lens before it is divided by this number: lengths are about 1. */
  unit: number;
}

/** A vector that is sought, as the lens turns it: its cosine to a stored one is (direction · stored - offset) / length. */
export interface Sought {
  direction: Float32Array;
  offset: number;
}

/** The lens of a library that nothing was learned from yet. */
export const plainLens = (center: readonly number[]): Lens => ({
  center: Float32Array.from(center),
  directions: [],
  damping: [],
  unit: 1,
});

/** The length of a stored vector of length 1 through the lens; about 1, and never 0. */
export function lengthThrough(lens: Lens, vector: Float32Array): number {
  const seen = lessCenter(vector, lens.center);
  const along = lens.directions.map((direction) => dot(direction, seen));
  return Math.max(lengthOf(lens, seen, along) / lens.unit, 1e-3);
}

/** Turns a vector of length 1 that is sought, so that stored ones need not be turned. */
export function lookThrough(lens: Lens, vector: Float32Array): Sought {
  const seen = lessCenter(vector, lens.center);
  const along = lens.directions.map((one) => dot(one, seen));
  const length = Math.max(lengthOf(lens, seen, along) * lens.unit, 1e-6);
  const direction = seen.map((value) => value / length);
  const times = along.map((value, k) => (-(lens.damping[k] ?? 0) * value) / length);
  addFours(direction, lens.directions, times);
  return { direction, offset: dot(direction, lens.center) };
}

/** The cosine of a sought vector to a stored one of this length through the same lens. */
export const cosineOf = (product: number, { offset }: Pick<Sought, 'offset'>, length: number): number =>
  Math.min(Math.max((product - offset) / length, -1), 1);

function lengthOf({ damping }: Lens, seen: Float32Array, along: readonly number[]): number {
  const damped = along.reduce((sum, value, k) => sum + (damping[k] ?? 0) * value * value, 0);
  return Math.sqrt(Math.max(dot(seen, seen) - damped, 0));
}

/** The inner product of two vectors of one width. One kind of array alone: of several it takes four times as long. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Adds `times` a vector to another, in place; an empty one is none. */
export function addTimes(to: Float32Array, vector: Float32Array, times: number): void {
  const width = Math.min(to.length, vector.length);
  for (let i = 0; i < width; i += 1) to[i] = (to[i] as number) + times * (vector[i] as number);
}

/** Adds so many times each vector to another, in place; four at once, because storing takes longer than adding. */
function addFours(to: Float32Array, vectors: readonly Float32Array[], times: readonly number[]): void {
  const width = to.length;
  for (let k = 0; k < vectors.length; k += 4) {
    const a = vectors[k] as Float32Array;
    const [b = a, c = a, d = a] = [vectors[k + 1], vectors[k + 2], vectors[k + 3]];
    const [s = 0, t = 0, u = 0, v = 0] = times.slice(k, k + 4);
    for (let i = 0; i < width; i += 1)
      to[i] =
        (to[i] as number) +
        s * (a[i] as number) +
        t * (b[i] as number) +
        u * (c[i] as number) +
        v * (d[i] as number);
  }
}

function lessCenter(vector: Float32Array, center: Float32Array): Float32Array {
  const less = vector.slice();
  addTimes(less, center, -1);
  return less;
}
