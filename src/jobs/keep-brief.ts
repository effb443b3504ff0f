import { randomUUID } from 'node:crypto';
import type { BriefPart } from '../domain/cards.js';
import type { Escalation } from '../domain/escalation.js';
import { briefPosition, type Post, postKey } from '../domain/post.js';
import { syncOfPost } from '../domain/work.js';
import type { Tx } from '../store/store.js';
import type { Messenger } from './messenger.js';
import type { Sending } from './sync-post.js';

export interface KeepBrief {
  accountId: string;
  escalationId: string;
}

/**
 * Brings the brief beside an escalation's cards in line: as many messages in each card's thread as it takes, and one
 * more for its ending. Of a private ticket nothing stands in a channel; who has claimed it gets it directly.
 */
export async function keepBrief(
  { store, messenger, now }: Sending & { messenger: Messenger },
  { accountId, escalationId }: KeepBrief,
): Promise<void> {
  const escalation = await store.escalations.find(accountId, escalationId);
  const latest = escalation && (await store.escalations.latestOf(accountId, escalation.sessionId));
  // Of a session that was escalated again the newer escalation has the brief; the older one's stays as it ended.
  if (!escalation || latest?.id !== escalationId) return;
  const brief = await store.cards.brief(accountId, escalation.sessionId, { alike: false });
  if (!brief) return;
  const pages = Array.from({ length: messenger.briefPages(brief) }, (_, index): BriefPart => index + 1);
  const parts: BriefPart[] = ['summary', ...pages, ...(brief.ending ? ['ending' as const] : [])];
  await store.transaction(async (tx) => {
    const places = brief.problem.private
      ? await directPlaces(tx, escalation)
      : await cardPlaces(tx, escalation);
    for (const place of places) await keepParts(tx, { escalation, place, parts, at: now() });
  });
}

/** Where a brief stands: in a card's thread, or as messages of their own. */
interface Place {
  name: string;
  channelId: string;
  threadPostId: string | null;
}

/** Beside each card but those that the ladder sent: they have a button for it. */
async function cardPlaces(tx: Tx, { accountId, id }: Escalation): Promise<Place[]> {
  const posts = await tx.posts.ofEscalation(accountId, id);
  return posts
    .filter(({ state, detail }) => state !== 'failed' && detail === null)
    .map((card) => ({ name: card.id, channelId: card.channelId, threadPostId: card.id }));
}

async function directPlaces(tx: Tx, { accountId, claimedById }: Escalation): Promise<Place[]> {
  const claimant = claimedById ? await tx.members.find(accountId, claimedById) : null;
  return claimant
    ? [{ name: claimant.slackUserId, channelId: claimant.slackUserId, threadPostId: null }]
    : [];
}

async function keepParts(
  tx: Tx,
  { escalation, place, parts, at }: { escalation: Escalation; place: Place; parts: BriefPart[]; at: Date },
): Promise<void> {
  const { accountId, id: escalationId, sessionId } = escalation;
  const lane = `brief:${escalationId}:${place.name}`;
  for (const part of parts) {
    const key = postKey.brief(escalationId, place.name, part);
    if (!(await tx.posts.findByKey(accountId, key))) {
      await tx.posts.create(newPost({ accountId, escalationId, sessionId, key, part, place, at }));
    }
    const post = await tx.posts.findByKey(accountId, key);
    if (!post) continue;
    await tx.jobs.enqueue(accountId, { ...syncOfPost(post.id), lane }, at);
  }
}

function newPost({
  part,
  place,
  at,
  ...ids
}: Pick<Post, 'accountId' | 'escalationId' | 'sessionId' | 'key'> & {
  part: BriefPart;
  place: Place;
  at: Date;
}): Post {
  return {
    ...ids,
    id: randomUUID(),
    kind: 'brief',
    position: typeof part === 'number' ? part : briefPosition[part],
    detail: null,
    channelId: place.channelId,
    threadPostId: place.threadPostId,
    ts: null,
    state: 'pending',
    error: null,
    fingerprint: null,
    createdAt: at,
  };
}
