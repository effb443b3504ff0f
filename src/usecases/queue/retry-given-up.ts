import { authorize } from '../../domain/policy.js';
import { laneOf, syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import { redrawMissing } from '../shared/posts.js';
import { transact } from '../shared/transact.js';

/**
 * Has everything sent again that was given up: Slack was away for hours, or takes now what it refused.
 * @returns how many pieces of work that were
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function retryGivenUp(ctx: Context): Promise<number> {
  authorize(ctx.actor, 'settings.write');
  return transact(ctx, async (tx) => {
    const revived = await tx.jobs.revive(tx.accountId, tx.now);
    const postIds = revived.flatMap((work) => (work.kind === 'post.sync' ? [work.postId] : []));
    for (const { id, sessionId } of await tx.posts.revive(tx.accountId, postIds)) {
      const lane = sessionId ? laneOf({ id: sessionId }) : undefined;
      await tx.enqueue({ ...syncOfPost(id), lane });
    }
    for (const postId of postIds) {
      const post = await tx.posts.find(tx.accountId, postId);
      if (post?.kind === 'walk_card') await redrawMissing(tx, post);
    }
    if (revived.length === 0) return 0;
    await tx.record({
      action: 'account.retried_work',
      subject: 'account',
      subjectId: tx.accountId,
      after: { jobs: revived.length },
    });
    return revived.length;
  });
}
