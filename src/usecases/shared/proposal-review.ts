import { ConflictError } from '../../domain/errors.js';
import {
  checkDefinition,
  completeDefinition,
  type FlowDefinition,
  type FlowFinding,
} from '../../domain/flow-definition.js';
import { personOf } from '../../domain/member.js';
import { definitionOf, type Proposal, personalIn, slugOf, solves } from '../../domain/proposal.js';
import type { ProposalCard } from '../../domain/proposal-card.js';
import type { Tx } from '../../store/store.js';
import { contentHashOf } from './store-version.js';
import { type Acting, found } from './transact.js';

export interface ReviewedProposal {
  card: ProposalCard;
  /** Exactly what would be published. */
  definition: FlowDefinition;
  /** What keeps it from being published, a sentence each. */
  obstacles: string[];
  /** What looks like personal data: places, in words. */
  personal: string[];
  /** Names the content: only what a reviewer has seen is published. */
  seen: string;
}

/** A proposal's flow as it stands. */
export function reviewOf(card: ProposalCard): ReviewedProposal {
  const definition = completeDefinition(
    definitionOf(card.review, {
      slug: slugOf(card.title),
      title: card.title,
      examples: card.examples,
      category: card.category.name,
    }),
  );
  const errors: FlowFinding[] = checkDefinition(definition).filter(({ level }) => level === 'error');
  const isHelp = solves(card.review);
  const obstacles = [
    ...(isHelp ? [] : ['No path of it ends in a solution. Put a branch back, or reject it.']),
    ...errors.map(({ message }) => message),
  ];
  const personal = personalIn(definition);
  return { card, definition, obstacles, personal, seen: contentHashOf(definition).slice(0, 16) };
}

/**
 * The proposal, held, for a reviewer who changes it.
 * @throws {ConflictError} `reviewed` naming who was first.
 */
export async function lockForReview(tx: Acting, proposalId: string): Promise<Proposal> {
  const proposal = found(await tx.proposals.lock(tx.accountId, proposalId), 'proposal');
  if (proposal.state !== 'open') throw await firstReviewer(tx, proposal, 'reviewed');
  return proposal;
}

/** A conflict that names who reviewed first. */
export async function firstReviewer(
  tx: Pick<Tx, 'members'>,
  { accountId, reviewedById }: Pick<Proposal, 'accountId' | 'reviewedById'>,
  what: 'reviewed' | 'changed',
): Promise<ConflictError> {
  const by = reviewedById ? await tx.members.find(accountId, reviewedById) : null;
  return new ConflictError(what, by && personOf(by));
}
