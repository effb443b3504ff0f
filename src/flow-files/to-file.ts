import type { AnswerDefinition, FlowDefinition, NodeDefinition } from '../domain/flow-definition.js';

/** The text of a flow file that is read as this definition. */
export function toFile({ slug, nodes, ...flow }: FlowDefinition): string {
  const content = {
    id: slug,
    title: flow.title,
    ...(flow.category !== null && { category: flow.category }),
    ...(flow.description !== '' && { description: flow.description }),
    ...(flow.keywords.length > 0 && { keywords: flow.keywords }),
    ...(flow.examples.length > 0 && { examples: flow.examples }),
    start: flow.start,
    nodes: nodes.map(nodeOf),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const nodeOf = (node: NodeDefinition) => ({
  id: node.key,
  type: node.kind,
  ...(node.label !== null && { label: node.label }),
  text: node.text,
  ...(node.howToTell && { how_to_tell: node.howToTell }),
  ...(node.answers.length > 0 && { answers: node.answers.map((answer) => answerOf(node, answer)) }),
});

/** A question that says how to find out has its "Not sure" known by its label. */
const answerOf = (node: NodeDefinition, { label, kind, next }: AnswerDefinition) => ({
  label,
  next,
  ...(kind === 'not_sure' && !node.howToTell && { not_sure: true }),
});
