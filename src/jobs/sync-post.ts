import { createHash, randomUUID } from 'node:crypto';
import type { PostContent } from '../domain/cards.js';
import { isPersonId, type Post, postKey } from '../domain/post.js';
import type { Store } from '../store/store.js';
import { DeliveryError, type Messenger } from './messenger.js';
import { contentOf } from './post-content.js';
import { rerouteEscalation } from './reroute-escalation.js';
import { type JobOf, Later } from './worker.js';

export interface Sending {
  store: Store;
  messenger: Messenger;
  now: () => Date;
}

type SyncPost = JobOf<'post.sync'>;

/**
 * Brings one message in line with what it shows now. What is sent is drawn from the newest state, so sending
 * twice is harmless and a card that was about to be replaced is never sent.
 */
export async function syncPost(sending: Sending, { accountId, work }: SyncPost): Promise<void> {
  const post = await sending.store.posts.find(accountId, work.postId);
  if (!post || post.state === 'failed') return;
  const content = await contentOf(sending.store, post);
  if (!content) return;
  const fingerprint = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  if (fingerprint === post.fingerprint) return;
  try {
    const sent = await send(sending, post, content, work.responseUrl ?? null);
    await sending.store.posts.posted(post, { ...sent, fingerprint });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await handleFault(sending, post, error, work);
  }
}

async function send(
  { store, messenger }: Sending,
  post: Post,
  content: PostContent,
  responseUrl: string | null,
): Promise<{ channelId: string; ts: string }> {
  const { accountId, channelId, ts } = post;
  if (ts) {
    if (responseUrl && (await replaced(messenger, responseUrl, content))) return { channelId, ts };
    await messenger.update(accountId, { channelId, ts }, content);
    return { channelId, ts };
  }
  const head = post.threadPostId ? await store.posts.find(accountId, post.threadPostId) : null;
  if (head?.state === 'failed') throw new DeliveryError('gone', 'the head of the thread was not posted');
  // The head is sent before, in the same lane; where it is not there yet it is on its way in another try.
  if (head && !head.ts) throw new Later(500);
  const place = head?.channelId ?? channelId;
  const opened = isPersonId(place) ? await messenger.openDirect(accountId, place) : place;
  return messenger.post(accountId, { channelId: opened, threadTs: head?.ts ?? null }, content);
}

/** True if the response URL still served; an old or used-up one is no fault. */
async function replaced(messenger: Messenger, responseUrl: string, content: PostContent): Promise<boolean> {
  try {
    await messenger.replace(responseUrl, content);
    return true;
  } catch (error) {
    if (error instanceof DeliveryError) return false;
    throw error;
  }
}

async function handleFault(
  sending: Sending,
  post: Post,
  error: DeliveryError,
  work: SyncPost['work'],
): Promise<void> {
  const unsent = post.ts === null;
  if (unsent && post.kind === 'session_card' && !isPersonId(post.channelId)) {
    return moveToDirectMessage(sending, post, work.responseUrl ?? null);
  }
  await sending.store.posts.failed(post, error.message);
  if (unsent && post.kind === 'escalation_card') await rerouteEscalation(sending, post, error);
}

/** The bot cannot write where the walk was started: it goes on in a direct message, and the agent is told both ways. */
async function moveToDirectMessage(
  { store, messenger, now }: Sending,
  post: Post,
  responseUrl: string | null,
): Promise<void> {
  const { accountId, sessionId } = post;
  if (!sessionId) return;
  const card = await store.cards.session(accountId, sessionId);
  if (!card) return;
  const notice = {
    kind: 'moved_to_direct_message',
    ticketNumber: card.ticketNumber,
    channelId: post.channelId,
  } as const;
  await store.transaction(async (tx) => {
    await tx.posts.moveThread(accountId, sessionId, post.channelId, card.carriedBy.slackUserId);
    const noticePost: Post = {
      ...post,
      id: randomUUID(),
      key: postKey.notice(`moved:${sessionId}`),
      kind: 'notice',
      detail: notice,
      channelId: card.carriedBy.slackUserId,
      threadPostId: post.id,
      createdAt: now(),
    };
    await tx.posts.create(noticePost);
    await tx.jobs.enqueue(
      accountId,
      {
        work: { kind: 'post.sync', postId: post.id },
        lane: `session:${sessionId}`,
        dedupeKey: `post:${post.id}`,
      },
      now(),
    );
    await tx.jobs.enqueue(
      accountId,
      { work: { kind: 'post.sync', postId: noticePost.id }, lane: `session:${sessionId}` },
      now(),
    );
  });
  if (responseUrl) await messenger.respond(responseUrl, { kind: 'notice', notice }).catch(() => undefined);
}
