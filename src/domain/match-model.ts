/** Orders candidates: one weight for each input. */
export interface LinearModel {
  weights: readonly number[];
}

/**
 * Trees whose leaves are summed up. A node is [input, border, left, right]: left where the input is at most the
 * border; a leaf is [value].
 */
export interface TreeModel {
  start: number;
  trees: readonly (readonly (readonly number[])[])[];
}

/** What one way of comparing has learned: how to order, whether the first is right, whether none is. */
export interface MatchModel {
  order: LinearModel;
  right: TreeModel;
  none: TreeModel;
}

/** The probability that the trees give for these inputs. */
export function probabilityBy({ start, trees }: TreeModel, inputs: readonly number[]): number {
  let sum = start;
  for (const tree of trees) {
    let node = tree[0];
    while (node && node.length > 1) {
      const [input = 0, border = 0, left = 0, right = 0] = node;
      node = tree[(inputs[input] ?? 0) <= border ? left : right];
    }
    sum += node?.[0] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
}
