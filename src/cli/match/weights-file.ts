import { certaintyInputNames } from '../../domain/match-certainty.js';
import type { MatchModel, TreeModel } from '../../domain/match-model.js';
import { rankInputNames } from '../../domain/match-rank.js';

export interface WeightsHead {
  date: string;
  data: readonly string[];
  seed: number;
  limit: number | null;
  embedder: string;
}

/** As a value, so that nobody takes it for an import of this file. */
const imported = "import type { MatchModel, TreeModel } from './match-model.js';";

/** The generated file that the product reads its weights from: numbers alone, nothing of the data. */
export function weightsFile(
  models: { vectors: MatchModel; words: MatchModel },
  usualVector: readonly number[],
  { date, data, seed, limit, embedder }: WeightsHead,
): string {
  const limited = limit === null ? '' : ` --limit ${limit}`;
  return `// Generated on ${date} by: npm run eval -- train${limited} --seed ${seed} --write src/domain/match-weights.ts
//   ${wrapped(data)}
// with the embedder ${embedder}. Not to be edited: docs/decisions/0009 says how it is learned and read.
${imported}

/** The order's weights, under the names of match-rank.ts. */
${orderOf('vectorOrder', models.vectors)}

/** The same where vectors are missing. */
${orderOf('wordOrder', models.words)}

const trees = (packed: string): TreeModel => JSON.parse(packed) as TreeModel;

/** Trees over the ${certaintyInputNames.length} inputs of match-certainty.ts; their form stands in match-model.ts. */
export const models: { vectors: MatchModel; words: MatchModel } = {
  vectors: {
    order: { weights: Object.values(vectorOrder) },
    right: trees(
      ${packed(models.vectors.right)},
    ),
    none: trees(
      ${packed(models.vectors.none)},
    ),
  },
  words: {
    order: { weights: Object.values(wordOrder) },
    right: trees(
      ${packed(models.words.right)},
    ),
    none: trees(
      ${packed(models.words.none)},
    ),
  },
};

/** The mean vector of flows' texts by embedder: what lenses start from (match-lens.ts). */
export const usualVectors: Readonly<Record<string, readonly number[]>> = {
  '${embedder}': JSON.parse(
    '${JSON.stringify(usualVector.map((value) => Number(value.toPrecision(3))))}',
  ),
};
`;
}

const wrapped = (data: readonly string[]): string => data.join(' ');

const orderOf = (name: string, { order }: MatchModel): string =>
  `const ${name} = {\n${rankInputNames
    .map((input, at) => `  ${/^[a-zA-Z]\w*$/.test(input) ? input : `'${input}'`}: ${order.weights[at] ?? 0},`)
    .join('\n')}\n};`;

const packed = (model: TreeModel): string => `'${JSON.stringify(model)}'`;
