import type { Draft } from '../../domain/draft.js';
import { evidenceOf } from '../../domain/evidence.js';
import { isSolved } from '../../domain/fix.js';
import type { Problem } from '../../domain/intake.js';
import { postKey } from '../../domain/post.js';
import { noEdits, type Proposal, titleOf, withExample, withoutPeople } from '../../domain/proposal.js';
import { reviewTree } from '../../domain/proposal-review.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import { engineeringOf, placesOf } from './engineering.js';
import { addPost } from './posts.js';
import { redrawProposal } from './redraw-proposal.js';
import { type Acting, found } from './transact.js';

/**
 * Keeps what a walk on a draft shows as it stands now: call it where a walk was resolved, escalated, handed back or
 * reopened, or its fix was confirmed, in the same transaction, before that is recorded. One that solved it makes the
 * draft's proposal, or strengthens it. A walk that was given up shows nothing, and one that leaves a flow is on no draft.
 */
export async function noteOutcome(ctx: Context, tx: Acting, session: Session): Promise<void> {
  const walked = session.treeId ? await tx.drafts.findByTree(tx.accountId, session.treeId) : null;
  if (!walked) return;
  const problem = await problemOf(tx, session);
  // What is private reaches no channel, neither its words nor what they led to.
  if (problem.private) return;
  const { draft, leftBy } = await tx.drafts.sharedBy(walked);
  const steps = await tx.sessions.steps(tx.accountId, session.id);
  const wasEscalated = (await tx.escalations.latestOf(tx.accountId, session.id)) !== null;
  const isConfirmed = isSolved(await tx.fixes.latest(tx.accountId, session.id));
  const evidence = evidenceOf(session, steps, { wasEscalated, isConfirmed, leftBy });
  if (evidence) await tx.proposals.keepEvidence(tx.accountId, draft.id, evidence, tx.now);
  else if (!(await tx.proposals.dropEvidence(tx.accountId, draft.id, session.id))) return;
  const solved = evidence?.outcome === 'solved' ? { sessionId: session.id, words: wordsOf(problem) } : null;
  const made = solved && (await makeProposal(ctx, tx, draft, solved));
  if (!made) await followEvidence(tx, draft, solved);
}

async function problemOf(tx: Acting, { ticketId }: Session): Promise<Problem> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, ticketId), 'ticket');
  return found(await tx.intakes.find(tx.accountId, ticket.intakeId), 'intake').problem;
}

/** How the customer put it, without who they are. */
const wordsOf = ({ text, customerName, customerContact }: Problem): string =>
  withoutPeople(text, [customerName, customerContact]);

/** A walk that has solved its problem. */
interface Solved {
  sessionId: string;
  words: string;
}

/** @returns false where there is one already, and where none is wanted. */
async function makeProposal(
  ctx: Context,
  tx: Acting,
  draft: Draft,
  { sessionId, words }: Solved,
): Promise<boolean> {
  if (await tx.drafts.isClosed(tx.accountId, draft.id)) return false;
  const proposal: Proposal = {
    accountId: tx.accountId,
    id: ctx.newId(),
    draftId: draft.id,
    state: 'open',
    title: titleOf(words),
    examples: withExample([], words),
    categoryId: draft.categoryId,
    edits: noEdits,
    revision: 0,
    reason: null,
    reviewedById: null,
    publishedVersionId: null,
    takenOutNodeId: null,
    similarFlowId: null,
  };
  if (!(await tx.proposals.create(proposal, tx.now))) return false;
  for (const channelId of placesOf(await engineeringOf(tx, draft.categoryId))) {
    const key = postKey.proposalCard(proposal.id, channelId);
    const detail = { proposalId: proposal.id };
    await addPost(ctx, tx, { key, kind: 'proposal_card', detail, channelId });
  }
  await compare(tx, proposal);
  await tx.record({
    action: 'proposal.made',
    subject: 'proposal',
    subjectId: proposal.id,
    after: { draftId: draft.id, sessionId },
  });
  return true;
}

/** The proposal counts the walk, and is withdrawn or comes back as there is evidence for it. */
async function followEvidence(tx: Acting, draft: Draft, solved: Solved | null): Promise<void> {
  const proposal = await tx.proposals.lockOf(tx.accountId, draft.id);
  if (!proposal || proposal.state === 'published') return;
  const tree = await tx.proposals.tree(tx.accountId, draft.treeId);
  const walks = await tx.proposals.evidence(tx.accountId, draft.id);
  const isShown = reviewTree(tree, walks, noEdits).tally.solved > 0;
  const state = stateAfter(proposal, isShown, solved !== null);
  // Once somebody has chosen the phrasings, none is added.
  const examples =
    solved && proposal.revision === 0 ? withExample(proposal.examples, solved.words) : proposal.examples;
  await tx.proposals.save({ ...proposal, state, examples }, tx.now);
  await redrawProposal(tx, proposal.id);
  if (state === 'open' && solved) await compare(tx, proposal);
  if (state === proposal.state) return;
  await tx.record({
    action: state === 'open' ? 'proposal.brought_back' : 'proposal.withdrawn',
    subject: 'proposal',
    subjectId: proposal.id,
    before: { state: proposal.state },
    after: { state },
  });
}

/** What was rejected comes back only after its branch was taken out, by a walk on what is left. */
function stateAfter(
  { state, takenOutNodeId }: Proposal,
  isShown: boolean,
  hasHelped: boolean,
): Proposal['state'] {
  if (state === 'open' || state === 'withdrawn') return isShown ? 'open' : 'withdrawn';
  return state === 'rejected' && takenOutNodeId !== null && isShown && hasHelped ? 'open' : state;
}

async function compare(tx: Acting, { id: proposalId }: Proposal): Promise<void> {
  await tx.enqueue({ work: { kind: 'proposal.compare', proposalId }, dedupeKey: `compare:${proposalId}` });
}
