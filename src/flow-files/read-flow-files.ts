import type { FlowDefinition, FlowFinding } from '../domain/flow-definition.js';

/** What became of one file. `flow` is null where an error keeps it from being published. */
export interface FlowFile {
  path: string;
  flow: FlowDefinition | null;
  findings: FlowFinding[];
}

/** Reads one flow file; never throws for what is in it. */
export async function readFlowFile(path: string): Promise<FlowFile> {
  return { path, flow: null, findings: [{ level: 'error', node: null, message: `${path}: not read yet.` }] };
}

/** Reads every flow file of a folder, by name; a bad one does not keep the others from loading. */
export async function readFlowFolder(_dir: string): Promise<FlowFile[]> {
  return [];
}
