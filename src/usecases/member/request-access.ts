import { ConflictError, PermissionDeniedError } from '../../domain/errors.js';
import { type Person, personOf } from '../../domain/member.js';
import { isOpenRequest, postKey } from '../../domain/post.js';
import { syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addPost } from '../shared/posts.js';
import { type Acting, found, transact } from '../shared/transact.js';

/**
 * Somebody without a role asks the admins for one; each admin gets a card with buttons, once for each wish. Everybody of full
 * standing may ask, so there is no role to authorize.
 * @returns who was asked.
 * @throws {PermissionDeniedError} for guests, bots and deactivated people.
 * @throws {ConflictError} `access_decided` for who has been given a role meanwhile.
 */
export async function requestAccess(ctx: Context): Promise<Person[]> {
  if (ctx.actor.standing !== 'full') throw new PermissionDeniedError('access.request', 'standing');
  return transact(ctx, async (tx) => {
    const { memberId } = ctx.actor;
    await tx.accounts.lock(tx.accountId);
    const member = found(await tx.members.find(tx.accountId, memberId), 'member');
    if (member.role) throw new ConflictError('access_decided');
    const admins = await tx.members.admins(tx.accountId);
    for (const { slackUserId } of admins) await askAdmin(ctx, tx, slackUserId);
    await tx.record({ action: 'access.requested', subject: 'member', subjectId: memberId });
    return admins.map(personOf);
  });
}

/** One message for each wish: after a "not now" they see a new one, not a change of one far up. */
async function askAdmin(ctx: Context, tx: Acting, slackUserId: string): Promise<void> {
  const { memberId } = ctx.actor;
  const first = postKey.accessRequest(memberId, slackUserId);
  const asked = (await tx.posts.keyedLike(tx.accountId, first)).filter(
    ({ key }) => key === first || key.startsWith(`${first}:`),
  );
  const open = asked.find(isOpenRequest);
  if (open) {
    await tx.enqueue(syncOfPost(open.id));
    return;
  }
  const key = asked.length === 0 ? first : `${first}:${asked.length + 1}`;
  await addPost(ctx, tx, { key, kind: 'access_request', detail: { memberId }, channelId: slackUserId });
}
