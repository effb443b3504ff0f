import { type Destination, destinationOf } from '../../domain/escalation.js';
import { isReachable } from '../../domain/member.js';
import type { Tx } from '../../store/store.js';
import { type Acting, found } from './transact.js';

type Stores = Pick<Tx, 'accounts' | 'categories' | 'members'>;

/** Where engineering hears of something in this category: a channel, people, or null where nobody is configured. */
export async function engineeringOf(tx: Acting, categoryId: string | null): Promise<Destination | null> {
  const admins = await tx.members.admins(tx.accountId);
  return destinationOf({ ...(await configured(tx, tx.accountId, categoryId)), admins });
}

/** Whether a channel or people are set for it, so that it does not come down to telling admins. */
export async function hearsOf(
  stores: Stores,
  accountId: string,
  categoryId: string | null,
): Promise<boolean> {
  return destinationOf({ ...(await configured(stores, accountId, categoryId)), admins: [] }) !== null;
}

async function configured(stores: Stores, accountId: string, categoryId: string | null) {
  const { accounts, categories, members } = stores;
  const account = found(await accounts.find(accountId), 'account');
  const category = categoryId ? await categories.find(accountId, categoryId) : null;
  const recipients = await members.findMany(accountId, await accounts.recipients(accountId, categoryId));
  return {
    categoryChannelId: category?.engineeringChannelId ?? null,
    defaultChannelId: account.defaultChannelId,
    recipients: recipients.filter(isReachable),
  };
}

/** The channel, or the people by direct message. */
export function placesOf(destination: Destination | null): string[] {
  if (destination === null) return [];
  return destination.kind === 'channel'
    ? [destination.channelId]
    : destination.people.map((person) => person.slackUserId);
}
