import { InvalidInputError } from '../../domain/errors.js';
import type { GroupRoleName } from '../../domain/group-roles.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { syncRolesSoon } from '../shared/sync-roles-soon.js';
import { transact } from '../shared/transact.js';

/** Each is read from Slack every few minutes. */
const most = 20;

export interface SaveGroupRole {
  groupId: string | null;
  /** Null: this group gives no role any more. */
  role: GroupRoleName | null;
  coversL1: boolean;
}

/**
 * Sets which role the members of a Slack user group get; it is looked up in Slack at once, and then every few minutes.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} without a group, and for more groups than can be kept in step.
 */
export async function saveGroupRole(ctx: Context, input: SaveGroupRole): Promise<void> {
  authorize(ctx.actor, 'member.write');
  const { groupId, role } = input;
  if (!groupId) throw new InvalidInputError('roleGroup', 'empty');
  await transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const all = await tx.groupRoles.list(tx.accountId);
    const before = all.find((one) => one.groupId === groupId) ?? null;
    if (!before && all.length >= most) throw new InvalidInputError('roleGroup', 'out_of_range', most);
    const after = role && { groupId, role, coversL1: role !== 'l1' && input.coversL1 };
    await (after ? tx.groupRoles.save(tx.accountId, after) : tx.groupRoles.remove(tx.accountId, groupId));
    await syncRolesSoon(tx);
    await tx.record({
      action: 'group_role.saved',
      subject: 'account',
      subjectId: tx.accountId,
      before,
      after: after ?? { groupId, role: null },
    });
  });
}
