import { type Destination, destinationOf } from '../../domain/escalation.js';
import { isReachable } from '../../domain/member.js';
import { type Acting, found } from './transact.js';

/** Where engineering hears of something in this category: a channel, people, or null where nobody is configured. */
export async function engineeringOf(tx: Acting, categoryId: string | null): Promise<Destination | null> {
  const account = found(await tx.accounts.find(tx.accountId), 'account');
  const category = categoryId ? await tx.categories.find(tx.accountId, categoryId) : null;
  const recipients = await tx.members.findMany(
    tx.accountId,
    await tx.accounts.recipients(tx.accountId, categoryId),
  );
  return destinationOf({
    categoryChannelId: category?.engineeringChannelId ?? null,
    defaultChannelId: account.defaultChannelId,
    recipients: recipients.filter(isReachable),
    admins: await tx.members.admins(tx.accountId),
  });
}

/** The channel, or the people by direct message. */
export function placesOf(destination: Destination | null): string[] {
  if (destination === null) return [];
  return destination.kind === 'channel'
    ? [destination.channelId]
    : destination.people.map((person) => person.slackUserId);
}
