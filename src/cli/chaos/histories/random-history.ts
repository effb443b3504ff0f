import type { FlowDefinition } from '../../../domain/flow-definition.js';
import type { Act, By } from './paper-walk.js';

/** A tree as numbers: each node's answers lead to other nodes; a node without answers is an end. */
export type Tree = readonly (readonly number[])[];

type Random = () => number;

const below = (random: Random, count: number): number => Math.floor(random() * count);

/** A tree in which every circle has a way out: others are not published. */
export function randomTree(random: Random): Tree {
  for (;;) {
    const size = 2 + below(random, 6);
    const answers = (least: number) =>
      Array.from({ length: least + below(random, 5 - least) }, () => below(random, size));
    const tree = [answers(1), ...Array.from({ length: size - 2 }, () => answers(0)), []];
    if (canEnd(tree)) return tree;
  }
}

function canEnd(tree: Tree): boolean {
  const ends = new Set(tree.flatMap((answers, index) => (answers.length === 0 ? [index] : [])));
  for (let round = 0; round < tree.length; round += 1)
    for (const [index, answers] of tree.entries())
      if (answers.some((next) => ends.has(next))) ends.add(index);
  return ends.size === tree.length;
}

/** The tree as an author would write it; its nodes are named by their numbers. */
export const flowOf = (tree: Tree, slug: string): FlowDefinition => ({
  slug,
  title: `A tree: ${slug}`,
  description: '',
  category: null,
  keywords: [],
  examples: [],
  start: '0',
  nodes: tree.map((answers, index) => ({
    key: String(index),
    kind: answers.length === 0 ? 'resolution' : 'question',
    text: `Node ${index}`,
    label: null,
    answers: answers.map((next, place) => ({ label: `Answer ${place}`, kind: 'choice', next: String(next) })),
  })),
});

const others = [
  'back',
  'note',
  'stop',
  'resume',
  'resolve',
  'escalate',
  'claim',
  'claim',
  'release',
] as const;

/** What somebody does next: most often they answer. */
export function randomAct(random: Random): Act {
  const by = below(random, 3) as By;
  const chance = random();
  if (chance < 0.45) return { kind: 'answer', by, answer: below(random, 4) };
  if (chance < 0.52) return { kind: 'stale_answer', by };
  if (chance < 0.57) return { kind: 'hand_over', by, to: below(random, 3) as By };
  return { kind: others[below(random, others.length)] ?? 'note', by };
}
