import type { Person } from './member.js';
import type { ProposalState } from './proposal.js';
import type { ReviewTree } from './proposal-review.js';

/** A proposal as engineers see it: exactly what would be published, and what speaks for it. */
export interface ProposalCard {
  proposalId: string;
  state: ProposalState;
  title: string;
  examples: string[];
  category: { id: string; name: string };
  /** Written by the built-in protocol, not by a model. */
  isBuiltIn: boolean;
  revision: number;
  review: ReviewTree;
  /** A published flow that may be about the same problem. */
  similarTo: string | null;
  /** Who edited, published or rejected it last, and why where it was rejected. */
  reviewedBy: Person | null;
  reason: string | null;
  published: { title: string; slug: string; version: number } | null;
}

/** One line of the proposals that wait for a review. */
export interface ProposalLine {
  proposalId: string;
  title: string;
  categoryName: string;
  updatedAt: Date;
}
