export type NodeKind = 'question' | 'instruction' | 'resolution' | 'escalation';

/** Who wrote a node: a flow's author, the built-in protocol, a model, or the server itself. */
export type NodeSource = 'author' | 'built_in' | 'model' | 'server';

/** `choice` answers a question; the next three answer an instruction; the last two are added by the server. */
export type AnswerKind = 'choice' | 'done' | 'didnt_help' | 'cant_do' | 'not_sure' | 'something_else';

export interface Answer {
  id: string;
  label: string;
  kind: AnswerKind;
  /** Where it leads. On a draft it may lead nowhere yet. */
  nextNodeId: string | null;
  /** How likely its builder thought it, 0 to 1. */
  likelihood?: number | null;
}

export interface FlowNode {
  id: string;
  treeId: string;
  /** The author's own id of the node in a flow file. */
  key: string | null;
  kind: NodeKind;
  text: string;
  /** A short name for outlines and briefs. */
  label: string | null;
  /** Of a question: how its answer can be seen, changing nothing. "Not sure" is answered with it first. */
  howToTell?: string | null;
  source: NodeSource;
  /** 1 for the root. */
  depth: number;
  answers: Answer[];
}

/** What the server adds to a question: the answer of somebody who cannot tell. */
export const notSure = 'Not sure';

/** The same once it was said how to find out. */
const stillNotSure = 'Still not sure';

/** How an answer is told once it was given: nobody is "Not sure" at a question that says how to find out before they have read that. */
export const labelGiven = (
  node: Pick<FlowNode, 'howToTell'>,
  { kind, label }: Pick<Answer, 'kind' | 'label'>,
): string => (kind === 'not_sure' && node.howToTell ? stillNotSure : label);

/** A resolution or an escalation: the walk ends here, by a person's word. */
export const isTerminal = (node: Pick<FlowNode, 'kind'>): boolean =>
  node.kind === 'resolution' || node.kind === 'escalation';

/** How an instruction is answered, in this order. The words are DESIGN.md's. */
export const instructionAnswers = [
  { kind: 'done', label: 'Done' },
  { kind: 'didnt_help', label: "Didn't help" },
  { kind: 'cant_do', label: "Can't do this" },
] as const satisfies readonly Pick<Answer, 'kind' | 'label'>[];

/** The longest path that a draft may grow, counted in nodes with the root as 1. At the cap the server writes the escalation. */
export const depthCap = 12;
