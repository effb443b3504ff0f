import fc from 'fast-check';
import type { Act, By } from '../../src/cli/chaos/histories/paper-walk.js';
import type { FlowNode } from '../../src/domain/flow.js';

export { type Act, type By, type Outcome, PaperWalk } from '../../src/cli/chaos/histories/paper-walk.js';

const by = fc.constantFrom<By>(0, 1, 2);
const plainKinds = ['back', 'note', 'stop', 'resume', 'resolve', 'escalate', 'claim', 'release'] as const;

export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('answer' as const), by, answer: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stale_answer' as const), by }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom(...plainKinds), by }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hand_over' as const), by, to: by }) },
);

/** A tree as numbers: each node's answers lead to other nodes; a node without answers is an end. */
export const ways: fc.Arbitrary<number[][]> = fc
  .integer({ min: 2, max: 7 })
  .chain((size) =>
    fc.tuple(
      fc.array(fc.nat(size - 1), { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size - 1, maxLength: size - 1 }),
    ),
  )
  // The last is an end, so that there is one.
  .map(([root, rest]) => [root, ...rest.slice(0, -1), []]);

/** The tree as nodes whose ids say which they are. */
export const nodesOf = (tree: readonly number[][]): FlowNode[] =>
  tree.map((answers, index) => ({
    id: `node-${index}`,
    treeId: 'tree',
    key: null,
    kind: answers.length === 0 ? 'resolution' : 'question',
    text: `Node ${index}`,
    label: null,
    source: 'author',
    depth: 1,
    answers: answers.map((next, place) => ({
      id: `answer-${index}-${place}`,
      label: `Answer ${place}`,
      kind: 'choice',
      nextNodeId: `node-${next}`,
    })),
  }));
