import type { PersonView } from '../../protocol.js';
import type { Deed } from '../state/seat.js';

/** How the page can help with a step: put text into the composer, point at a button, or change the person. */
export type Help =
  | { kind: 'fill'; text: string; label: string }
  | { kind: 'point'; at: RegExp; label: string }
  | { kind: 'switch'; label: string };

export type Step = {
  id: string;
  text: string;
  help: Help;
  isDone: (deed: Deed, view: PersonView | null) => boolean;
};

const example = '/intake laptop sees no wifi networks';

/** A button with one of these words is not an answer to a question. */
const otherwise =
  /use this flow|build|ad hoc|note|escalat|claim|resolv|back|stop|pause|hand|more|cancel|dismiss|open|view/i;

export const steps: Step[] = [
  {
    id: 'type',
    text: `Type \`${example}\` in #helpdesk and press Enter.`,
    help: { kind: 'fill', text: example, label: 'Fill it in for me' },
    isDone: ({ op, reply }) => reply.ok && op.type === 'send' && /^\/intake\s+\S/.test(op.text),
  },
  {
    id: 'answer',
    text: 'Open the thread and answer the questions, one button each.',
    help: { kind: 'point', at: /\.answer/i, label: 'Show me' },
    isDone: (deed, view) =>
      clicked(deed, /answer/i, view) || (clicked(deed, /./, view) && !otherwise.test(words(deed, view))),
  },
  {
    id: 'note',
    text: 'Add a note about what the customer said.',
    help: { kind: 'point', at: /note/i, label: 'Show me' },
    isDone: (deed, view) => submitted(deed, /note/i, view),
  },
  {
    id: 'escalate',
    text: 'Stuck? Escalate it to engineering.',
    help: { kind: 'point', at: /escalat/i, label: 'Show me' },
    isDone: (deed, view) => submitted(deed, /escalat/i, view),
  },
  {
    id: 'switch',
    text: 'Now be the engineer: switch person at the top left.',
    help: { kind: 'switch', label: 'Switch for me' },
    // Ticked off by the switch itself.
    isDone: () => false,
  },
  {
    id: 'claim',
    text: 'Claim the ticket in the engineering channel.',
    help: { kind: 'point', at: /\bclaim/i, label: 'Show me' },
    isDone: (deed, view) => clicked(deed, /(^|[^n])claim/i, view),
  },
  {
    id: 'resolve',
    text: 'Resolve it, with a word on what helped.',
    help: { kind: 'point', at: /resolv/i, label: 'Show me' },
    isDone: (deed, view) =>
      submitted(deed, /resol/i, view) || clicked(deed, /resolve_confirm|mark.*resolved/i, view),
  },
];

function clicked(deed: Deed, pattern: RegExp, view: PersonView | null): boolean {
  return (
    deed.reply.ok &&
    deed.op.type === 'click' &&
    deed.op.on.kind === 'message' &&
    pattern.test(words(deed, view))
  );
}

function submitted(deed: Deed, pattern: RegExp, view: PersonView | null): boolean {
  return deed.reply.ok && deed.op.type === 'submit' && pattern.test(words(deed, view));
}

/** By what a deed can be known: the words on the button and the names that the app gave it. */
function words({ op, label }: Deed, view: PersonView | null): string {
  if (op.type === 'click') return `${label} ${op.actionId} ${op.chosen?.selected_option?.value ?? ''}`;
  if (op.type !== 'submit') return label;
  const modal = view?.modals.find((one) => one.view.id === op.viewId)?.view;
  return `${label} ${modal?.callback_id ?? ''} ${modal?.title?.text ?? ''}`;
}
