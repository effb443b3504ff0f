import type { RoleFrom } from '../domain/group-roles.js';
import type { Member, Person, Role, Standing } from '../domain/member.js';
import type { Db } from './db.js';
import type { MemberModel } from './generated/models.js';

const claimers: Role[] = ['engineer', 'admin', 'owner'];

/** The people of an account. */
export function memberStore(db: Db) {
  return {
    async find(accountId: string, memberId: string): Promise<Member | null> {
      const row = await db.member.findUnique({ where: { accountId_id: { accountId, id: memberId } } });
      return row && memberOf(row);
    },

    /** The member, who stays as they are until the transaction ends. */
    async hold(accountId: string, memberId: string): Promise<Member | null> {
      await db.$queryRaw`select 1 from member where account_id = ${accountId}::uuid and id = ${memberId}::uuid for share`;
      return this.find(accountId, memberId);
    },

    /** Waits for whoever holds the member, and has others wait until the transaction ends. */
    async lock(accountId: string, memberId: string): Promise<void> {
      await db.$queryRaw`select 1 from member where account_id = ${accountId}::uuid and id = ${memberId}::uuid for no key update`;
    },

    async findBySlackUser(accountId: string, slackUserId: string): Promise<Member | null> {
      const row = await db.member.findUnique({
        where: { accountId_slackUserId: { accountId, slackUserId } },
      });
      return row && memberOf(row);
    },

    async findMany(accountId: string, memberIds: readonly string[]): Promise<Member[]> {
      const rows = await db.member.findMany({ where: { accountId, id: { in: [...memberIds] } } });
      return rows.map(memberOf);
    },

    /** Adds somebody unless they are there already. */
    async create(member: Member & { createdAt: Date }, from: RoleFrom = { source: 'hand' }): Promise<void> {
      const { memberId, ...rest } = member;
      const roleSource = member.role === null ? null : from.source;
      await db.member.createMany({ data: { ...rest, roleSource, id: memberId }, skipDuplicates: true });
    },

    /** What an admin or a user group decides; who the person is stays as Slack said last. */
    async setRole(
      accountId: string,
      memberId: string,
      { role, coversL1 }: Pick<Member, 'role' | 'coversL1'>,
      from: RoleFrom = { source: 'hand' },
    ): Promise<void> {
      const roleGroupId = from.source === 'group' ? from.groupId : null;
      const data = { role, coversL1, roleSource: from.source, roleGroupId };
      await db.member.update({ where: { accountId_id: { accountId, id: memberId } }, data });
    },

    /** What Slack says about somebody; what they may do is left alone. */
    async setProfile(
      accountId: string,
      memberId: string,
      { displayName, standing }: Pick<Member, 'displayName' | 'standing'>,
    ): Promise<void> {
      const data = { displayName, standing };
      await db.member.update({ where: { accountId_id: { accountId, id: memberId } }, data });
    },

    /** As `setProfile`, where only the standing is known. */
    async setStanding(accountId: string, memberId: string, standing: Standing): Promise<void> {
      await db.member.update({ where: { accountId_id: { accountId, id: memberId } }, data: { standing } });
    },

    /** Everybody who has a role and is of full standing, by name. */
    async active(accountId: string): Promise<Member[]> {
      const rows = await db.member.findMany({
        where: { accountId, role: { not: null }, standing: 'full' },
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      });
      return rows.map(memberOf);
    },

    async admins(accountId: string): Promise<Member[]> {
      const rows = await db.member.findMany({
        where: { accountId, role: { in: ['admin', 'owner'] }, standing: 'full' },
      });
      return rows.map(memberOf);
    },

    /** True if somebody has used Intake here, with a role or without. */
    async hasAnybody(accountId: string): Promise<boolean> {
      return (await db.member.findFirst({ where: { accountId }, select: { id: true } })) !== null;
    },

    /** True if somebody of full standing is owner: one who has left or is a guest now cannot act as one. */
    async hasOwner(accountId: string): Promise<boolean> {
      return (await db.member.count({ where: { accountId, role: 'owner', standing: 'full' } })) > 0;
    },

    /** True if somebody else of this account could claim. */
    async othersCanClaim(accountId: string, memberId: string): Promise<boolean> {
      const others = await db.member.count({
        where: { accountId, id: { not: memberId }, role: { in: claimers }, standing: 'full' },
      });
      return others > 0;
    },
  };
}

/** A row as the member that it keeps. */
function memberOf(row: MemberModel): Member {
  return {
    accountId: row.accountId,
    memberId: row.id,
    slackUserId: row.slackUserId,
    displayName: row.displayName,
    role: row.role,
    coversL1: row.coversL1,
    standing: row.standing,
  };
}

/** The columns that name a person. */
export const personColumns = { id: true, slackUserId: true, displayName: true } as const;

/** How a row of those columns reads. */
export const personOfRow = (row: { id: string; slackUserId: string; displayName: string }): Person => ({
  memberId: row.id,
  slackUserId: row.slackUserId,
  displayName: row.displayName,
});
