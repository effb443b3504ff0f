import type { AnswerKind } from '../../src/domain/flow.js';
import type { FlowDefinition, NodeDefinition } from '../../src/domain/flow-definition.js';

/** Where each answer leads, by its words. */
type Ways = Record<string, string>;

const kinds: Record<string, AnswerKind> = {
  Done: 'done',
  "Didn't help": 'didnt_help',
  "Can't do this": 'cant_do',
};

export const question = (key: string, text: string, ways: Ways, howToTell?: string): NodeDefinition => ({
  key,
  kind: 'question',
  text,
  label: null,
  ...(howToTell !== undefined && { howToTell }),
  answers: Object.entries(ways).map(([label, next]) => ({ label, kind: 'choice', next })),
});

/** Answered by Done, Didn't help and Can't do this; what is left out leads to an escalation. */
export const instruction = (key: string, text: string, ways: Ways): NodeDefinition => ({
  key,
  kind: 'instruction',
  text,
  label: null,
  answers: Object.entries(ways).map(([label, next]) => ({ label, kind: kinds[label] ?? 'choice', next })),
});

export const resolution = (key: string, text: string): NodeDefinition => end(key, 'resolution', text);
export const escalation = (key: string, text: string): NodeDefinition => end(key, 'escalation', text);

const end = (key: string, kind: NodeDefinition['kind'], text: string): NodeDefinition => ({
  key,
  kind,
  text,
  label: null,
  answers: [],
});

/** A flow that starts at its first node. */
export function flow(
  slug: string,
  title: string,
  nodes: NodeDefinition[],
  more: Partial<FlowDefinition> = {},
): FlowDefinition {
  const start = nodes[0]?.key ?? '';
  return { slug, title, description: '', category: null, keywords: [], examples: [], start, nodes, ...more };
}

/** The flow of most stories: nothing like it is among the starter flows. */
export const badgeReader = flow(
  'badge-reader-red',
  'Badge reader stays red',
  [
    question('beep', 'Does the reader beep when the badge touches it?', { Yes: 'wipe', No: 'fuse' }),
    instruction('wipe', 'Wipe the badge and hold it flat for three seconds.', {
      Done: 'opens',
      "Didn't help": 'renew',
    }),
    instruction('fuse', 'Press the white button under the reader once.', { Done: 'opens' }),
    question('opens', 'Does the door open now?', { Yes: 'solved', No: 'renew' }),
    resolution('solved', 'The badge works again.'),
    escalation('renew', 'The badge has to be issued anew.'),
  ],
  {
    description: 'A door badge is not accepted by the badge reader.',
    keywords: ['badge', 'badge reader', 'door'],
    examples: ['badge reader stays red', 'door badge does not open the door'],
  },
);

/** What an agent types to get there. */
export const badgeProblem = 'Badge reader stays red at the front door';

/** A flow whose question says how to find out. */
export const darkLamp = flow('dark-lamp', 'Desk lamp stays dark', [
  question(
    'plug',
    'Is the lamp plugged in?',
    { Yes: 'bulb', No: 'plug-in' },
    'Follow the cable from the foot of the lamp to its end; look, and leave it as it is.',
  ),
  resolution('plug-in', 'It was not plugged in.'),
  resolution('bulb', 'It has a new bulb.'),
]);
