import { type AnswerKind, instructionAnswers, type NodeKind, notSure } from './flow.js';
import { cut } from './text.js';

/** A flow as its author writes it: nodes by key. What flow files are read into and what publishing takes. */
export interface FlowDefinition {
  slug: string;
  title: string;
  description: string;
  /** The category's name; null leaves the flow without one. */
  category: string | null;
  keywords: string[];
  examples: string[];
  start: string;
  nodes: NodeDefinition[];
}

export interface NodeDefinition {
  key: string;
  kind: NodeKind;
  text: string;
  label: string | null;
  /** Of a question: how its answer can be seen. Absent where there is none, so that what was published before stays the same content. */
  howToTell?: string;
  answers: AnswerDefinition[];
}

export interface AnswerDefinition {
  label: string;
  kind: AnswerKind;
  next: string;
}

/** Something about a flow that its author should know. An `error` keeps it from being published. */
export interface FlowFinding {
  level: 'error' | 'warning';
  node: string | null;
  message: string;
}

/** Slack shows a button's text up to 75 characters and a section up to 3,000. */
export const longest = { answer: 75, text: 2_900, howToTell: 500, title: 140, nodes: 500 } as const;

/** The key of the escalation that the server writes. */
export const serverEscalation = 'server:escalate';

/**
 * What tells one content of a flow from another. Neither the order of the nodes nor the category is part of it: the one
 * is kept nowhere, and the other belongs to the flow, whose category may be renamed.
 */
export function contentOf({
  slug,
  title,
  description,
  keywords,
  examples,
  start,
  nodes,
}: FlowDefinition): string {
  const byKey = nodes.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const ordered = byKey.map(({ key, kind, text, label, howToTell, answers }) => [
    [key, kind, text, label, howToTell ?? null],
    answers.map((answer) => [answer.label, answer.kind, answer.next]),
  ]);
  return JSON.stringify([slug, title, description, keywords, examples, start, ordered]);
}

/**
 * Adds what the server owns: an instruction can always be answered by Done, Didn't help and Can't do this, and a
 * question that says how to find out by Not sure; where the author gave no way on, it leads to an escalation that the server writes.
 */
export function completeDefinition(flow: FlowDefinition): FlowDefinition {
  const escalationKey = freeKey(flow, serverEscalation);
  let needed = false;
  const written = (
    { answers }: NodeDefinition,
    { kind, label }: Pick<AnswerDefinition, 'kind' | 'label'>,
  ) => {
    const own = answers.find((answer) => answer.kind === kind);
    if (own) return own;
    needed = true;
    return { kind, label, next: escalationKey };
  };
  const nodes = flow.nodes.map((node) => {
    if (node.kind === 'instruction')
      return { ...node, answers: instructionAnswers.map((answer) => written(node, answer)) };
    if (node.kind !== 'question' || !node.howToTell) return node;
    const others = node.answers.filter(({ kind }) => kind !== 'not_sure');
    return { ...node, answers: [...others, written(node, { kind: 'not_sure', label: notSure })] };
  });
  if (!needed) return { ...flow, nodes };
  const escalation: NodeDefinition = {
    key: escalationKey,
    kind: 'escalation',
    text: 'This flow has no further step. Escalate with what was tried.',
    label: 'No further step',
    answers: [],
  };
  return { ...flow, nodes: [...nodes, escalation] };
}

function freeKey(flow: FlowDefinition, wanted: string): string {
  const taken = new Set(flow.nodes.map((node) => node.key));
  let key = wanted;
  for (let i = 2; taken.has(key); i += 1) key = `${wanted}-${i}`;
  return key;
}

/** Checks a completed definition: every answer leads somewhere, every path ends, every text fits a Slack message. */
export function checkDefinition(flow: FlowDefinition): FlowFinding[] {
  const byKey = new Map(flow.nodes.map((node) => [node.key, node]));
  return [
    ...checkFlow(flow, byKey),
    ...flow.nodes.flatMap((node) => checkNode(node, byKey)),
    ...checkReach(flow, byKey),
  ];
}

type NodesByKey = Map<string, NodeDefinition>;

const error = (node: string | null, message: string): FlowFinding => ({ level: 'error', node, message });
const warning = (node: string | null, message: string): FlowFinding => ({ level: 'warning', node, message });

function checkFlow(flow: FlowDefinition, byKey: NodesByKey): FlowFinding[] {
  const findings: FlowFinding[] = [];
  if (flow.slug.trim() === '') findings.push(error(null, 'The flow has no id.'));
  if (flow.title.trim() === '') findings.push(error(null, 'The flow has no title.'));
  if (flow.title.length > longest.title)
    findings.push(error(null, `The title is longer than ${longest.title} characters.`));
  if (flow.nodes.length === 0) findings.push(error(null, 'The flow has no nodes.'));
  if (flow.nodes.length > longest.nodes)
    findings.push(error(null, `The flow has more than ${longest.nodes} nodes.`));
  if (byKey.size !== flow.nodes.length) findings.push(error(null, 'Two nodes have the same id.'));
  if (!byKey.has(flow.start)) findings.push(error(null, `The start node "${flow.start}" does not exist.`));
  return findings;
}

function checkNode(node: NodeDefinition, byKey: NodesByKey): FlowFinding[] {
  const findings: FlowFinding[] = [];
  const ends = node.kind === 'resolution' || node.kind === 'escalation';
  if (node.text.trim() === '') findings.push(error(node.key, 'The node has no text.'));
  if (node.text.length > longest.text)
    findings.push(error(node.key, `The text is longer than ${longest.text} characters.`));
  if ((node.howToTell?.length ?? 0) > longest.howToTell)
    findings.push(error(node.key, `"how_to_tell" is longer than ${longest.howToTell} characters.`));
  if (ends && node.answers.length > 0) findings.push(error(node.key, `A ${node.kind} has no answers.`));
  if (!ends && node.answers.length === 0)
    findings.push(error(node.key, `This ${node.kind} has no answers, so the walk would end in nothing.`));
  if (node.answers.length > 100)
    findings.push(error(node.key, 'A node has at most 100 answers, as a Slack select does.'));
  if (node.kind === 'question' && node.answers.length === 1) {
    findings.push(
      warning(node.key, 'The only answer is one; the agent can otherwise only go back or escalate.'),
    );
  }
  return [...findings, ...checkAnswers(node, byKey)];
}

function checkAnswers(node: NodeDefinition, byKey: NodesByKey): FlowFinding[] {
  const findings: FlowFinding[] = [];
  const labels = new Set<string>();
  for (const answer of node.answers) {
    const label = answer.label.trim().toLowerCase();
    if (label === '') findings.push(error(node.key, 'An answer has no label.'));
    if (answer.label.length > longest.answer)
      findings.push(
        error(
          node.key,
          `The answer "${cut(answer.label, 40)}…" is longer than ${longest.answer} characters.`,
        ),
      );
    if (labels.has(label)) findings.push(error(node.key, `Two answers read "${answer.label}".`));
    labels.add(label);
    if (!byKey.has(answer.next))
      findings.push(
        error(node.key, `The answer "${answer.label}" leads to "${answer.next}", which does not exist.`),
      );
  }
  return findings;
}

function checkReach(flow: FlowDefinition, byKey: NodesByKey): FlowFinding[] {
  // Too many nodes are a finding already, and this takes quadratic time.
  if (flow.nodes.length > longest.nodes) return [];
  const depths = depthsOf(flow);
  const ending = keysThatEnd(flow);
  const unreached = flow.nodes.filter((node) => !depths.has(node.key));
  const endless = flow.nodes.filter((node) => depths.has(node.key) && !ending.has(node.key));
  return [
    ...unreached.map((node) => warning(node.key, 'No path leads to this node.')),
    ...endless
      .filter((node) => byKey.get(node.key)?.answers.length !== 0)
      .map((node) => error(node.key, 'No path from here ends in a resolution or an escalation.')),
  ];
}

/** The nodes from which some path comes to an end; a circle without a way out is not among them. */
function keysThatEnd(flow: FlowDefinition): Set<string> {
  const ending = new Set<string>();
  for (let before = -1; before < ending.size; ) {
    before = ending.size;
    for (const node of flow.nodes) {
      const ends = node.kind === 'resolution' || node.kind === 'escalation';
      if (ends || node.answers.some(({ next }) => ending.has(next))) ending.add(node.key);
    }
  }
  return ending;
}

/** How far each reachable node is from the start, by the shortest way; the start is 1. */
export function depthsOf(flow: FlowDefinition): Map<string, number> {
  const byKey = new Map(flow.nodes.map((node) => [node.key, node]));
  const depths = new Map<string, number>();
  let frontier = byKey.has(flow.start) ? [flow.start] : [];
  for (let depth = 1; frontier.length > 0; depth += 1) {
    for (const key of frontier) depths.set(key, depth);
    const next = frontier.flatMap((key) => byKey.get(key)?.answers.map((answer) => answer.next) ?? []);
    frontier = [...new Set(next)].filter((key) => byKey.has(key) && !depths.has(key));
  }
  return depths;
}
