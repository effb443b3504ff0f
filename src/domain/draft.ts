import type { AnswerKind, NodeKind, NodeSource } from './flow.js';
import { BudgetError } from './ledger.js';
import { cut, oneLine } from './text.js';

/** A flow that is still growing. Intakes with the same fingerprint walk the same draft. */
export interface Draft {
  accountId: string;
  id: string;
  treeId: string;
  categoryId: string;
  /** Which builder and version writes its nodes, e.g. `built_in@1`. */
  builder: string;
  fingerprint: string;
  /** Without what names a customer: everybody who joins walks what was written for it. */
  problem: string;
  /** What the problem is about; see facts.ts. */
  facts: string;
  /** A fork goes on from this answer of another draft, for one walk alone. */
  forkedAnswerId: string | null;
  /** What was said in that walk; empty on a draft that can be joined. */
  context: string[];
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
  /** How the question said that it can be found out. */
  howToTell?: string | null;
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
  /** For a question, where the builder knows: how its answer can be seen. */
  howToTell?: string | null;
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
export interface NewNode {
  key: string | null;
  kind: NodeKind;
  text: string;
  label: string | null;
  howToTell?: string | null;
  source: NodeSource;
  depth: number;
  answers: NewAnswer[];
}

export interface NewAnswer {
  label: string;
  kind: AnswerKind;
  likelihood: number | null;
  /** The place of the node that it leads to among those that are stored together; null where it has to be asked for. */
  leadsTo: number | null;
}

/** A closed draft's fingerprint: no problem has it, so that the next one begins a new draft. */
export const closedFingerprint = (draftId: string): string => `closed:${draftId}`;

/** Takes the place of a branch that a reviewer took out: the walk ends with a person. */
export const takenOut = (reason: string, depth: number): NewNode => ({
  key: 'server:taken_out',
  kind: 'escalation',
  text: `The steps from here on were taken out after a review: ${oneLine(reason, 300)}\nEscalate with what was tried.`,
  label: 'Taken out after a review',
  source: 'server',
  depth,
  answers: [],
});

/** Why a node could not be written, as far as it makes a difference to what a person does next. */
export const failures = [
  'budget_account',
  'budget_member',
  'timeout',
  'unreachable',
  'unauthorized',
  'unknown_model',
  'rate_limited',
  'refused',
  'garbage',
  'empty',
  'other',
] as const;
export type Failure = (typeof failures)[number];

/** What was thrown, as a reason: a builder's own code, a budget, or anything else. */
export function failureOf(error: unknown): Failure {
  if (error instanceof BudgetError) return `budget_${error.of}`;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return failures.find((one) => one === code) ?? 'other';
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
  return cut([...new Set(words)].sort().join(' '), 2_000);
}
