import { takenOut } from '../../domain/draft.js';
import { NotFoundError } from '../../domain/errors.js';
import { personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import { type Proposal, proposalLimits } from '../../domain/proposal.js';
import { branchFrom, type GrownTree } from '../../domain/proposal-review.js';
import { copyOf } from '../../domain/same-answer.js';
import { requiredText } from '../../domain/text.js';
import type { Context } from '../context.js';
import { type Pressed, tellThread } from '../shared/posts.js';
import { lockForReview } from '../shared/proposal-review.js';
import { redrawProposal } from '../shared/redraw-proposal.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface RejectProposal extends Partial<Pressed> {
  proposalId: string;
  reason: string;
  /** Null keeps the draft as it is: its steps are right, and no flow of it is wanted. */
  takeOutNodeId: string | null;
}

/**
 * Rejects a proposal and takes what was wrong out of its draft: from a node on, or, from the root on, all of it. Walks
 * that are under way there go on; their threads are told.
 * @throws {ConflictError} `reviewed` naming who was first.
 * @throws {InvalidInputError} for an empty reason.
 */
export async function rejectProposal(
  ctx: Context,
  { proposalId, takeOutNodeId, ...input }: RejectProposal,
): Promise<void> {
  authorize(ctx.actor, 'proposal.review');
  const reason = requiredText('reason', input.reason, proposalLimits.reason);
  await transact(ctx, async (tx) => {
    const proposal = await lockForReview(tx, proposalId);
    const branch = takeOutNodeId ? await takeOut(ctx, tx, proposal, { nodeId: takeOutNodeId, reason }) : null;
    await tx.proposals.save(
      { ...proposal, state: 'rejected', reason, reviewedById: ctx.actor.memberId, takenOutNodeId: branch },
      tx.now,
    );
    await redrawProposal(tx, proposalId, input);
    await tx.record({
      action: 'proposal.rejected',
      subject: 'proposal',
      subjectId: proposalId,
      before: { state: proposal.state },
      after: { state: 'rejected', takenOut: takeOutNodeId },
    });
  });
}

/** @returns the node from which on the draft goes another way; null where it takes no new walks at all. */
async function takeOut(
  ctx: Context,
  tx: Acting,
  proposal: Proposal,
  { nodeId, reason }: { nodeId: string; reason: string },
): Promise<string | null> {
  const draft = found(await tx.drafts.find(tx.accountId, proposal.draftId), 'draft');
  const tree = await tx.proposals.tree(tx.accountId, draft.treeId);
  // What was wrong is as wrong where it was stored for "Didn't help" as well.
  const copy = copyOf(nodeId, tree.nodes);
  for (const branch of copy ? [nodeId, copy] : [nodeId])
    await tellWalkers(ctx, tx, { tree, nodeId: branch, reason });
  if (nodeId === tree.rootId) {
    await tx.drafts.close(tx.accountId, draft.id, tx.now);
    return null;
  }
  const parents = tree.nodes.flatMap(({ depth, answers }) =>
    answers
      .filter(({ nextNodeId: next }) => next !== null && (next === nodeId || next === copy))
      .map(({ id }) => ({ depth, answerId: id })),
  );
  if (parents.length === 0) throw new NotFoundError('step');
  for (const { depth, answerId } of parents) {
    const node = { ...takenOut(reason, depth + 1), id: ctx.newId(), treeId: draft.treeId, answers: [] };
    await tx.trees.addNodes(tx.accountId, [node], tx.now);
    await tx.trees.takeOut(tx.accountId, answerId, node.id);
  }
  return nodeId;
}

/** Who is on these steps is told, and chooses: nothing is taken from under a customer's call. */
async function tellWalkers(
  ctx: Context,
  tx: Acting,
  { tree, nodeId, reason }: { tree: GrownTree; nodeId: string; reason: string },
): Promise<void> {
  const notice = { kind: 'branch_taken_out', by: personOf(ctx.actor), reason } as const;
  for (const session of await tx.sessions.activeWithin(tx.accountId, [...branchFrom(tree, nodeId)]))
    await tellThread(ctx, tx, session, notice);
}
