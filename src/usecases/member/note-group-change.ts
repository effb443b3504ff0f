import { systemActor } from '../../domain/member.js';
import type { Services } from '../context.js';
import { syncRolesSoon } from '../shared/sync-roles-soon.js';
import { transact } from '../shared/transact.js';

export interface NoteGroupChange {
  slackTeamId: string;
  groupId: string;
}

/**
 * Slack says that a user group has changed; where it gives a role, everybody's roles are looked up at once. What the
 * event says of its members is not taken: it may be late or lost. Nobody acts here, so there is nobody to authorize.
 */
export async function noteGroupChange(
  services: Services,
  { slackTeamId, groupId }: NoteGroupChange,
): Promise<void> {
  const account = await services.store.accounts.findByTeam(slackTeamId);
  const mapped = account ? await services.store.groupRoles.list(account.id) : [];
  if (!account || !mapped.some((one) => one.groupId === groupId)) return;
  const ctx = { ...services, actor: systemActor(account.id, 'setup'), delivery: null };
  await transact(ctx, syncRolesSoon);
}
