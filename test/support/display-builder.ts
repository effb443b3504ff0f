import type { BuiltNode, TreeBuilder } from '../../src/ai/tree-builder.js';
import type { NodeProposal, NodeRequest } from '../../src/domain/draft.js';
import { asks, built } from './nodes.js';

/** What it knows of a dark display, by the answers that lead there. */
const known: Record<string, Pick<NodeProposal, 'kind' | 'text'> & { answers?: string[] }> = {
  '': { kind: 'question', text: 'Is the light of the display on?', answers: ['Yes', 'No'] },
  No: { kind: 'instruction', text: 'Press its power button once.' },
  Yes: { kind: 'instruction', text: 'Push its cable in firmly.' },
  'No/Done': { kind: 'resolution', text: 'The button had been pressed by the cleaners.' },
  'Yes/Done': { kind: 'question', text: 'Does it show a picture now?', answers: ['It does', 'It does not'] },
  'Yes/Done/It does': { kind: 'resolution', text: 'The cable was loose.' },
};

/** Builds the same small tree whatever the problem is; where it knows nothing it escalates. */
export const displayBuilder: TreeBuilder = {
  id: 'display@1',
  source: 'model',
  nextNode: async ({ path }: NodeRequest): Promise<BuiltNode> => {
    const place = path.map(({ answerLabel }) => answerLabel).join('/');
    const { answers = [], ...node } = known[place] ?? {
      kind: 'escalation' as const,
      text: `Nothing is known after ${place}.`,
    };
    return built({ ...asks(node.text, answers), kind: node.kind }, 'model');
  },
};
