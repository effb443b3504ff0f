import { addTimes, dot, type Lens, lengthThrough } from './match-lens.js';

/** Vectors of length 1 of a library's texts, with the flow that each belongs to. */
export interface LensSample {
  flowIds: readonly string[];
  vectors: readonly Float32Array[];
}

/** Texts beside the first of their flow: with fewer of them it is not known in what the texts of a flow differ. */
export const fewestSiblings = 40;

/** More directions were no better on public data (32: 63.2 / 77.9 %, 64: 63.9 / 78.2, all 512: 63.6 / 78.3 first / among three). */
const mostDirections = 64;

/** The usual vector of the embedder counts as so many texts of the library. */
const textsOfPrior = 10;

/** All directions vary at least half as much as they do on average, and more where few texts tell it. */
const floor = { share: 0.5, texts: 30 } as const;

/** The subspace turns by less than a thousandth after so many rounds. */
const rounds = 8;

/** Numbers that are added up between two pauses: some milliseconds. */
const slice = 2_000_000;

/**
 * Learns a library's lens. Yields every few milliseconds, so that nobody has to wait for it.
 * @param usual the mean vector of the embedder on any text; zeros where it is not known
 */
export function* learnLens(sample: LensSample, usual: readonly number[]): Generator<undefined, Lens> {
  const { vectors } = sample;
  const center = centerOf(vectors, usual);
  const { siblings, count } = yield* differences(sample);
  if (count < fewestSiblings) return scaled({ center, directions: [], damping: [], unit: 1 }, vectors);
  const image = yield* turnedBy(siblings, count);
  const { directions, variances } = yield* mainDirections(siblings, Math.min(mostDirections, count), image);
  const total = siblings.reduce((sum, one) => sum + dot(one, one), 0) / count;
  const rest = center.length - directions.length;
  const usualVariance = Math.max(total - variances.reduce((a, b) => a + b, 0), 0) / Math.max(rest, 1);
  const least = ((floor.share * total) / center.length) * (1 + floor.texts / count);
  const damping = variances.map((variance) =>
    Math.max(1 - (usualVariance + least) / Math.max(variance + least, 1e-12), 0),
  );
  return scaled({ center, directions, damping, unit: 1 }, vectors);
}

function centerOf(vectors: readonly Float32Array[], usual: readonly number[]): Float32Array {
  const share = 1 / (vectors.length + textsOfPrior);
  const center = Float32Array.from(usual, (value) => value * textsOfPrior * share);
  for (const vector of vectors) addTimes(center, vector, share);
  return center;
}

/** What the texts of one flow differ from their mean by, and how many of them are free to. */
function* differences({
  flowIds,
  vectors,
}: LensSample): Generator<undefined, { siblings: Float32Array[]; count: number }> {
  const flows = new Map<string, Float32Array[]>();
  vectors.forEach((vector, at) => {
    const flowId = flowIds[at] ?? '';
    const texts = flows.get(flowId);
    if (texts) texts.push(vector);
    else flows.set(flowId, [vector]);
  });
  const siblings: Float32Array[] = [];
  let count = 0;
  for (const texts of flows.values()) {
    const [first] = texts;
    if (!first || texts.length < 2) continue;
    count += texts.length - 1;
    const mean = new Float32Array(first.length);
    for (const text of texts) addTimes(mean, text, 1 / texts.length);
    for (const text of texts) {
      const difference = Float32Array.from(text);
      addTimes(difference, mean, -1);
      siblings.push(difference);
      if (siblings.length % 64 === 0) yield;
    }
  }
  return { siblings, count };
}

/** What the covariance of the differences turns a vector into. */
type Image = (vector: Float32Array) => Float32Array;

/** Of few differences the covariance is not written out: turning a vector by them is quicker. */
function* turnedBy(differences: readonly Float32Array[], count: number): Generator<undefined, Image> {
  const width = differences[0]?.length ?? 0;
  if (differences.length < width / 2)
    return (vector) => {
      const image = new Float32Array(width);
      for (const one of differences) addTimes(image, one, dot(one, vector) / count);
      return image;
    };
  const covariance = yield* covarianceOf(differences, count, width);
  const rows = Array.from({ length: width }, (_, i) => covariance.subarray(i * width, (i + 1) * width));
  return (vector) => Float32Array.from(rows, (row) => dot(row, vector));
}

function* covarianceOf(
  differences: readonly Float32Array[],
  count: number,
  width: number,
): Generator<undefined, Float32Array> {
  const covariance = new Float32Array(width * width);
  let added = 0;
  for (const one of differences) {
    for (let i = 0; i < width; i += 1) {
      const times = (one[i] ?? 0) / count;
      const row = i * width;
      for (let j = 0; j <= i; j += 1)
        covariance[row + j] = (covariance[row + j] ?? 0) + times * (one[j] ?? 0);
    }
    added += (width * width) / 2;
    if (added < slice) continue;
    added = 0;
    yield;
  }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) covariance[j * width + i] = covariance[i * width + j] ?? 0;
  return covariance;
}

/** The directions of most variance with it, by orthogonal iteration from differences spread over all of them. */
function* mainDirections(
  differences: readonly Float32Array[],
  most: number,
  image: Image,
): Generator<undefined, { directions: Float32Array[]; variances: number[] }> {
  const every = Math.max(Math.floor(differences.length / most), 1);
  let basis = differences.filter((_, at) => at % every === 0).slice(0, most);
  for (let round = 0; round < rounds; round += 1) {
    const turned: Float32Array[] = [];
    for (const vector of yield* orthonormal(basis, 1)) {
      turned.push(image(vector));
      if (turned.length % 8 === 0) yield;
    }
    basis = turned;
  }
  const directions = yield* orthonormal(basis, 2);
  const variances: number[] = [];
  for (const one of directions) {
    variances.push(Math.max(dot(image(one), one), 0));
    if (variances.length % 8 === 0) yield;
  }
  return { directions, variances };
}

/**
 * The same space in orthonormal vectors (modified Gram-Schmidt); what adds nothing to it is left out. A second pass
 * takes away what rounding has left of the first.
 */
function* orthonormal(
  vectors: readonly Float32Array[],
  passes: number,
): Generator<undefined, Float32Array[]> {
  const made: Float32Array[] = [];
  for (const vector of vectors) {
    const rest = Float32Array.from(vector);
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < passes; pass += 1) for (const one of made) addTimes(rest, one, -dot(one, rest));
    const length = Math.sqrt(dot(rest, rest));
    if (length > before * 1e-4 && length > 0) made.push(rest.map((value) => value / length));
    if (made.length % 16 === 0) yield;
  }
  return made;
}

/** So many texts tell what a usual length is. */
const measured = 200;

/** With the lengths of these vectors about 1. */
function scaled(lens: Lens, vectors: readonly Float32Array[]): Lens {
  const every = Math.ceil(vectors.length / measured);
  const some = vectors.filter((_, at) => at % every === 0);
  const sum = some.reduce((total, vector) => total + lengthThrough(lens, vector), 0);
  return some.length === 0 ? lens : { ...lens, unit: Math.max(sum / some.length, 1e-6) };
}
