import type { NodeProposal, NodeRequest } from '../domain/draft.js';
import type { Meter } from '../domain/ledger.js';

/** Proposes the next node of a draft. The server owns ids, "Not sure" and the cap; a builder fills in the words. */
export interface TreeBuilder {
  /** Which builder and version; drafts of two ids are never mixed. */
  readonly id: string;
  /** What the nodes are labelled as having come from. */
  readonly source: 'built_in' | 'model';
  /** The node after the last answer of the path; the root where the path is empty. */
  nextNode(request: NodeRequest, call: BuilderCall): Promise<NodeProposal>;
}

/** How a builder is asked. */
export interface BuilderCall {
  /** Nobody waits for the node any more. */
  signal: AbortSignal;
  /** To be awaited right before every request that may be paid for. */
  meter: Meter;
}
