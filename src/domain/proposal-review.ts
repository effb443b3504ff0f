import { counted, noWalks, sum, type Tally, type WalkEvidence } from './evidence.js';
import { type Answer, type AnswerKind, type FlowNode, isTerminal, type NodeKind } from './flow.js';
import { type ProposalEdits, withoutPeople } from './proposal.js';

/** A draft's tree as it has grown. */
export interface GrownTree {
  rootId: string | null;
  nodes: readonly FlowNode[];
}

/** What a reviewer sees of a draft, and what would be published: only nodes that a walk has come by. */
export interface ReviewTree {
  /** In the order of the outline: a node, then what its first answer leads to. */
  nodes: ReviewNode[];
  /** Walks on what is still in the draft. */
  tally: Tally;
  agents: number;
}

export interface ReviewNode {
  nodeId: string;
  /** Counts from 1, in the order of the outline. */
  number: number;
  /** How many answers lie between the root and it. */
  level: number;
  /** The answer that leads here; null for the root. */
  cameBy: string | null;
  kind: NodeKind;
  text: string;
  /** Of a question that says how to find out. */
  howToTell: string | null;
  isEdited: boolean;
  tally: Tally;
  ways: ReviewWay[];
}

/** An answer and where it would lead. */
export interface ReviewWay {
  label: string;
  kind: AnswerKind;
  walks: number;
  to:
    | { kind: 'node'; number: number }
    /** Nobody took it to an end: it will end in the server's escalation. */
    | { kind: 'unexplored' }
    /** A reviewer left its branch out: likewise. */
    | { kind: 'cut'; nodeId: string }
    /** A walk was marked as solved here. */
    | { kind: 'solved' };
}

/** Added to a question at which a walk was marked as solved without an answer. */
export const solvedHere = 'It works now';

/** Counts the walks along the tree and leaves out what nobody walked, what was cut and what was taken out. */
export function reviewTree(
  tree: GrownTree,
  walks: readonly WalkEvidence[],
  { texts, howTos = {}, cuts }: ProposalEdits,
): ReviewTree {
  const byId = new Map(tree.nodes.map((node) => [node.id, node]));
  const evidence = countedBy(tree, walks);
  const nodes: ReviewNode[] = [];

  function add(node: FlowNode, level: number, cameBy: string | null): number {
    const number = nodes.length + 1;
    const added: ReviewNode = {
      nodeId: node.id,
      number,
      level,
      cameBy,
      kind: node.kind,
      text: texts[node.id] ?? withoutPeople(node.text),
      howToTell: howToTellOf(node, howTos),
      isEdited: node.id in texts || node.id in howTos,
      tally: evidence.of(node),
      ways: [],
    };
    nodes.push(added);
    added.ways = node.answers
      // Its next node answers one person's free text, which no flow can hold.
      .filter(({ kind }) => kind !== 'something_else')
      .map((answer) => ({
        label: withoutPeople(answer.label),
        kind: answer.kind,
        walks: evidence.byAnswer(answer.id).walks,
        to: leadsTo(answer, node, level),
      }));
    const isSolvedHere = evidence.endedAt(node.id).solved > 0;
    if (node.kind === 'question' && isSolvedHere && !added.ways.some(({ label }) => label === solvedHere))
      added.ways.push({ label: solvedHere, kind: 'choice', walks: 0, to: { kind: 'solved' } });
    return number;
  }

  function leadsTo(answer: Answer, node: FlowNode, level: number): ReviewWay['to'] {
    const next = answer.nextNodeId ? byId.get(answer.nextNodeId) : undefined;
    const isWalked = next && evidence.byAnswer(answer.id).walks > 0 && evidence.isWalked(next);
    if (isWalked && cuts.includes(next.id)) return { kind: 'cut', nodeId: next.id };
    const seen = nodes.find(({ nodeId }) => nodeId === next?.id);
    if (isWalked) return { kind: 'node', number: seen?.number ?? add(next, level + 1, answer.label) };
    const isFix = node.kind === 'instruction' && answer.kind === 'done';
    return { kind: isFix && evidence.endedAt(node.id).solved > 0 ? 'solved' : 'unexplored' };
  }

  const root = tree.rootId ? byId.get(tree.rootId) : undefined;
  if (root && evidence.isWalked(root)) add(root, 0, null);
  return { nodes, tally: evidence.all, agents: evidence.agents };
}

/** How a question says to find out: as a reviewer put it, or else as the draft does. */
function howToTellOf(node: FlowNode, howTos: Record<string, string>): string | null {
  if (node.kind !== 'question') return null;
  return (howTos[node.id] ?? withoutPeople(node.howToTell ?? '')) || null;
}

/** The nodes that can be reached from this one, itself among them. */
export function branchFrom(tree: GrownTree, nodeId: string): Set<string> {
  const byId = new Map(tree.nodes.map((node) => [node.id, node]));
  const found = new Set<string>();
  const left = [nodeId];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const node = byId.get(id);
    if (!node || found.has(id)) continue;
    found.add(id);
    left.push(...node.answers.flatMap(({ nextNodeId }) => nextNodeId ?? []));
  }
  return found;
}

/** The walks whose every answer and whose end are still in the tree. */
function countedBy(tree: GrownTree, walks: readonly WalkEvidence[]) {
  const inTree = tree.rootId ? branchFrom(tree, tree.rootId) : new Set<string>();
  const answers = new Set(
    tree.nodes.filter(({ id }) => inTree.has(id)).flatMap((node) => node.answers.map(({ id }) => id)),
  );
  const count = walks.filter(
    ({ answerIds, endNodeId }) =>
      answerIds.every((id) => answers.has(id)) && (endNodeId === null || inTree.has(endNodeId)),
  );
  const byAnswer = new Map<string, Tally>();
  const byEnd = new Map<string, Tally>();
  for (const { answerIds, endNodeId, outcome } of count) {
    for (const id of answerIds) byAnswer.set(id, counted(byAnswer.get(id) ?? noWalks, outcome));
    if (endNodeId) byEnd.set(endNodeId, counted(byEnd.get(endNodeId) ?? noWalks, outcome));
  }
  const answersOf = (node: FlowNode) =>
    node.answers.map(({ id }) => byAnswer.get(id) ?? noWalks).reduce(sum, noWalks);
  const endedAt = (nodeId: string) => byEnd.get(nodeId) ?? noWalks;
  return {
    all: count.reduce((tally, { outcome }) => counted(tally, outcome), noWalks),
    agents: new Set(count.map(({ agentId }) => agentId)).size,
    byAnswer: (id: string) => byAnswer.get(id) ?? noWalks,
    endedAt,
    of: (node: FlowNode) => sum(answersOf(node), endedAt(node.id)),
    /** Answered, walked to as an end, or marked as solved there; not merely shown. */
    isWalked: (node: FlowNode) =>
      answersOf(node).walks > 0 ||
      endedAt(node.id).solved > 0 ||
      (isTerminal(node) && endedAt(node.id).walks > 0),
  };
}
