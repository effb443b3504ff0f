import { ConflictError } from '../../domain/errors.js';
import { personOf, type Role } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import { isOpenRequest, postKey } from '../../domain/post.js';
import { syncOfPost } from '../../domain/work.js';
import type { Context } from '../context.js';
import { tellPerson } from '../shared/posts.js';
import { found, transact } from '../shared/transact.js';
import { changeRole } from './give-role.js';

export interface AnswerAccess {
  memberId: string;
  /** Null declines for now. */
  role: Role | null;
}

/**
 * Answers somebody's wish to use Intake: a role, or "not now". They hear of it by direct message.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {ConflictError} `access_decided` when somebody has answered it already.
 */
export async function answerAccess(ctx: Context, { memberId, role }: AnswerAccess): Promise<void> {
  authorize(ctx.actor, 'member.write');
  await transact(ctx, async (tx) => {
    const by = personOf(ctx.actor);
    // Two admins answer at once: the second waits here and then sees the first.
    await tx.accounts.lock(tx.accountId);
    const member = found(await tx.members.find(tx.accountId, memberId), 'member');
    if (member.role) throw new ConflictError('access_decided');
    if (role) {
      await changeRole(ctx, tx, { memberId, role, coversL1: false });
      return tellPerson(ctx, tx, member.slackUserId, { kind: 'role_given', role, by });
    }
    const requests = await tx.posts.keyedLike(tx.accountId, postKey.accessRequest(memberId, ''));
    const open = requests.filter(isOpenRequest);
    if (open.length === 0) throw new ConflictError('access_decided');
    for (const post of open) {
      await tx.posts.setDetail(post, { memberId, declined: true });
      await tx.enqueue(syncOfPost(post.id));
    }
    await tellPerson(ctx, tx, member.slackUserId, { kind: 'access_declined', by });
    await tx.record({ action: 'access.declined', subject: 'member', subjectId: memberId });
  });
}
