import { isReachable, type Standing, systemActor } from '../../domain/member.js';
import type { Services } from '../context.js';
import { releaseClaimsOf } from '../shared/release-claims.js';
import { found, transact } from '../shared/transact.js';

export interface NoteChange {
  slackTeamId: string;
  slackUserId: string;
  displayName: string;
  standing: Standing;
}

/**
 * Slack says that a person was renamed, deactivated or made a guest. Nobody acts here, so there is nobody to
 * authorize; people that Intake does not know are passed over.
 */
export async function noteChange(services: Services, change: NoteChange): Promise<void> {
  const account = await services.store.accounts.findByTeam(change.slackTeamId);
  const known = account && (await services.store.members.findBySlackUser(account.id, change.slackUserId));
  if (!known) return;
  const { displayName, standing } = change;
  if (known.displayName === displayName && known.standing === standing) return;
  const ctx = { ...services, actor: systemActor(account.id, 'setup'), delivery: null };
  await transact(ctx, async (tx) => {
    if (!isReachable({ standing })) await releaseClaimsOf(ctx, tx, known.memberId);
    await tx.accounts.lock(tx.accountId);
    const before = found(await tx.members.find(tx.accountId, known.memberId), 'member');
    await tx.members.setProfile(tx.accountId, before.memberId, { displayName, standing });
    await tx.record({
      action: 'member.changed',
      subject: 'member',
      subjectId: before.memberId,
      before: { displayName: before.displayName, standing: before.standing },
      after: { displayName, standing },
    });
  });
}
