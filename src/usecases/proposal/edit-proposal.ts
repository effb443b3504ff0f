import { InvalidInputError, NotFoundError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import {
  editedHowTo,
  editedText,
  examplesOf,
  type Proposal,
  proposalLimits,
  withoutPeople,
} from '../../domain/proposal.js';
import { requiredText } from '../../domain/text.js';
import type { Context } from '../context.js';
import { firstReviewer, lockForReview } from '../shared/proposal-review.js';
import { redrawProposal } from '../shared/redraw-proposal.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface EditProposal {
  proposalId: string;
  /** The edits that it had when it was drawn. */
  revision: number;
  edit: ProposalEdit;
}

/** What a reviewer changes: how it is found, one text, or which branches are left out. */
export type ProposalEdit =
  | { kind: 'details'; title: string; examples: string; categoryId: string }
  | { kind: 'text'; nodeId: string; text: string; howToTell?: string }
  | { kind: 'cut' | 'put_back'; nodeId: string };

/**
 * Changes what would be published; the draft and the walks on it stay as they are.
 * @throws {ConflictError} `changed` or `reviewed`, naming who was first.
 * @throws {InvalidInputError} for an empty or too long title, phrasing or text, or an unknown category.
 */
export async function editProposal(
  ctx: Context,
  { proposalId, revision, edit }: EditProposal,
): Promise<void> {
  authorize(ctx.actor, 'proposal.review');
  await transact(ctx, async (tx) => {
    const proposal = await lockForReview(tx, proposalId);
    if (proposal.revision !== revision) throw await firstReviewer(tx, proposal, 'changed');
    const edited = await applied(tx, proposal, edit);
    await tx.proposals.save({ ...edited, revision: revision + 1, reviewedById: ctx.actor.memberId }, tx.now);
    await redrawProposal(tx, proposalId);
    if (edit.kind === 'details')
      await tx.enqueue({
        work: { kind: 'proposal.compare', proposalId },
        dedupeKey: `compare:${proposalId}`,
      });
    await tx.record({
      action: 'proposal.edited',
      subject: 'proposal',
      subjectId: proposalId,
      before: { revision },
      after: { revision: revision + 1, edit: edit.kind },
    });
  });
}

async function applied(tx: Acting, proposal: Proposal, edit: ProposalEdit): Promise<Proposal> {
  if (edit.kind === 'details') {
    const category = found(await tx.categories.find(tx.accountId, edit.categoryId), 'category');
    // One that was archived since stays where it is; nothing is moved into it.
    if (category.archivedAt && category.id !== proposal.categoryId)
      throw new InvalidInputError('category', 'archived');
    return {
      ...proposal,
      title: requiredText('title', edit.title, proposalLimits.title).replace(/\s+/g, ' '),
      examples: examplesOf(edit.examples),
      categoryId: category.id,
    };
  }
  const node = await nodeOf(tx, proposal, edit.nodeId);
  const { edits } = proposal;
  if (edit.kind === 'text') {
    const texts = withEdit(edits.texts, node.id, editedText(edit.text, node.text));
    if (edit.howToTell === undefined) return { ...proposal, edits: { ...edits, texts } };
    const original = withoutPeople(node.howToTell ?? '');
    const howTos = withEdit(edits.howTos ?? {}, node.id, editedHowTo(edit.howToTell, original));
    return { ...proposal, edits: { ...edits, texts, howTos } };
  }
  const others = edits.cuts.filter((id) => id !== node.id);
  const cuts = edit.kind === 'cut' ? [...others, node.id] : others;
  return { ...proposal, edits: { ...edits, cuts } };
}

/** The edits with this one of a node; null takes it back. */
function withEdit(
  edits: Record<string, string>,
  nodeId: string,
  text: string | null,
): Record<string, string> {
  const { [nodeId]: _, ...others } = edits;
  return text === null ? others : { ...others, [nodeId]: text };
}

/** @throws {NotFoundError} for a node of another tree. */
async function nodeOf(tx: Acting, proposal: Proposal, nodeId: string) {
  const node = found(await tx.trees.node(tx.accountId, nodeId), 'step');
  const draft = await tx.drafts.find(tx.accountId, proposal.draftId);
  if (node.treeId !== draft?.treeId) throw new NotFoundError('step');
  return node;
}
