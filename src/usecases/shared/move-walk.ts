import { isDirectMessage, postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { laneOf, syncOfPost } from '../../domain/work.js';

import type { Acting } from './transact.js';

/**
 * A walk in a direct message is seen by nobody else: who carries it on from here gets it in a direct message of their
 * own, with its open step. Walks in channels stay where they are.
 */
export async function moveToCarrier(tx: Acting, session: Session, slackUserId: string): Promise<void> {
  const head = await tx.posts.findByKey(tx.accountId, postKey.sessionCard(session.id));
  if (!head || !isDirectMessage(head.channelId)) return;
  const step = await tx.posts.findByKey(tx.accountId, postKey.walkCard(session.id, session.stepCount));
  await tx.posts.rehome(head, slackUserId);
  // Past the lane, as every step waits for it.
  await tx.enqueue(syncOfPost(head.id));
  if (!step) return;
  await tx.posts.rehome(step, slackUserId);
  await tx.enqueue({ ...syncOfPost(step.id), lane: laneOf(session) });
}
