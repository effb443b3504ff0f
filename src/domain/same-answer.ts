import type { Answer, FlowNode } from './flow.js';
import { serverKeys } from './growth.js';

/**
 * The answer that says the same as "Didn't help" at this fix: "No" at the server's check behind it. Either way it was
 * done and the trouble is still there, so what is written for one holds for the other. A step without a check has none:
 * "Done" does not say there how it went.
 * @param nodes what lies around the step
 */
export function sameAsDidntHelp(
  step: FlowNode,
  nodes: ReadonlyMap<string, FlowNode>,
): { didntHelp: Answer; same: Answer } | null {
  const didntHelp = step.answers.find(({ kind }) => kind === 'didnt_help');
  const next = step.answers.find(({ kind }) => kind === 'done')?.nextNodeId ?? null;
  const check = next === null ? undefined : nodes.get(next);
  const same = check?.key === serverKeys.verify && check.answers.find(({ label }) => label === 'No');
  return didntHelp && same ? { didntHelp, same } : null;
}

/** What was stored for "Didn't help" along with this node, or the other way round; null where nothing was. */
export function copyOf(nodeId: string, nodes: readonly FlowNode[]): string | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const text = byId.get(nodeId)?.text;
  for (const step of nodes) {
    const shared = sameAsDidntHelp(step, byId);
    const ends = [shared?.didntHelp.nextNodeId, shared?.same.nextNodeId];
    const other = ends.find((end) => end !== nodeId);
    if (other && ends.includes(nodeId) && byId.get(other)?.text === text) return other;
  }
  return null;
}
