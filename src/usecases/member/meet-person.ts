import { NotFoundError } from '../../domain/errors.js';
import type { Member, Standing, Surface } from '../../domain/member.js';
import type { Services } from '../context.js';

export interface MeetPerson {
  slackTeamId: string;
  slackUserId: string;
  surface: Surface;
  /** Asks Slack who this is; called only for somebody new. */
  lookUp: () => Promise<{ displayName: string; standing: Standing }>;
}

/**
 * Who is acting: the one use case that nobody has to be allowed to. The first person of an account becomes its owner,
 * and so does the first new one once every owner and admin has left the workspace or is a guest: an account is never locked.
 * Everybody else has no role until an admin gives one, unless the account lets people join as L1.
 * @throws {NotFoundError} for a workspace that Intake is not installed in.
 */
export async function meetPerson(services: Services, input: MeetPerson): Promise<Member> {
  const { store, now, newId } = services;
  const account = await store.accounts.findByTeam(input.slackTeamId);
  if (!account) throw new NotFoundError('account');
  const known = await store.members.findBySlackUser(account.id, input.slackUserId);
  if (known) return known;
  const profile = await input.lookUp();
  return store.transaction(async (tx) => {
    await tx.accounts.lock(account.id);
    const met = await tx.members.findBySlackUser(account.id, input.slackUserId);
    if (met) return met;
    const first = profile.standing === 'full' && (await tx.members.admins(account.id)).length === 0;
    const joins = profile.standing === 'full' && account.newcomers === 'join_as_l1';
    const member: Member = {
      accountId: account.id,
      memberId: newId(),
      slackUserId: input.slackUserId,
      displayName: profile.displayName,
      role: first ? 'owner' : joins ? 'l1' : null,
      coversL1: first,
      standing: profile.standing,
    };
    await tx.members.create({ ...member, createdAt: now() }, { source: first ? 'hand' : 'joined' });
    await tx.audit.record(account.id, now(), {
      memberId: member.memberId,
      action: 'member.met',
      subject: 'member',
      subjectId: member.memberId,
      before: null,
      after: { role: member.role, standing: member.standing },
      surface: input.surface,
    });
    return member;
  });
}
