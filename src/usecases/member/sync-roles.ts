import { ConflictError } from '../../domain/errors.js';
import { type GroupRole, type ReadGroup, type RoleHeld, roleByGroups } from '../../domain/group-roles.js';
import { authorize, can } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { PeopleOfSlack } from '../../jobs/timed-acts.js';
import type { Context } from '../context.js';
import { addPost } from '../shared/posts.js';
import { releaseClaimsOf } from '../shared/release-claims.js';
import { syncRolesSoon } from '../shared/sync-roles-soon.js';
import { type Acting, found, transact } from '../shared/transact.js';
import { changeRole } from './give-role.js';

/** How often Slack is asked who is in the groups. */
const everyMs = 10 * 60_000;

/**
 * Gives people the roles of the Slack user groups that they are in, and takes back what a group gave to who has left it.
 * Each change is a transaction and an audit row of its own; what is done stays done when Slack stops answering. What
 * is `timed` only asks for that: whoever asks in between must not wait for the time.
 */
export async function syncRoles(
  ctx: Context,
  { timed, ...slack }: PeopleOfSlack & { timed: boolean },
): Promise<void> {
  authorize(ctx.actor, 'member.write');
  if (timed) return transact(ctx, syncRolesSoon);
  const { accountId } = ctx.actor;
  const mapped = await ctx.store.groupRoles.list(accountId);
  if (mapped.length > 0) await lookAgain(ctx);
  const groups: ReadGroup[] = [];
  for (const one of mapped) groups.push(await readGroup(ctx, slack, one));
  await meetMissing(ctx, slack, groups);
  for (const held of await ctx.store.groupRoles.held(accountId))
    if (roleByGroups(held, groups)) await transact(ctx, (tx) => apply(ctx, tx, held, groups));
}

/** Named by the next full interval: however many runs there are, one comes after them. */
async function lookAgain(ctx: Context): Promise<void> {
  const next = Math.floor(ctx.now().getTime() / everyMs) + 1;
  await transact(ctx, (tx) =>
    tx.enqueue({
      work: { kind: 'roles.sync', timed: true },
      dedupeKey: `roles:${next}`,
      runAt: new Date(next * everyMs),
    }),
  );
}

async function readGroup(ctx: Context, slack: PeopleOfSlack, group: GroupRole): Promise<ReadGroup> {
  const ids = await slack.groupMembers(group.groupId);
  if (ids === null) await transact(ctx, (tx) => tellGone(ctx, tx, group.groupId));
  return { ...group, slackUserIds: ids && new Set(ids) };
}

/** Once a day: the mapping is wrong until an admin changes it. */
async function tellGone(ctx: Context, tx: Acting, groupId: string): Promise<void> {
  const day = tx.now.toISOString().slice(0, 10);
  for (const { slackUserId } of await tx.members.admins(tx.accountId)) {
    const key = postKey.notice(`role_group:${groupId}:${day}:${slackUserId}`);
    if (await tx.posts.findByKey(tx.accountId, key)) continue;
    const detail = { kind: 'role_group_gone', groupId } as const;
    await addPost(ctx, tx, { key, kind: 'notice', detail, channelId: slackUserId });
  }
}

/** People of the groups who have never used Intake are looked up, each once. */
async function meetMissing(ctx: Context, slack: PeopleOfSlack, groups: ReadGroup[]): Promise<void> {
  const { accountId } = ctx.actor;
  for (const slackUserId of new Set(groups.flatMap((group) => [...(group.slackUserIds ?? [])]))) {
    if (await ctx.store.members.findBySlackUser(accountId, slackUserId)) continue;
    const profile = await slack.profile(slackUserId);
    if (!profile) continue;
    const member = { accountId, memberId: ctx.newId(), slackUserId, role: null, coversL1: false, ...profile };
    await transact(ctx, async (tx) => {
      await tx.accounts.lock(accountId);
      if (await tx.members.findBySlackUser(accountId, slackUserId)) return;
      await tx.members.create({ ...member, createdAt: tx.now });
      await tx.record({
        action: 'member.met',
        subject: 'member',
        subjectId: member.memberId,
        after: { role: null, standing: profile.standing },
      });
    });
  }
}

/** @throws {ConflictError} `changed` where an admin was faster: the run is done again. */
async function apply(ctx: Context, tx: Acting, seen: RoleHeld, groups: ReadGroup[]): Promise<void> {
  const { memberId } = seen;
  const change = roleByGroups(seen, groups);
  if (!change) return;
  const { groupId, ...given } = change;
  // Escalations are held before the account's row.
  if (!can({ ...given, standing: 'full' }, 'escalation.claim')) await releaseClaimsOf(ctx, tx, memberId);
  await tx.accounts.lock(tx.accountId);
  const now = roleByGroups(found(await tx.groupRoles.heldBy(tx.accountId, memberId), 'member'), groups);
  if (now?.role !== given.role || now.groupId !== groupId) throw new ConflictError('changed');
  await changeRole(ctx, tx, { memberId, ...given }, { source: 'group', groupId });
}
