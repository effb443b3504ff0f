import { type AnswerKind, instructionAnswers, notSure } from '../domain/flow.js';
import type {
  AnswerDefinition,
  FlowDefinition,
  FlowFinding,
  NodeDefinition,
} from '../domain/flow-definition.js';
import { cleanText } from '../domain/text.js';
import type { FlowFileContent } from './flow-file-schema.js';

type NodeContent = FlowFileContent['nodes'][number];

/** The definition as it stands in the file, and what of it cannot be taken as it stands. */
export function toDefinition(content: FlowFileContent): { flow: FlowDefinition; findings: FlowFinding[] } {
  const flow: FlowDefinition = {
    slug: slugOf(content.id),
    title: cleanText(content.title),
    description: cleanText(content.description),
    category: cleanText(content.category ?? '') || null,
    keywords: textsOf(content.keywords),
    examples: textsOf(content.examples),
    start: content.start,
    nodes: content.nodes.map(nodeOf),
  };
  return {
    flow,
    findings: content.nodes.flatMap((node) => [...instructionFindings(node), ...howFindings(node)]),
  };
}

/** The id in lower case, other characters than a-z, 0-9, colon, underscore and hyphen replaced by one hyphen. */
export const slugOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9:_-]+/g, '-')
    .replace(/^-+|-+$/g, '');

const textsOf = (texts: readonly string[]): string[] => texts.map(cleanText).filter((text) => text !== '');

const nodeOf = (node: NodeContent): NodeDefinition => ({
  key: node.id,
  kind: node.type === 'escalate' ? 'escalation' : node.type,
  text: cleanText(node.text),
  label: cleanText(node.label ?? '') || null,
  ...(node.type === 'question' && howOf(node) !== '' && { howToTell: howOf(node) }),
  answers: node.answers.map((answer) => answerOf(node, answer)),
});

const howOf = (node: NodeContent): string => cleanText(node.how_to_tell ?? '');

/** The author's own way on for those who are still not sure. */
const isNotSure = (label: string): boolean => cleanText(label).toLowerCase() === notSure.toLowerCase();

function answerOf(
  node: NodeContent,
  { label, next, not_sure }: NodeContent['answers'][number],
): AnswerDefinition {
  if (node.type === 'question' && howOf(node) !== '' && isNotSure(label))
    return { label: notSure, kind: 'not_sure', next };
  if (node.type === 'question' && not_sure) return { label: cleanText(label), kind: 'not_sure', next };
  const kind = (node.type === 'instruction' && instructionKind(label)) || 'choice';
  return { label: cleanText(label), kind, next };
}

/** Which of an instruction's three answers is meant, whatever the apostrophe and the case. */
function instructionKind(label: string): AnswerKind | null {
  const written = label.trim().replaceAll('’', "'").toLowerCase();
  return instructionAnswers.find((answer) => answer.label.toLowerCase() === written)?.kind ?? null;
}

function instructionFindings(node: NodeContent): FlowFinding[] {
  if (node.type !== 'instruction') return [];
  const unknown = node.answers.filter(({ label }) => instructionKind(label) === null);
  const known = instructionAnswers.map(({ label }) => `"${label}"`).join(', ');
  return unknown.map(({ label }) => ({
    level: 'error',
    node: node.id,
    message: `An instruction is answered by ${known}; "${label}" is none of them.`,
  }));
}

function howFindings(node: NodeContent): FlowFinding[] {
  if (node.type === 'question' || howOf(node) === '') return [];
  const message = '"how_to_tell" is read at a question only; it is left out.';
  return [{ level: 'warning', node: node.id, message }];
}
