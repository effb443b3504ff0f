import { randomUUID } from 'node:crypto';
import { isReachable, type Person } from '../domain/member.js';
import { isPersonId, type Post, postKey } from '../domain/post.js';
import type { Tx } from '../store/store.js';
import type { DeliveryError } from './messenger.js';
import type { Sending } from './sync-post.js';

/**
 * An escalation's card did not arrive. From a channel it goes on to people by direct message; a person who has
 * left is remembered as such. Where nobody is left to tell, the agent's thread says so.
 */
export async function rerouteEscalation(sending: Sending, post: Post, error: DeliveryError): Promise<void> {
  const { accountId, escalationId, sessionId } = post;
  if (!escalationId || !sessionId) return;
  const left = isPersonId(post.channelId) && error.fault === 'unreachable' ? post.channelId : null;
  await sending.store.transaction(async (tx) => {
    if (left) await markDeactivated(tx, accountId, left);
    const told = await tx.posts.ofEscalation(accountId, escalationId);
    const card = await tx.cards.escalation(accountId, escalationId);
    if (!card || told.some((other) => other.state !== 'failed')) return;
    const tried = new Set(told.map((other) => other.channelId));
    const categoryId = await categoryOf(tx, accountId, sessionId);
    const people = (await peopleToTell(tx, accountId, categoryId)).filter(
      (person) => !tried.has(person.slackUserId),
    );
    await redrawSessionCard(tx, sending.now(), { accountId, sessionId });
    if (people.length === 0) {
      await addPost(tx, sending.now(), {
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
    for (const person of people) {
      const key = postKey.escalationCard(escalationId, person.slackUserId);
      await addPost(tx, sending.now(), { ...post, key, channelId: person.slackUserId });
    }
  });
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

/** The recipients who can be written to, or else the admins who can. */
async function peopleToTell(tx: Tx, accountId: string, categoryId: string | null): Promise<Person[]> {
  const recipients = await tx.members.findMany(
    accountId,
    await tx.accounts.recipients(accountId, categoryId),
  );
  const reachable = recipients.filter(isReachable);
  return reachable.length > 0 ? reachable : tx.members.admins(accountId);
}

async function markDeactivated(tx: Tx, accountId: string, slackUserId: string): Promise<void> {
  const member = await tx.members.findBySlackUser(accountId, slackUserId);
  if (member) await tx.members.save({ ...member, standing: 'deactivated' });
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
