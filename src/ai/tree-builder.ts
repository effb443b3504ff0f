import type { NodeProposal, NodeRequest } from '../domain/draft.js';

/** Proposes the next node of a draft. The server owns ids, "Not sure" and the cap; a builder fills in the words. */
export interface TreeBuilder {
  /** Which builder and version; drafts of two ids are never mixed. */
  readonly id: string;
  /** What the nodes are labelled as having come from. */
  readonly source: 'built_in' | 'model';
  /** The node after the last answer of the path; the root where the path is empty. */
  nextNode(request: NodeRequest): Promise<NodeProposal>;
}
