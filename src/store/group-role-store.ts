import type { GroupRole, GroupRoleName, RoleFrom, RoleHeld } from '../domain/group-roles.js';
import type { Db } from './db.js';
import type { MemberModel } from './generated/models.js';

/** Which Slack user group gives which role, and where people's roles come from. */
export function groupRoleStore(db: Db) {
  return {
    async list(accountId: string): Promise<GroupRole[]> {
      const rows = await db.groupRole.findMany({ where: { accountId }, orderBy: { groupId: 'asc' } });
      // Written by `save` alone, which takes no owner.
      return rows.map(({ groupId, role, coversL1 }) => ({ groupId, role: role as GroupRoleName, coversL1 }));
    },

    async save(accountId: string, { groupId, role, coversL1 }: GroupRole): Promise<void> {
      await db.groupRole.upsert({
        where: { accountId_groupId: { accountId, groupId } },
        create: { accountId, groupId, role, coversL1 },
        update: { role, coversL1 },
      });
    },

    async remove(accountId: string, groupId: string): Promise<void> {
      await db.groupRole.deleteMany({ where: { accountId, groupId } });
    },

    /** Everybody whom Intake knows, with the role they have and where it comes from. */
    async held(accountId: string): Promise<RoleHeld[]> {
      return (await db.member.findMany({ where: { accountId }, orderBy: { id: 'asc' } })).map(heldOf);
    },

    /** One of them. */
    async heldBy(accountId: string, memberId: string): Promise<RoleHeld | null> {
      const row = await db.member.findUnique({ where: { accountId_id: { accountId, id: memberId } } });
      return row && heldOf(row);
    },

    /** The group that each role from a group comes from, by member. */
    async sources(accountId: string): Promise<Record<string, string>> {
      const rows = await db.member.findMany({
        where: { accountId, roleSource: 'group', role: { not: null } },
        select: { id: true, roleGroupId: true },
      });
      return Object.fromEntries(rows.map(({ id, roleGroupId }) => [id, roleGroupId ?? '']));
    },
  };
}

function heldOf(row: MemberModel): RoleHeld {
  return {
    memberId: row.id,
    slackUserId: row.slackUserId,
    role: row.role,
    coversL1: row.coversL1,
    standing: row.standing,
    from: fromOf(row),
  };
}

function fromOf({ roleSource, roleGroupId }: MemberModel): RoleFrom | null {
  if (roleSource === 'group') return { source: 'group', groupId: roleGroupId ?? '' };
  return roleSource && { source: roleSource };
}
