import type { NewAnswer, NewNode, NodeProposal, PathEntry, Risk } from './draft.js';
import { depthCap, instructionAnswers, isTerminal, type NodeSource, notSure } from './flow.js';
import { isDisruptive, touchesAccess } from './lint/touches.js';
import { shorten } from './text.js';

/** Where a proposed node is to be grown. */
export interface GrowingAt {
  source: Exclude<NodeSource, 'author' | 'server'>;
  depth: number;
  path: readonly PathEntry[];
  /** The category asks who is calling before anything else. */
  gated: boolean;
}

/** Keys of the nodes that the server writes. A model's nodes have no key, so that none can pass for one of these. */
export const serverKeys = {
  identity: 'server:identity',
  unidentified: 'server:unidentified',
  confirm: 'server:confirm',
  verify: 'server:verify',
  solved: 'server:solved',
  cap: 'server:cap',
  irreversible: 'server:irreversible',
} as const;

/**
 * What one proposal grows into: the node with everything that the server owns around it, the first of them what the
 * walk comes to. Before a step that opens an account stands the identity gate, before a disruptive one the customer's
 * consent, after a fix the question whether it works now. What does not fit below the depth cap becomes the cap's
 * escalation, and what cannot be undone one too: no walk ends in the middle of a fix.
 */
export function growthOf(proposal: NodeProposal, at: GrowingAt): NewNode[] {
  if (at.depth >= depthCap) return [capEscalation(at.depth)];
  const main = mainOf(proposal, at);
  const acts = main.kind === 'instruction';
  const risk = acts ? riskOf(proposal, at.source) : 'none';
  if (risk === 'disruptive' && !proposal.risk.undo) return [irreversible(at.depth)];
  const gates: Gate[] = [];
  if (needsIdentity(proposal, at)) gates.push(identityGate);
  if (risk === 'disruptive') gates.push(consentTo(proposal.risk));
  const verified = acts && risk !== 'none';
  const after = isTerminal(main) ? 0 : verified ? 2 : 1;
  if (at.depth + gates.length + after > depthCap) return [capEscalation(at.depth)];
  return assembled(gates, main, verified, at.depth);
}

/** At the cap nobody is asked: the node is the escalation that the server writes. */
export const isAtCap = (depth: number): boolean => depth >= depthCap;

/** The node at the cap: the walk ends with a person, whatever was asked. */
export const capEscalation = (depth: number): NewNode => ({
  ...serverEnd(serverKeys.cap, 'escalation', 'Longest length reached', depth),
  text: 'This walk has reached its longest length. Escalate with everything that was tried.',
});

const irreversible = (depth: number): NewNode => ({
  ...serverEnd(serverKeys.irreversible, 'escalation', 'Cannot be undone', depth),
  text: 'The step that would come next could not be undone. Engineering decides about it: escalate with everything that was tried.',
});

function mainOf(proposal: NodeProposal, { source, depth }: GrowingAt): NewNode {
  const { kind, text, label } = proposal;
  const key = source === 'model' ? null : proposal.key;
  const howToTell = kind === 'question' ? proposal.howToTell : null;
  return { key, kind, text, label, howToTell, source, depth, answers: answersFor(proposal) };
}

function answersFor(proposal: NodeProposal): NewAnswer[] {
  if (proposal.kind === 'instruction')
    return instructionAnswers.map(({ kind, label }) => ({ kind, label, likelihood: null, leadsTo: null }));
  if (proposal.kind !== 'question') return [];
  const choices = proposal.answers.map((answer) => ({ ...answer, kind: 'choice' as const, leadsTo: null }));
  return [
    ...choices,
    { label: notSure, kind: 'not_sure', likelihood: null, leadsTo: null },
    { label: 'Something else…', kind: 'something_else', likelihood: null, leadsTo: null },
  ];
}

/**
 * The worse of what the builder says and what the words say. The built-in protocols' fixes are our own words, harmless
 * and checked by the protocol itself.
 */
function riskOf({ text, risk }: NodeProposal, source: GrowingAt['source']): Risk['level'] {
  return source === 'model' && isDisruptive(text) ? 'disruptive' : risk.level;
}

/**
 * Asked once a walk: in gated categories at once, elsewhere before the first step that could open an account. The
 * built-in protocols of gated categories begin with the question themselves.
 */
function needsIdentity({ kind, text }: NodeProposal, { path, gated, depth, source }: GrowingAt): boolean {
  if (source === 'built_in' || path.some(isIdentified)) return false;
  return (gated && depth === 1) || (kind === 'instruction' && touchesAccess(text));
}

const isIdentified = ({ key, answerKind, answerLabel }: PathEntry): boolean =>
  (key === serverKeys.identity || key === 'identity') && answerKind === 'choice' && answerLabel === 'Yes';

/** A question of the server before the main node. `pass` leads on; `stop` leads to an end of its own, or to nothing yet. */
interface Gate {
  key: string;
  text: string;
  label: string;
  pass: string;
  stop: string[];
  end: Omit<NewNode, 'depth'> | null;
}

const identityGate: Gate = {
  key: serverKeys.identity,
  text: 'First confirm who is calling, the way your company has agreed, for example by calling back the number on file. Is it confirmed?',
  label: 'Identity confirmed?',
  pass: 'Yes',
  stop: ['No', notSure],
  end: {
    ...serverEnd(serverKeys.unidentified, 'escalation', 'Identity not confirmed', 0),
    text: 'Who is calling is not confirmed. Change nothing, and escalate with what was tried to confirm it.',
  },
};

const consentTo = ({ effect, dataLoss, undo }: Risk): Gate => ({
  key: serverKeys.confirm,
  text: [
    'The next step interrupts the customer. Tell them before, and ask whether they agree.',
    `What happens: ${effect ?? 'their work is interrupted'}`,
    `What may be lost: ${dataLoss ?? 'nothing that is known; let them save their work first'}`,
    `How it is undone: ${undo ?? 'it cannot be undone'}`,
  ].join('\n'),
  label: 'Customer agrees?',
  pass: 'Yes, go ahead',
  stop: ['No, not now'],
  end: null,
});

/** The gates in their order, the main node, what follows a fix, and the ends of gates, linked by their places. */
function assembled(gates: readonly Gate[], main: NewNode, verified: boolean, depth: number): NewNode[] {
  const nodes: NewNode[] = [];
  const ends: NewNode[] = [];
  const endsFrom = gates.length + 1 + (verified ? 2 : 0);
  for (const [index, gate] of gates.entries()) {
    const stopAt = gate.end ? endsFrom + ends.length : null;
    if (gate.end) ends.push({ ...gate.end, depth: depth + index + 1 });
    nodes.push(gateNode(gate, depth + index, { pass: index + 1, stop: stopAt }));
  }
  const place = depth + gates.length;
  if (!verified) return [...nodes, { ...main, depth: place }, ...ends];
  const check = nodes.length + 1;
  const answers = main.answers.map((one) => (one.kind === 'done' ? { ...one, leadsTo: check } : one));
  const fix = { ...main, depth: place, answers };
  return [...nodes, fix, verifyNode(place + 1, check + 1), solvedNode(main, place + 2), ...ends];
}

function gateNode(gate: Gate, depth: number, to: { pass: number; stop: number | null }): NewNode {
  const answer = (label: string, leadsTo: number | null): NewAnswer => ({
    label,
    kind: label === notSure ? 'not_sure' : 'choice',
    likelihood: null,
    leadsTo,
  });
  const answers = [answer(gate.pass, to.pass), ...gate.stop.map((label) => answer(label, to.stop))];
  const { key, text, label } = gate;
  return { key, kind: 'question', text, label, source: 'server', depth, answers };
}

const verifyNode = (depth: number, solvedAt: number): NewNode => ({
  key: serverKeys.verify,
  kind: 'question',
  text: 'Let the customer do the same thing again. Is it working now?',
  label: 'Working now?',
  howToTell:
    'Stay on the line while the customer does exactly what failed before. If it fails the same way, it is not working; if it goes through twice, it is.',
  source: 'server',
  depth,
  answers: [
    { label: 'Yes', kind: 'choice', likelihood: null, leadsTo: solvedAt },
    { label: 'No', kind: 'choice', likelihood: null, leadsTo: null },
    { label: notSure, kind: 'not_sure', likelihood: null, leadsTo: null },
  ],
});

const solvedNode = ({ label, text }: NewNode, depth: number): NewNode => ({
  ...serverEnd(serverKeys.solved, 'resolution', 'Solved', depth),
  text: `Solved by this: ${shorten(label ?? text, 120)}. Ask the customer to call again if it comes back.`,
});

function serverEnd(
  key: string,
  kind: 'resolution' | 'escalation',
  label: string,
  depth: number,
): Omit<NewNode, 'text'> & { text: string } {
  return { key, kind, text: '', label, source: 'server', depth, answers: [] };
}
