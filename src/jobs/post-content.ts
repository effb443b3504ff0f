import { assertNever } from '../domain/assert-never.js';
import type { BriefPart, Notice, PostContent } from '../domain/cards.js';
import type { Rung } from '../domain/escalation-clock.js';
import { personOf, type Role } from '../domain/member.js';
import { briefPosition, isDirectMessage, type Post, postKey } from '../domain/post.js';
import { forChannel } from '../domain/private.js';
import type { Store } from '../store/store.js';

/** What a post shows as things stand now; null when what it showed is gone. */
export async function contentOf(store: Store, post: Post): Promise<PostContent | null> {
  const { accountId, sessionId, escalationId } = post;
  switch (post.kind) {
    case 'session_card': {
      const card = sessionId ? await store.cards.session(accountId, sessionId) : null;
      return card && { kind: 'session_card', card };
    }
    case 'walk_card': {
      const card = sessionId ? await store.cards.walk(accountId, sessionId, post.position) : null;
      return card && { kind: 'walk_card', card };
    }
    case 'escalation_card': {
      const card = escalationId ? await store.cards.escalation(accountId, escalationId) : null;
      return card && { kind: 'escalation_card', card: forChannel({ ...card, lead: leadOf(post) }) };
    }
    case 'brief': {
      const part = partOf(post);
      const brief =
        sessionId && (await store.cards.brief(accountId, sessionId, { alike: part === 'summary' }));
      return brief ? { kind: 'brief', brief, part } : null;
    }
    case 'question': {
      const card = await store.cards.question(accountId, idInDetail(post, 'questionId'));
      return (
        card && { kind: 'question', card: { ...card, asks: Reflect.get(post.detail ?? {}, 'asks') === true } }
      );
    }
    case 'check_card': {
      const { number, again } = checkDetailOf(post);
      const card = sessionId && (await store.fixes.card(accountId, sessionId, number));
      if (!card) return null;
      const thread = await store.cards.thread(accountId, card.sessionId);
      return { kind: 'check_card', card: { ...card, again, thread } };
    }
    case 'note': {
      const note = await store.sessions.note(accountId, idInDetail(post, 'noteId'));
      return note && { kind: 'note', text: note.text, by: note.by, at: note.at };
    }
    case 'notice':
      return noticeOf(store, post);
    case 'proposal_card': {
      const card = await store.proposals.card(accountId, idInDetail(post, 'proposalId'));
      return card && { kind: 'proposal_card', card };
    }
    case 'access_request':
      return accessRequestOf(store, post);
    default:
      return assertNever(post.kind);
  }
}

async function noticeOf(store: Store, { accountId, detail, threadPostId }: Post): Promise<PostContent> {
  // Written by `tellThread` and the like from a Notice; nothing else writes this column for this kind.
  const notice = await asItStands(store, accountId, detail as Notice);
  const isOutside = threadPostId === null && 'sessionId' in notice;
  const thread = isOutside ? await store.cards.thread(accountId, notice.sessionId) : null;
  // One in a direct message nobody else can open; its own agent is there already.
  return { kind: 'notice', notice, thread: thread && isDirectMessage(thread.channelId) ? null : thread };
}

/** A walk that was stopped may go on by now; a missing step may have come since, or the walk may have ended without it. */
async function asItStands(store: Store, accountId: string, notice: Notice): Promise<Notice> {
  if (notice.kind === 'stopped') {
    const walk = await store.sessions.find(accountId, notice.sessionId);
    return { ...notice, over: walk?.status !== 'active' || walk.stoppedAt === null };
  }
  if (notice.kind !== 'step_missing') return notice;
  const { sessionId, position } = notice;
  const step = await store.posts.findByKey(accountId, postKey.walkCard(sessionId, position));
  const session = await store.sessions.find(accountId, sessionId);
  const isOpen = session?.status === 'active' && session.stepCount === position;
  return { ...notice, over: !isOpen || step?.state !== 'failed' };
}

async function accessRequestOf(store: Store, post: Post): Promise<PostContent | null> {
  const member = await store.members.find(post.accountId, idInDetail(post, 'memberId'));
  if (!member) return null;
  const declined = post.detail !== null && 'declined' in post.detail;
  const granted = grantedOf(post) ?? member.role;
  const { memberId } = member;
  return { kind: 'access_request', card: { memberId, person: personOf(member), granted, declined } };
}

function idInDetail(post: Post, name: string): string {
  const value = post.detail && name in post.detail ? Reflect.get(post.detail, name) : null;
  if (typeof value !== 'string') throw new Error(`Post ${post.id} lacks ${name}`);
  return value;
}

/** Written by `askForCheck`. */
function checkDetailOf({ id, detail }: Post): { number: number; again: boolean } {
  const number: unknown = detail && Reflect.get(detail, 'number');
  if (typeof number !== 'number') throw new Error(`Post ${id} lacks number`);
  return { number, again: detail !== null && Reflect.get(detail, 'again') === true };
}
/** The role that answered a request, whatever the person's role is by now. */
function grantedOf({ detail }: Post): Role | null {
  const granted: unknown = detail && Reflect.get(detail, 'granted');
  return granted === 'l1' || granted === 'engineer' || granted === 'admin' || granted === 'owner'
    ? granted
    : null;
}

/** Of a copy that the ladder sent: who was called. */
function leadOf({ detail }: Post): Rung | null {
  const lead: unknown = detail && Reflect.get(detail, 'lead');
  return lead === 'on_call' || lead === 'next_level' || lead === 'admins' ? lead : null;
}

/** Which message of the brief this is: `keepBrief` writes its position. */
const partOf = ({ position }: Post): BriefPart =>
  position === briefPosition.summary ? 'summary' : position === briefPosition.ending ? 'ending' : position;
