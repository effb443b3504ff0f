import type { TreeModel } from '../../domain/match-model.js';

/** One problem: what the certainty is read from, and whether it was so. */
export interface TreeExample {
  inputs: readonly number[];
  so: boolean;
  weight: number;
}

export interface Growth {
  trees: number;
  leaves: number;
  /** How far each tree goes towards what is left to learn. */
  pace: number;
  /** So many examples, by weight, must stand behind a leaf. */
  smallestLeaf: number;
  /** Holds leaves near zero. */
  ridge: number;
}

export const usualGrowth: Growth = { trees: 140, leaves: 8, pace: 0.05, smallestLeaf: 40, ridge: 10 };

const bins = 48;

/** Boosts small trees for the logistic loss, each leaf by leaf where it gains most. There is no chance in it. */
export function growTrees(examples: readonly TreeExample[], growth: Growth = usualGrowth): TreeModel {
  const weights = weightsOf(examples);
  const borders = bordersOf(examples);
  const binned = borders.map((border, k) =>
    Uint8Array.from(examples, ({ inputs }) => binOf(border, inputs[k] ?? 0)),
  );
  const share =
    examples.reduce((sum, { so }, i) => sum + (so ? (weights[i] ?? 0) : 0), 0) / Math.max(examples.length, 1);
  const start = Math.log(clamp(share) / (1 - clamp(share)));
  const sums = new Float64Array(examples.length).fill(start);
  const trees: number[][][] = [];
  for (let round = 0; round < growth.trees; round += 1) {
    const slopes = new Float64Array(examples.length);
    const bends = new Float64Array(examples.length);
    examples.forEach(({ so }, i) => {
      const p = 1 / (1 + Math.exp(-(sums[i] ?? 0)));
      slopes[i] = (weights[i] ?? 0) * ((so ? 1 : 0) - p);
      bends[i] = (weights[i] ?? 0) * p * (1 - p);
    });
    trees.push(growTree({ binned, borders, slopes, bends, weights, sums }, growth));
  }
  return { start: short(start), trees };
}

const clamp = (share: number): number => Math.min(Math.max(share, 1e-4), 1 - 1e-4);
const short = (value: number): number => Number(value.toPrecision(4));

function weightsOf(examples: readonly TreeExample[]): Float64Array {
  const all = examples.reduce((sum, { weight }) => sum + weight, 0);
  return Float64Array.from(examples, ({ weight }) => (weight * examples.length) / all);
}

/** Where each input is cut: between its quantiles, rounded as the weights are stored. */
function bordersOf(examples: readonly TreeExample[]): number[][] {
  const width = examples[0]?.inputs.length ?? 0;
  return Array.from({ length: width }, (_, k) => {
    const sorted = examples.map(({ inputs }) => inputs[k] ?? 0).sort((a, b) => a - b);
    const cuts = Array.from({ length: bins - 1 }, (_, at) =>
      short(sorted[Math.floor(((at + 1) * sorted.length) / bins)] ?? 0),
    );
    return [...new Set(cuts)];
  });
}

/** How many borders lie below the value. */
function binOf(borders: readonly number[], value: number): number {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (borders[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Ground {
  binned: readonly Uint8Array[];
  borders: readonly number[][];
  slopes: Float64Array;
  bends: Float64Array;
  weights: Float64Array;
  /** What all the trees so far say; the new one adds to it. */
  sums: Float64Array;
}

interface Split {
  gain: number;
  input: number;
  bin: number;
}

interface Leaf {
  node: number;
  rows: Int32Array;
  split: Split | null;
}

function growTree(ground: Ground, growth: Growth): number[][] {
  const all = Int32Array.from(ground.sums.keys());
  const nodes: number[][] = [[0]];
  let leaves: Leaf[] = [{ node: 0, rows: all, split: bestSplit(ground, all, growth) }];
  while (leaves.length < growth.leaves) {
    const next = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!next.split || next.split.gain <= 1e-6) break;
    const { input, bin } = next.split;
    const column = ground.binned[input] as Uint8Array;
    const grown = [
      next.rows.filter((row) => (column[row] ?? 0) <= bin),
      next.rows.filter((row) => (column[row] ?? 0) > bin),
    ].map((rows): Leaf => {
      nodes.push([0]);
      return { node: nodes.length - 1, rows, split: bestSplit(ground, rows, growth) };
    });
    nodes[next.node] = [input, ground.borders[input]?.[bin] ?? 0, nodes.length - 2, nodes.length - 1];
    leaves = [...leaves.filter((leaf) => leaf !== next), ...grown];
  }
  for (const { node, rows } of leaves) {
    const [slope, bend] = sumsOf(ground, rows);
    const value = short((growth.pace * slope) / (bend + growth.ridge));
    nodes[node] = [value];
    for (const row of rows) ground.sums[row] = (ground.sums[row] ?? 0) + value;
  }
  return nodes;
}

function sumsOf({ slopes, bends }: Ground, rows: Int32Array): [number, number] {
  let [slope, bend] = [0, 0];
  for (const row of rows) {
    slope += slopes[row] ?? 0;
    bend += bends[row] ?? 0;
  }
  return [slope, bend];
}

function bestSplit(ground: Ground, rows: Int32Array, { smallestLeaf, ridge }: Growth): Split | null {
  const [slope, bend] = sumsOf(ground, rows);
  let total = 0;
  for (const row of rows) total += ground.weights[row] ?? 0;
  if (total < 2 * smallestLeaf) return null;
  const worth = (s: number, b: number) => (s * s) / (b + ridge);
  let best: Split | null = null;
  const [bySlope, byBend, byWeight] = [
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
  ];
  ground.binned.forEach((column, input) => {
    bySlope.fill(0);
    byBend.fill(0);
    byWeight.fill(0);
    for (const row of rows) {
      const bin = column[row] ?? 0;
      bySlope[bin] = (bySlope[bin] ?? 0) + (ground.slopes[row] ?? 0);
      byBend[bin] = (byBend[bin] ?? 0) + (ground.bends[row] ?? 0);
      byWeight[bin] = (byWeight[bin] ?? 0) + (ground.weights[row] ?? 0);
    }
    let [s, b, w] = [0, 0, 0];
    for (let bin = 0; bin < (ground.borders[input]?.length ?? 0); bin += 1) {
      s += bySlope[bin] ?? 0;
      b += byBend[bin] ?? 0;
      w += byWeight[bin] ?? 0;
      if (w < smallestLeaf || total - w < smallestLeaf) continue;
      const gain = worth(s, b) + worth(slope - s, bend - b) - worth(slope, bend);
      if (gain > (best?.gain ?? 0)) best = { gain, input, bin };
    }
  });
  return best;
}
