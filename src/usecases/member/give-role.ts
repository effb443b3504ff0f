import { InvalidInputError, PermissionDeniedError } from '../../domain/errors.js';
import type { RoleFrom } from '../../domain/group-roles.js';
import type { Member, Role } from '../../domain/member.js';
import { authorize, can, mayGiveRole } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { closeAccessRequests } from '../shared/access-requests.js';
import { releaseClaimsOf } from '../shared/release-claims.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface GiveRole {
  memberId: string;
  /** Null takes the role away: the person can then do nothing. */
  role: Role | null;
  coversL1: boolean;
}

/**
 * Gives a member a role.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner; owners are made by owners only, where there are any.
 * @throws {InvalidInputError} `out_of_range` where the account would be left without an owner.
 */
export async function giveRole(ctx: Context, input: GiveRole): Promise<Member> {
  authorize(ctx.actor, 'member.write');
  return transact(ctx, (tx) => changeRole(ctx, tx, input));
}

/** The change itself, for use cases that have authorized it. Throws as `giveRole` does. */
export async function changeRole(
  ctx: Context,
  tx: Acting,
  { memberId, role, coversL1 }: GiveRole,
  from: RoleFrom = { source: 'hand' },
): Promise<Member> {
  if (!can({ role, coversL1, standing: 'full' }, 'escalation.claim'))
    await releaseClaimsOf(ctx, tx, memberId);
  await tx.accounts.lock(tx.accountId);
  const before = found(await tx.members.find(tx.accountId, memberId), 'member');
  const hasOwner = await tx.members.hasOwner(tx.accountId);
  if (!mayGiveRole(ctx.actor, { from: before.role, to: role, hasOwner }))
    throw new PermissionDeniedError('member.write', 'role');
  if (before.role === 'owner' && role !== 'owner') await assertAnotherOwner(tx, memberId);
  const after: Member = { ...before, role, coversL1: role !== null && role !== 'l1' && coversL1 };
  await tx.members.setRole(tx.accountId, memberId, after, from);
  await closeAccessRequests(tx, memberId, role);
  await tx.record({
    action: 'member.role_given',
    subject: 'member',
    subjectId: memberId,
    before: { role: before.role, coversL1: before.coversL1 },
    after: { role, coversL1: after.coversL1, ...(from.source === 'group' && { groupId: from.groupId }) },
  });
  return after;
}

async function assertAnotherOwner(tx: Acting, memberId: string): Promise<void> {
  const admins = await tx.members.admins(tx.accountId);
  const others = admins.some((admin) => admin.role === 'owner' && admin.memberId !== memberId);
  if (!others) throw new InvalidInputError('role', 'out_of_range');
}
