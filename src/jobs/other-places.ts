import { randomUUID } from 'node:crypto';
import { isReachable, type Member, type Person } from '../domain/member.js';
import { isPersonId, type Post, postKey } from '../domain/post.js';
import { syncOfPost } from '../domain/work.js';
import type { Tx } from '../store/store.js';
import type { DeliveryFault } from './messenger.js';

/** A card that engineering did not get. */
export interface NotTaken {
  post: Post;
  /** Why Slack did not take it; null where it was given up. */
  fault: DeliveryFault | null;
}

/** Who can put it right hears of it, once a day: the settings name a channel that does not take messages. */
export async function tellAdmins(
  tx: Tx,
  now: Date,
  { post, fault: trouble, ticketNumber }: NotTaken & { ticketNumber: number | null },
): Promise<void> {
  const { channelId } = post;
  if (isPersonId(channelId) || (trouble !== 'not_in_channel' && trouble !== 'gone')) return;
  const day = now.toISOString().slice(0, 10);
  for (const { slackUserId } of await tx.members.admins(post.accountId)) {
    const key = postKey.notice(`channel:${channelId}:${day}:${slackUserId}`);
    if (await tx.posts.findByKey(post.accountId, key)) continue;
    await addPost(tx, now, {
      ...post,
      key,
      kind: 'notice',
      sessionId: null,
      escalationId: null,
      threadPostId: null,
      channelId: slackUserId,
      detail: { kind: 'channel_trouble', channelId, trouble, ticketNumber },
    });
  }
}

/** The default channel unless it was tried, or else the people there are to tell. */
export async function placesToTell(
  tx: Tx,
  accountId: string,
  categoryId: string | null,
  tried: ReadonlySet<string>,
): Promise<string[]> {
  const channelId = (await tx.accounts.find(accountId))?.defaultChannelId;
  if (channelId && !tried.has(channelId)) return [channelId];
  return (await peopleToTell(tx, accountId, categoryId, tried)).map((person) => person.slackUserId);
}

/** The recipients who can be written to, or else the admins who can; nobody whose card did not arrive. */
async function peopleToTell(
  tx: Tx,
  accountId: string,
  categoryId: string | null,
  tried: ReadonlySet<string>,
): Promise<Person[]> {
  const untried = (people: readonly Member[]) => people.filter((person) => !tried.has(person.slackUserId));
  const recipients = await tx.members.findMany(
    accountId,
    await tx.accounts.recipients(accountId, categoryId),
  );
  const reachable = untried(recipients.filter(isReachable));
  return reachable.length > 0 ? reachable : untried(await tx.members.admins(accountId));
}

/** Has this sent as a new message. */
export async function addPost(tx: Tx, now: Date, post: Post): Promise<void> {
  const fresh: Post = {
    ...post,
    id: randomUUID(),
    ts: null,
    state: 'pending',
    error: null,
    fingerprint: null,
    createdAt: now,
  };
  await tx.posts.create(fresh);
  await tx.jobs.enqueue(post.accountId, syncOfPost(fresh.id), now);
}
