import type { Embedder } from '../ai/embedder.js';
import { decideMatch } from '../domain/match.js';
import { problemParts } from '../domain/match-problem.js';
import { postKey } from '../domain/post.js';
import { syncOfPost } from '../domain/work.js';
import type { Store } from '../store/store.js';
import type { JobOf } from './worker.js';

/**
 * Looks for a published flow of the proposal's category that its title and phrasings would go straight to. The card
 * says so; nothing is merged by itself.
 */
export async function compareProposal(
  { store, embedder, now }: { store: Store; embedder: Embedder; now: () => Date },
  { accountId, work }: JobOf<'proposal.compare'>,
): Promise<void> {
  const proposal = await store.proposals.find(accountId, work.proposalId);
  if (proposal?.state !== 'open') return;
  const similar = await firstMatch(proposal.examples.length > 0 ? proposal.examples : [proposal.title]);
  if (similar === proposal.similarFlowId) return;
  await store.transaction(async (tx) => {
    await tx.proposals.setSimilar(accountId, proposal.id, similar);
    for (const { id } of await tx.posts.keyedLike(accountId, postKey.proposalCard(proposal.id, ''))) {
      const job = syncOfPost(id);
      await tx.jobs.enqueue(accountId, job, now());
    }
  });

  async function firstMatch(texts: readonly string[]): Promise<string | null> {
    for (const text of texts) {
      const vectors = await embedder.embed(problemParts(text));
      const search = await store.search.search(accountId, { text, embedderId: embedder.id, vectors });
      const match = decideMatch(search, text);
      const flow = match.kind === 'matched' ? await store.flows.find(accountId, match.flow.flowId) : null;
      if (flow && flow.categoryId === proposal?.categoryId) return flow.id;
    }
    return null;
  }
}
