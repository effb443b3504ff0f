import { createHash, randomUUID } from 'node:crypto';
import type { PostContent } from '../domain/cards.js';
import { isPersonId, type Post, postKey } from '../domain/post.js';
import { laneOf, syncOfPost } from '../domain/work.js';
import type { Store, Tx } from '../store/store.js';
import { DeliveryError, type Messenger } from './messenger.js';
import { contentOf } from './post-content.js';
import { reroute } from './reroute.js';
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
    const sent = await send(sending, post, content, work);
    await sending.store.transaction(async (tx) => {
      const stands = await tx.posts.posted(post, { ...sent, fingerprint });
      if (stands && post.kind === 'session_card' && !post.ts) await releaseThread(tx, post, sending.now());
    });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await handleFault(sending, post, error);
  }
}

/** The head is there: what waited for it goes on, and engineers' cards can link to the thread. */
async function releaseThread(tx: Tx, { accountId, sessionId }: Post, now: Date): Promise<void> {
  if (!sessionId) return;
  const escalation = await tx.escalations.latestOf(accountId, sessionId);
  await tx.jobs.hurry(accountId, laneOf({ id: sessionId }), now);
  if (!escalation) return;
  for (const { id } of await tx.posts.ofEscalation(accountId, escalation.id)) {
    await tx.jobs.enqueue(accountId, syncOfPost(id), now);
  }
}

async function send(
  { store, messenger }: Sending,
  post: Post,
  content: PostContent,
  { responseUrl, messageTs }: SyncPost['work'],
): Promise<{ channelId: string; ts: string }> {
  const { accountId, channelId, ts } = post;
  if (ts) {
    const redrawn = responseUrl ? await replaced(messenger, responseUrl, content) : false;
    // What was pressed may be a copy that Slack did not tell us of; then ours still shows the old state.
    if (redrawn && (messageTs ?? ts) === ts) return { channelId, ts };
    await messenger.update(accountId, { channelId, ts }, content);
    return { channelId, ts };
  }
  const head = post.threadPostId ? await headOf(store, accountId, post.threadPostId) : null;
  if (head && !head.ts) {
    if (head.state === 'failed') throw new DeliveryError('headless', 'the head of the thread was not posted');
    // The head is sent before, in the same lane; where it is not there yet it is on its way in another try.
    throw new Later(500);
  }
  const place = await openPlace(messenger, post, head?.channelId ?? channelId);
  return messenger.post(accountId, { channelId: place, threadTs: head?.ts ?? null }, content);
}

/**
 * The head of a thread. Where it seems not to be there it is looked at again behind whoever is just noting that it is:
 * they have hurried what waited for it, and may not have seen a message that came in the same moment.
 */
async function headOf({ posts }: Store, accountId: string, postId: string): Promise<Post | null> {
  const head = await posts.find(accountId, postId);
  return head && !head.ts ? posts.findSettled(accountId, postId) : head;
}

/** Opens the direct message where the place is a person. Escalations ask Slack first whether that person is still there. */
async function openPlace(messenger: Messenger, { accountId, kind }: Post, place: string): Promise<string> {
  if (!isPersonId(place)) return place;
  if (kind === 'escalation_card' && (await messenger.standing(accountId, place)) !== 'full') {
    throw new DeliveryError('unreachable', 'no longer a full member of the workspace');
  }
  return messenger.openDirect(accountId, place);
}

/** True if the response URL still served; an old, used-up or limited one is no fault: the message is updated then. */
async function replaced(messenger: Messenger, responseUrl: string, content: PostContent): Promise<boolean> {
  try {
    await messenger.replace(responseUrl, content);
    return true;
  } catch (error) {
    if (error instanceof DeliveryError || error instanceof Later) return false;
    throw error;
  }
}

async function handleFault(sending: Sending, post: Post, error: DeliveryError): Promise<void> {
  // It stands in Slack in an older state; the next change of it is another try.
  if (post.ts !== null) return sending.store.posts.notUpdated(post, error.message);
  const inWalk = post.kind === 'session_card' || post.kind === 'walk_card';
  const { fault } = error;
  const elsewhere = fault === 'not_in_channel' || fault === 'gone' || fault === 'headless';
  if (inWalk && elsewhere && (await moveToDirectMessage(sending, post, fault))) return;
  // Another attempt would not help: it is given up at once, where admins see it and can have it sent again.
  if (fault === 'rejected') throw error;
  await sending.store.posts.failed(post, error.message);
  await reroute(sending, post, error);
}

/**
 * The bot cannot write where the walk is: not a member, or the channel is gone. The walk goes on in a direct message,
 * and the agent is told both there and, while the response URL serves, where it was started.
 * @returns false where it is in a direct message already.
 */
async function moveToDirectMessage(
  { store, messenger, now }: Sending,
  post: Post,
  trouble: 'not_in_channel' | 'gone' | 'headless',
): Promise<boolean> {
  const { accountId, sessionId } = post;
  const head = sessionId && (await store.posts.findByKey(accountId, postKey.sessionCard(sessionId)));
  const card = sessionId && (await store.cards.session(accountId, sessionId));
  if (!head || !card || isOurDirectMessage(head)) return false;
  const to = card.carriedBy.slackUserId;
  const notice = {
    kind: 'moved_to_direct_message',
    ticketNumber: card.ticketNumber,
    channelId: head.channelId,
    trouble,
  } as const;
  await store.transaction(async (tx) => {
    await tx.posts.rehome(head, to);
    const told: Post = {
      ...head,
      id: randomUUID(),
      key: postKey.notice(`moved:${sessionId}:${head.channelId}`),
      kind: 'notice',
      detail: notice,
      channelId: to,
      threadPostId: head.id,
      ts: null,
      fingerprint: null,
      state: 'pending',
      createdAt: now(),
    };
    await tx.posts.create(told);
    for (const { id } of post.id === head.id ? [head, told] : [head, told, post]) {
      // The new head goes past the lane: what is queued there waits for it, and must not hold it up.
      const lane = id !== head.id && sessionId ? laneOf({ id: sessionId }) : undefined;
      await tx.jobs.enqueue(accountId, { ...syncOfPost(id), lane }, now());
    }
  });
  const startedUrl = startedUrlOf(head);
  if (startedUrl)
    await messenger.respond(startedUrl, { kind: 'notice', notice, thread: null }).catch(() => undefined);
  return true;
}

/** A direct message that was typed in but never posted to may be one between two other people. */
const isOurDirectMessage = ({ channelId, ts }: Post): boolean =>
  isPersonId(channelId) || (ts !== null && channelId.startsWith('D'));

/** The response URL of the command that started the walk. */
function startedUrlOf({ detail }: Post): string | null {
  const url: unknown = detail && Reflect.get(detail, 'startedUrl');
  return typeof url === 'string' ? url : null;
}
