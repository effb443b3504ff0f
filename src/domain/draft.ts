import { type AnswerKind, depthCap, instructionAnswers, type NodeKind, type NodeSource } from './flow.js';

/** A flow that is still growing. Intakes with the same fingerprint walk the same draft. */
export interface Draft {
  accountId: string;
  id: string;
  treeId: string;
  categoryId: string;
  /** Which builder and version writes its nodes, e.g. `built_in@1`. */
  builder: string;
  fingerprint: string;
  problem: string;
}

/** What a tree builder is asked: the node after this path. */
export interface NodeRequest {
  problem: string;
  category: { name: string; protocol: string; identityGate: boolean };
  /** From the root to the answer just given; empty for the root. */
  path: PathEntry[];
  /** The depth that the new node will have; the root is 1. */
  depth: number;
  /** What people said in this walk alone ("Something else", notes), without secrets; empty on a shared draft. */
  context: readonly string[];
}

export interface PathEntry {
  key: string | null;
  kind: NodeKind;
  text: string;
  answerLabel: string;
  answerKind: AnswerKind;
}

/** What a tree builder answers. Ids, "Not sure" and the cap's escalation are not its business. */
export interface NodeProposal {
  /** The builder's own name for the place, by which it finds its way on the next call. */
  key: string | null;
  kind: NodeKind;
  text: string;
  label: string | null;
  /** For a question; an instruction always has the three answers the server gives it. */
  answers: ProposedAnswer[];
  risk: Risk;
}

/** One answer to a question, and how likely it is (0 to 1) where the builder has an opinion. */
export interface ProposedAnswer {
  label: string;
  likelihood: number | null;
}

/**
 * What an instruction may do to the customer. `none` changes nothing, `low` is a fix that can be undone by itself;
 * before a `disruptive` one the customer agrees.
 */
export interface Risk {
  level: 'none' | 'low' | 'disruptive';
  /** What the customer will notice. */
  effect: string | null;
  /** What may be lost, and whether it is backed up. */
  dataLoss: string | null;
  /** How it is undone; null where it cannot be. */
  undo: string | null;
}

export const noRisk: Risk = { level: 'none', effect: null, dataLoss: null, undo: null };

/** A node as it is stored, before it has an id. */
export interface NewNode extends Omit<NodeProposal, 'answers' | 'risk'> {
  source: NodeSource;
  depth: number;
  answers: { label: string; kind: AnswerKind; likelihood?: number | null }[];
}

/** At the cap nobody is asked: the node is the escalation that the server writes. */
export const isAtCap = (depth: number): boolean => depth >= depthCap;

/** The node at the cap: the walk ends with a person, whatever was asked. */
export const capEscalation = (depth: number): NewNode => ({
  key: 'server:cap',
  kind: 'escalation',
  text: 'This walk has reached its longest length. Escalate with everything that was tried.',
  label: 'Longest length reached',
  source: 'server',
  depth,
  answers: [],
});

/** Adds what the server owns to what a builder proposed. */
export function completeNode(proposal: NodeProposal, source: NodeSource, depth: number): NewNode {
  const { key, kind, text, label } = proposal;
  return { key, kind, text, label, source, depth, answers: answersFor(proposal) };
}

function answersFor(proposal: NodeProposal): NewNode['answers'] {
  if (proposal.kind === 'instruction') return instructionAnswers.map(({ kind, label }) => ({ kind, label }));
  if (proposal.kind !== 'question') return [];
  const choices = proposal.answers.map((answer) => ({ ...answer, kind: 'choice' as const }));
  return [...choices, { label: 'Not sure', kind: 'not_sure' as const }];
}

/** The key of a generation: one node for one answer of one draft, whatever happens. */
export const generationSlot = (parent: { nodeId: string; answerId: string } | null): string =>
  parent === null ? 'root' : `${parent.nodeId}:${parent.answerId}`;

/**
 * Two intakes with the same words in another order, case or punctuation are the same problem.
 * @returns a stable text; equality is all it is for.
 */
export function fingerprintOf(problem: string): string {
  const words =
    problem
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].sort().join(' ').slice(0, 2_000);
}
