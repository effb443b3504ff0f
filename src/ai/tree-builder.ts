import type { NodeProposal, NodeRequest } from '../domain/draft.js';
import type { Meter } from '../domain/ledger.js';

/** Proposes the next node of a draft. The server owns ids, "Not sure" and the cap; a builder fills in the words. */
export interface TreeBuilder {
  /** Which builder and version; drafts of two ids are never mixed. */
  readonly id: string;
  /** What the nodes are labelled as having come from, unless one says otherwise. */
  readonly source: 'built_in' | 'model';
  /**
   * The node after the last answer of the path; the root where the path is empty.
   * @throws {ModelError} with its kind where there is no node to show; what the meter throws passes through.
   */
  nextNode(request: NodeRequest, call: BuilderCall): Promise<BuiltNode>;
}

/** How a builder is asked. */
export interface BuilderCall {
  /** Nobody waits for the node any more. */
  signal: AbortSignal;
  /** To be awaited right before every request that may be paid for. */
  meter: Meter;
}

export interface BuiltNode {
  proposal: NodeProposal;
  /** Who wrote it: where nothing that a model wrote may be shown, the node is the built-in protocol's. */
  source: 'built_in' | 'model';
  /** Codes of the rules that what the model wrote broke; nobody sees that text. */
  rejected: string[];
  usage: ModelUsage;
  ms: number;
}

/** What a node took of the model, all its requests together. */
export interface ModelUsage {
  calls: number;
  promptTokens: number;
  /** The part of the prompt's tokens that the server had kept from before. */
  cachedTokens: number;
  completionTokens: number;
}

export const noUsage: ModelUsage = { calls: 0, promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
