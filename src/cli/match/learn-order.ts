/** One problem with a right flow among its candidates: their inputs, and which ones are right. */
export interface OrderExample {
  inputs: readonly (readonly number[])[];
  right: readonly boolean[];
  /** How much it counts. */
  weight: number;
}

const rounds = 300;
const pace = 0.05;

/**
 * Weights under which the right candidates come first: a listwise softmax, descended by Adam over all examples at
 * once on standardised inputs, held near zero by `ridge`. There is no chance in it.
 */
export function learnOrder(examples: readonly OrderExample[], ridge = 0.03): number[] {
  const { width, spread, rows } = standardised(examples);
  const weights = new Float64Array(width);
  const [drift, power] = [new Float64Array(width), new Float64Array(width)];
  const slope = new Float64Array(width);
  for (let round = 1; round <= rounds; round += 1) {
    weights.forEach((weight, k) => {
      slope[k] = 2 * ridge * weight;
    });
    for (const row of rows) addSlope(row, weights, slope);
    for (let k = 0; k < width; k += 1) {
      const g = slope[k] ?? 0;
      drift[k] = 0.9 * (drift[k] ?? 0) + 0.1 * g;
      power[k] = 0.999 * (power[k] ?? 0) + 0.001 * g * g;
      const step = (drift[k] ?? 0) / (1 - 0.9 ** round);
      const scale = Math.sqrt((power[k] ?? 0) / (1 - 0.999 ** round)) + 1e-8;
      weights[k] = (weights[k] ?? 0) - (pace * step) / scale;
    }
  }
  return [...weights].map((weight, k) => weight / (spread[k] ?? 1));
}

interface Row {
  count: number;
  inputs: Float64Array;
  right: readonly boolean[];
  weight: number;
}

/** Adds how the loss of one example changes with each weight: expected inputs less those of the right ones. */
function addSlope({ count, inputs, right, weight }: Row, weights: Float64Array, slope: Float64Array): void {
  const width = weights.length;
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i += 1)
    for (let k = 0; k < width; k += 1)
      scores[i] = (scores[i] ?? 0) + (inputs[i * width + k] ?? 0) * (weights[k] ?? 0);
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((a, b) => a + b, 0);
  const good = powers.reduce((a, b, i) => (right[i] ? a + b : a), 0);
  for (let i = 0; i < count; i += 1) {
    const share = (powers[i] ?? 0) / all - (right[i] ? (powers[i] ?? 0) / Math.max(good, 1e-300) : 0);
    for (let k = 0; k < width; k += 1)
      slope[k] = (slope[k] ?? 0) + weight * share * (inputs[i * width + k] ?? 0);
  }
}

function standardised(examples: readonly OrderExample[]) {
  const width = examples[0]?.inputs[0]?.length ?? 0;
  const [mean, square] = [new Float64Array(width), new Float64Array(width)];
  const total = examples.reduce((sum, { inputs }) => sum + inputs.length, 0);
  for (const { inputs } of examples)
    for (const one of inputs)
      one.forEach((value, k) => {
        mean[k] = (mean[k] ?? 0) + value / total;
        square[k] = (square[k] ?? 0) + (value * value) / total;
      });
  const spread = mean.map((m, k) => Math.sqrt(Math.max((square[k] ?? 0) - m * m, 0)) || 1);
  const weights = examples.reduce((sum, { weight }) => sum + weight, 0);
  const rows = examples.map(({ inputs, right, weight }): Row => {
    const flat = new Float64Array(inputs.length * width);
    inputs.forEach((one, i) => {
      one.forEach((value, k) => {
        flat[i * width + k] = (value - (mean[k] ?? 0)) / (spread[k] ?? 1);
      });
    });
    return { count: inputs.length, inputs: flat, right, weight: weight / weights };
  });
  return { width, spread, rows };
}
