import { type Post, postKey } from '../../domain/post.js';
import { laneOf, syncOfPost } from '../../domain/work.js';
import type { Services } from '../context.js';

export interface RedrawStale {
  slackTeamId: string;
  channelId: string;
  ts: string;
  /** The place in a walk that its button names: a copy that Slack did not tell us of is known by nothing else. */
  walk?: { sessionId: string; position: number } | null;
  responseUrl: string | null;
}

/**
 * Has a message of ours drawn anew from how things stand, because somebody pressed a button on it that no longer
 * holds. Changes nothing else, so there is nobody to authorize.
 */
export async function redrawStale(services: Services, input: RedrawStale): Promise<void> {
  const account = await services.store.accounts.findByTeam(input.slackTeamId);
  const post = account && (await postOf(services, account.id, input));
  if (!post) return;
  const { responseUrl } = input;
  await services.store.transaction(async (tx) => {
    await tx.posts.forgetFingerprint(post);
    // A step keeps its place among those of its walk: what was written before it is sent before it.
    const lane = post.kind === 'walk_card' && post.sessionId ? laneOf({ id: post.sessionId }) : undefined;
    await tx.jobs.enqueue(
      post.accountId,
      { ...syncOfPost(post.id, { responseUrl, messageTs: input.ts }), lane },
      services.now(),
    );
  });
}

async function postOf(
  { store }: Services,
  accountId: string,
  { channelId, ts, walk }: RedrawStale,
): Promise<Post | null> {
  const known = await store.posts.findByMessage(accountId, channelId, ts);
  if (known || !walk) return known;
  return store.posts.findByKey(accountId, postKey.walkCard(walk.sessionId, walk.position));
}
