import { type Post, postKey } from '../domain/post.js';
import { type Db, json } from './db.js';
import type { Prisma } from './generated/client.js';
import type { PostModel } from './generated/models.js';

/** The messages that Intake keeps in line with what they show. */
export function postStore(db: Db) {
  const where = (accountId: string, id: string) => ({ accountId_id: { accountId, id } });
  return {
    async find(accountId: string, postId: string): Promise<Post | null> {
      const row = await db.post.findUnique({ where: where(accountId, postId) });
      return row && postOf(row);
    },

    /** The post as it is once whoever is just changing it has committed. Not within a transaction. */
    async findSettled(accountId: string, postId: string): Promise<Post | null> {
      await db.$queryRaw`select 1 from post where account_id = ${accountId}::uuid and id = ${postId}::uuid for share`;
      return this.find(accountId, postId);
    },

    async findByKey(accountId: string, key: string): Promise<Post | null> {
      const row = await db.post.findUnique({ where: { accountId_key: { accountId, key } } });
      return row && postOf(row);
    },

    /** The post that this message of Slack's is. */
    async findByMessage(accountId: string, channelId: string, ts: string): Promise<Post | null> {
      const row = await db.post.findFirst({ where: { accountId, channelId, ts } });
      return row && postOf(row);
    },

    /** The next sync sends it whether it has changed or not: what Slack shows may be older than what was sent. */
    async forgetFingerprint(post: Pick<Post, 'accountId' | 'id'>): Promise<void> {
      await db.post.update({ where: where(post.accountId, post.id), data: { fingerprint: null } });
    },

    /** Every copy of an escalation's card. */
    async ofEscalation(accountId: string, escalationId: string): Promise<Post[]> {
      const rows = await db.post.findMany({
        where: { accountId, escalationId, kind: 'escalation_card' },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(postOf);
    },

    async keyedLike(accountId: string, prefix: string): Promise<Post[]> {
      const rows = await db.post.findMany({ where: { accountId, key: { startsWith: prefix } } });
      return rows.map(postOf);
    },

    /** Adds the post unless one with its key is there. */
    async create(post: Post): Promise<void> {
      const { detail, ...rest } = post;
      await db.post.createMany({
        data: { ...rest, ...(detail && { detail: json(detail) }) },
        skipDuplicates: true,
      });
    },

    /**
     * Slack has it now, under this timestamp, in this channel. False where it was moved elsewhere while it was sent:
     * then it is still to be posted there.
     */
    async posted(post: Post, sent: { channelId: string; ts: string; fingerprint: string }): Promise<boolean> {
      const { count } = await db.post.updateMany({
        where: unmoved(post),
        data: { ...sent, state: 'posted', error: null },
      });
      return count > 0;
    },

    async setDetail(post: Pick<Post, 'accountId' | 'id'>, detail: object): Promise<void> {
      await db.post.update({ where: where(post.accountId, post.id), data: { detail: json(detail) } });
    },

    /** Slack has it in an older state. */
    async notUpdated(post: Post, error: string): Promise<void> {
      await db.post.updateMany({ where: unmoved(post), data: { error } });
    },

    /** It is given up, unless it was moved elsewhere while it was tried. */
    async failed(post: Post, error: string): Promise<void> {
      await db.post.updateMany({ where: unmoved(post), data: { state: 'failed', error } });
    },

    /** The head of a ticket's thread shows another session of it from here on. */
    async passHeadOn(accountId: string, fromSessionId: string, toSessionId: string): Promise<void> {
      await db.post.updateMany({
        where: { accountId, key: postKey.sessionCard(fromSessionId) },
        data: { key: postKey.sessionCard(toSessionId), sessionId: toSessionId },
      });
    },

    /** Messages that were given up before they were ever sent may be sent after all. @returns those that waited for them */
    async revive(accountId: string, postIds: readonly string[]): Promise<Post[]> {
      const unsent = { accountId, state: 'failed', ts: null } as const;
      const again = { state: 'pending', error: null } as const;
      await db.post.updateMany({ where: { ...unsent, id: { in: [...postIds] } }, data: again });
      const waited = { ...unsent, threadPostId: { in: [...postIds] } };
      const rows = await db.post.findMany({ where: waited, orderBy: { createdAt: 'asc' } });
      await db.post.updateMany({ where: waited, data: again });
      return rows.map(postOf);
    },

    /** Has the head of a walk posted anew elsewhere; whatever of its thread is not posted yet follows it. */
    async rehome(head: Pick<Post, 'accountId' | 'id'>, channelId: string): Promise<void> {
      const anew = { channelId, ts: null, fingerprint: null, state: 'pending', error: null } as const;
      await db.post.update({ where: where(head.accountId, head.id), data: anew });
    },
  };
}

/** The post, if it still is where it was when it was read. */
const unmoved = ({ accountId, id, channelId, ts }: Post) => ({ accountId, id, channelId, ts });

function postOf(row: PostModel): Post {
  return { ...row, detail: isDetail(row.detail) ? row.detail : null };
}

const isDetail = (detail: Prisma.JsonValue): detail is Prisma.JsonObject =>
  typeof detail === 'object' && detail !== null && !Array.isArray(detail);
