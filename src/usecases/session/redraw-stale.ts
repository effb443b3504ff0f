import type { Services } from '../context.js';

export interface RedrawStale {
  slackTeamId: string;
  channelId: string;
  ts: string;
  responseUrl: string | null;
}

/**
 * Has a message of ours drawn anew from how things stand, because somebody pressed a button on it that no longer
 * holds. Changes nothing else, so there is nobody to authorize.
 */
export async function redrawStale(services: Services, input: RedrawStale): Promise<void> {
  const account = await services.store.accounts.findByTeam(input.slackTeamId);
  const post = account && (await services.store.posts.findByMessage(account.id, input.channelId, input.ts));
  if (!post) return;
  await services.store.transaction(async (tx) => {
    await tx.posts.forgetFingerprint(post);
    const work = { kind: 'post.sync', postId: post.id, responseUrl: input.responseUrl } as const;
    await tx.jobs.enqueue(post.accountId, { work, dedupeKey: `post:${post.id}` }, services.now());
  });
}
