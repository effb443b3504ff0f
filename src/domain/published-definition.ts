import type { FlowNode } from './flow.js';
import {
  completeDefinition,
  contentOf,
  depthsOf,
  type FlowDefinition,
  serverEscalation,
} from './flow-definition.js';

/** A published tree, whole. */
export interface PublishedTree {
  rootNodeId: string;
  nodes: readonly FlowNode[];
}

/**
 * The definition of a published flow, without what the server would add again. Nodes stand in the order in which a walk
 * comes by them, those that no path leads to last.
 */
export function publishedDefinition(
  { slug, title, description, category, keywords, examples }: Omit<FlowDefinition, 'start' | 'nodes'>,
  { rootNodeId, nodes }: PublishedTree,
): FlowDefinition {
  const keys = new Map(nodes.map(({ id, key }) => [id, key ?? id]));
  const keyOf = (id: string | null): string => keys.get(id ?? '') ?? '';
  const flow: FlowDefinition = {
    slug,
    title,
    description,
    category,
    keywords,
    examples,
    start: keyOf(rootNodeId),
    nodes: nodes.map((node) => ({
      key: keyOf(node.id),
      kind: node.kind,
      text: node.text,
      label: node.label,
      ...(node.howToTell && { howToTell: node.howToTell }),
      answers: node.answers.map(({ label, kind, nextNodeId }) => ({ label, kind, next: keyOf(nextNodeId) })),
    })),
  };
  return withoutServersPart(inOrder(flow));
}

function inOrder(flow: FlowDefinition): FlowDefinition {
  const places = new Map([...depthsOf(flow).keys()].map((key, place) => [key, place]));
  const placeOf = (key: string): number => places.get(key) ?? places.size;
  return { ...flow, nodes: flow.nodes.toSorted((one, other) => placeOf(one.key) - placeOf(other.key)) };
}

/** What completing adds, left out; unless completing it again would make something else of it. */
function withoutServersPart(flow: FlowDefinition): FlowDefinition {
  const written: FlowDefinition = {
    ...flow,
    nodes: flow.nodes
      .filter(({ key }) => key !== serverEscalation)
      .map((node) => ({
        ...node,
        answers: node.answers.filter(({ kind, next }) => next !== serverEscalation || kind === 'choice'),
      })),
  };
  return contentOf(completeDefinition(written)) === contentOf(flow) ? written : flow;
}
