import type { AccountSettings } from '../../domain/account.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { membersOf } from '../shared/recipients.js';
import { found, transact } from '../shared/transact.js';

export interface SaveAccount extends AccountSettings {
  /** Who is told about escalations where no channel is configured; Slack user ids. */
  recipients: string[];
}

/**
 * Saves what holds for the whole account.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} for a recipient who has not used Intake yet.
 */
export async function saveAccount(ctx: Context, { recipients, ...settings }: SaveAccount): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    const before = found(await tx.accounts.find(tx.accountId), 'account');
    await tx.accounts.setDefaultRecipients(tx.accountId, await membersOf(tx, recipients));
    await tx.accounts.saveSettings(tx.accountId, settings);
    await tx.record({
      action: 'account.saved',
      subject: 'account',
      subjectId: tx.accountId,
      before: { defaultChannelId: before.defaultChannelId, newcomers: before.newcomers },
      after: { ...settings, recipients },
    });
  });
}
