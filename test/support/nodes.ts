import { type BuilderCall, type BuiltNode, noUsage, type TreeBuilder } from '../../src/ai/tree-builder.js';
import { type NodeProposal, noRisk } from '../../src/domain/draft.js';

/** A question as a builder proposes it. */
export const asks = (text: string, labels: readonly string[]): NodeProposal => ({
  key: null,
  kind: 'question',
  text,
  label: null,
  answers: labels.map((label) => ({ label, likelihood: null })),
  risk: noRisk,
});

/** One thing to do, as a builder proposes it. */
export const instructs = (text: string): NodeProposal => ({
  key: null,
  kind: 'instruction',
  text,
  label: null,
  answers: [],
  risk: noRisk,
});

/** A proposal as a builder hands it over, free of charge. */
export const built = (proposal: NodeProposal, source: TreeBuilder['source']): BuiltNode => ({
  proposal,
  source,
  rejected: [],
  usage: noUsage,
  ms: 0,
});

/** A call that costs nothing and is never stopped. */
export const freeCall: BuilderCall = {
  signal: new AbortController().signal,
  meter: async () => ({ settle: async () => undefined }),
};

/** A node as a model writes it on the wire. */
export const wireNode = {
  text: 'Does the display of the printer show an error?',
  kind: 'question',
  label: 'Display',
  answers: [
    { label: 'Yes', likelihood: 0.6 },
    { label: 'No', likelihood: 0.4 },
  ],
  how_to_tell: '',
  risk: 'none',
  effect: '',
  data_loss: '',
  undo: '',
};
