import type { TreeBuilder } from '../tree-builder.js';

/** Walks the category's triage protocol; no model is asked. */
export const builtInTreeBuilder: TreeBuilder = {
  id: 'built_in@1',
  source: 'built_in',
  nextNode: async () => ({
    key: 'escalate',
    kind: 'escalation',
    text: 'Escalate with what was found.',
    label: null,
    answers: [],
  }),
};
