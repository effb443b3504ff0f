import { randomUUID } from 'node:crypto';
import { isReachable, type Member, type Person } from '../domain/member.js';
import { isPersonId, type Post, postKey } from '../domain/post.js';
import type { Tx } from '../store/store.js';
import { DeliveryError, type DeliveryFault } from './messenger.js';
import type { Sending } from './sync-post.js';

/**
 * An escalation's card did not arrive. From a category's channel it goes on to the account's default one, from there to
 * people by direct message; what Slack says of a person who cannot be reached is remembered. Where nobody is left to tell, the agent's thread says so.
 */
export async function rerouteEscalation(sending: Sending, post: Post, error: DeliveryError): Promise<void> {
  const { accountId } = post;
  const left = isPersonId(post.channelId) && error.fault === 'unreachable' ? post.channelId : null;
  if (left) await noteStanding(sending, accountId, left);
  await sending.store.transaction((tx) => tellElsewhere(tx, sending.now(), { post, fault: error.fault }));
}

/**
 * Sends the card of an escalation to whom it was not sent yet; where nobody is left, the agent's thread says so.
 * @param fault why Slack did not take it; null where it was given up.
 */
export async function tellElsewhere(
  tx: Tx,
  now: Date,
  { post, fault }: { post: Post; fault: DeliveryFault | null },
): Promise<void> {
  const { accountId, escalationId, sessionId } = post;
  if (!escalationId || !sessionId) return;
  const told = await tx.posts.ofEscalation(accountId, escalationId);
  const card = await tx.cards.escalation(accountId, escalationId);
  if (!card || told.some((other) => other.state !== 'failed')) return;
  const tried = new Set(told.map((other) => other.channelId));
  const categoryId = await categoryOf(tx, accountId, sessionId);
  const places = await placesToTell(tx, accountId, categoryId, tried);
  await redrawSessionCard(tx, now, { accountId, sessionId });
  await tellAdmins(tx, now, { post, fault, ticketNumber: card.ticketNumber });
  if (places.length === 0) {
    await addPost(tx, now, {
      ...post,
      key: postKey.notice(`nobody:${escalationId}`),
      kind: 'notice',
      escalationId: null,
      channelId: '',
      detail: { kind: 'nobody_to_tell', ticketNumber: card.ticketNumber },
      threadPostId: (await tx.posts.findByKey(accountId, postKey.sessionCard(sessionId)))?.id ?? null,
    });
    return;
  }
  for (const channelId of places) {
    const key = postKey.escalationCard(escalationId, channelId);
    await addPost(tx, now, { ...post, key, channelId });
  }
  const work = { kind: 'escalation.brief', escalationId } as const;
  await tx.jobs.enqueue(accountId, { work, dedupeKey: `brief:${escalationId}` }, now);
}

/** Who can put it right hears of it, once a day: the settings name a channel that does not take messages. */
async function tellAdmins(
  tx: Tx,
  now: Date,
  { post, fault: trouble, ticketNumber }: { post: Post; fault: DeliveryFault | null; ticketNumber: number },
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

async function categoryOf(tx: Tx, accountId: string, sessionId: string): Promise<string | null> {
  const session = await tx.sessions.find(accountId, sessionId);
  const ticket = session && (await tx.intakes.ticket(accountId, session.ticketId));
  return ticket?.categoryId ?? null;
}

/** The agent's card says who has been told. */
async function redrawSessionCard(
  tx: Tx,
  now: Date,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  const card = await tx.posts.findByKey(accountId, postKey.sessionCard(sessionId));
  if (!card) return;
  const work = { kind: 'post.sync', postId: card.id } as const;
  await tx.jobs.enqueue(accountId, { work, dedupeKey: `post:${card.id}` }, now);
}

/** The default channel unless it was tried, or else the people there are to tell. */
async function placesToTell(
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

/** Remembers what Slack says this person is now; whom Slack does not know any more has left. */
async function noteStanding(sending: Sending, accountId: string, slackUserId: string): Promise<void> {
  const standing = await sending.messenger.standing(accountId, slackUserId).catch((error: unknown) => {
    if (error instanceof DeliveryError && error.fault === 'unreachable') return 'deactivated' as const;
    throw error;
  });
  await sending.store.transaction(async (tx) => {
    await tx.accounts.lock(accountId);
    const before = await tx.members.findBySlackUser(accountId, slackUserId);
    if (!before || before.standing === standing) return;
    await tx.members.setStanding(accountId, before.memberId, standing);
    await tx.audit.record(accountId, sending.now(), {
      memberId: null,
      action: 'member.changed',
      subject: 'member',
      subjectId: before.memberId,
      before: { standing: before.standing },
      after: { standing },
      surface: 'job',
    });
  });
}

async function addPost(tx: Tx, now: Date, post: Post): Promise<void> {
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
  await tx.jobs.enqueue(
    post.accountId,
    { work: { kind: 'post.sync', postId: fresh.id }, dedupeKey: `post:${fresh.id}` },
    now,
  );
}
