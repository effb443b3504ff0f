import type { Member, Role } from './member.js';

/** What a user group may give; owners are made by owners. */
export type GroupRoleName = Exclude<Role, 'owner'>;

/** The role that the members of a Slack user group get. */
export interface GroupRole {
  groupId: string;
  role: GroupRoleName;
  coversL1: boolean;
}

/** Where a role comes from: an admin, the account's rule for newcomers, or a user group. */
export type RoleFrom = { source: 'hand' } | { source: 'joined' } | { source: 'group'; groupId: string };

/** A member's role and where it comes from; null where none was ever given or taken. */
export interface RoleHeld
  extends Pick<Member, 'memberId' | 'slackUserId' | 'role' | 'coversL1' | 'standing'> {
  from: RoleFrom | null;
}

/** A mapped group and who is in it, by their Slack user ids; null where that cannot be read. */
export interface ReadGroup extends GroupRole {
  slackUserIds: ReadonlySet<string> | null;
}

/** What changes: the role, and the group that gives it or gave it. */
export interface RoleChange {
  role: GroupRoleName | null;
  coversL1: boolean;
  groupId: string;
}

const rank: Record<Role, number> = { l1: 0, engineer: 1, admin: 2, owner: 3 };

/**
 * What the user groups change about somebody's role; null for nothing. What was decided by hand stays, owners too. Of
 * several groups the highest role counts. Who has left the group loses what it gave; a group that cannot be read
 * neither gives nor takes.
 */
export function roleByGroups(held: RoleHeld, groups: readonly ReadGroup[]): RoleChange | null {
  const { from, role } = held;
  if (from?.source === 'hand' || role === 'owner') return null;
  const current = from?.source === 'group' ? from.groupId : null;
  const best = held.standing === 'full' ? bestOf(held, current, groups) : null;
  if (best === null)
    return current === null || role === null ? null : { role: null, coversL1: false, groupId: current };
  const coversL1 = best.role !== 'l1' && best.coversL1;
  const same = best.role === role && coversL1 === held.coversL1 && best.groupId === current;
  return same ? null : { role: best.role, coversL1, groupId: best.groupId };
}

/** Of equal roles one that covers L1, then the one held already, so that nothing changes to and fro. */
function bestOf(held: RoleHeld, current: string | null, groups: readonly ReadGroup[]): GroupRole | null {
  const worth = (one: GroupRole) =>
    rank[one.role] * 4 + (one.coversL1 ? 2 : 0) + (one.groupId === current ? 1 : 0);
  return groups
    .flatMap((one) => given(held, current, one))
    .reduce<GroupRole | null>((best, one) => (best && worth(best) >= worth(one) ? best : one), null);
}

function given(held: RoleHeld, current: string | null, group: ReadGroup): GroupRole[] {
  if (group.slackUserIds) return group.slackUserIds.has(held.slackUserId) ? [group] : [];
  const { role, coversL1 } = held;
  const kept = group.groupId === current && role !== null && role !== 'owner';
  return kept ? [{ groupId: group.groupId, role, coversL1 }] : [];
}
