import { PermissionDeniedError } from '../../domain/errors.js';
import { type Person, personOf } from '../../domain/member.js';
import { postKey } from '../../domain/post.js';
import type { Context } from '../context.js';
import { addPost } from '../shared/posts.js';
import { transact } from '../shared/transact.js';

/**
 * Somebody without a role asks the admins for one; each admin gets a card with buttons, once. Everybody of full
 * standing may ask, so there is no role to authorize.
 * @returns who was asked.
 * @throws {PermissionDeniedError} for guests, bots and deactivated people.
 */
export async function requestAccess(ctx: Context): Promise<Person[]> {
  if (ctx.actor.standing !== 'full') throw new PermissionDeniedError('access.request', 'standing');
  return transact(ctx, async (tx) => {
    const { memberId } = ctx.actor;
    const admins = await tx.members.admins(tx.accountId);
    for (const { slackUserId } of admins) {
      const key = postKey.accessRequest(memberId, slackUserId);
      const asked = await tx.posts.findByKey(tx.accountId, key);
      if (asked) {
        await tx.posts.setDetail(asked, { memberId });
        await tx.enqueue({ work: { kind: 'post.sync', postId: asked.id }, dedupeKey: `post:${asked.id}` });
        continue;
      }
      await addPost(ctx, tx, { key, kind: 'access_request', detail: { memberId }, channelId: slackUserId });
    }
    await tx.record({ action: 'access.requested', subject: 'member', subjectId: memberId });
    return admins.map(personOf);
  });
}
