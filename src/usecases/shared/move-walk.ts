import { isPersonId, postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { laneOf } from './posts.js';
import type { Acting } from './transact.js';

/**
 * A walk in a direct message is seen by nobody else: who carries it on from here gets it in a direct message of their
 * own, with its open step. Walks in channels stay where they are.
 */
export async function moveToCarrier(tx: Acting, session: Session, slackUserId: string): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  if (!head || !(isPersonId(head.channelId) || head.channelId.startsWith('D'))) return;
  const step = await tx.posts.findByKey(tx.accountId, postKey.walkCard(session.id, session.stepCount));
  await tx.posts.rehome(head, slackUserId);
  // Past the lane, as every step waits for it.
  await tx.enqueue({ work: { kind: 'post.sync', postId: head.id }, dedupeKey: `post:${head.id}` });
  if (!step) return;
  await tx.posts.rehome(step, slackUserId);
  const work = { kind: 'post.sync', postId: step.id } as const;
  await tx.enqueue({ work, lane: laneOf(session), dedupeKey: `post:${step.id}` });
}
