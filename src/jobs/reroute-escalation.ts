import { postKey } from '../domain/post.js';
import { syncOfPost } from '../domain/work.js';
import type { Tx } from '../store/store.js';
import { addPost, type NotTaken, placesToTell, tellAdmins } from './other-places.js';

/** Sends the card of an escalation to whom it was not sent yet; where nobody is left, the agent's thread says so. */
export async function escalationElsewhere(tx: Tx, now: Date, { post, fault }: NotTaken): Promise<void> {
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
  await tx.jobs.enqueue(accountId, syncOfPost(card.id), now);
}
