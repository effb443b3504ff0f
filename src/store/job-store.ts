import { type GivenUp, kindsOf, messageKinds, type Room, type Work, type WorkKind } from '../domain/work.js';
import type { Db } from './db.js';
import { Prisma } from './generated/client.js';
import { jobWrites } from './job-writes.js';

/** A job in the hands of a worker. */
export interface LeasedJob {
  accountId: string;
  id: bigint;
  work: Work;
  attempts: number;
  maxAttempts: number;
  version: number;
  lane: string | null;
}

interface JobRow {
  account_id: string;
  id: bigint;
  kind: string;
  payload: object;
  attempts: number;
  max_attempts: number;
  version: number;
  lane: string | null;
  next: Date | null;
}

/** Who runs a job and until when it is theirs. */
export interface Lease {
  holder: string;
  now: Date;
  until: Date;
}

/**
 * Work to do after the commit that wrote it.
 * @param wroteWork called with each write that makes jobs due
 */
export function jobStore(db: Db, wroteWork: () => void) {
  return {
    /**
     * Takes jobs that are due, oldest first, one of each lane at most, and leases them: up to `room` of each class, so
     * that what waits for a model for seconds holds no message up, and what is asked for ahead nothing that is waited for.
     * A job whose lease has run out is due again, its worker died; but not while `holder` itself is still at it, which
     * `running` says. Tells as well when the next job comes after `now`, at no query more.
     */
    async lease(
      room: Room,
      { holder, now, until, running }: Lease & { running: readonly Pick<LeasedJob, 'id'>[] },
    ): Promise<{ jobs: LeasedJob[]; next: Date | null }> {
      const ids = running.map(({ id }) => id);
      // Materialised: chosen and locked once, where a join could choose anew for each row and so take more than there is room.
      const due = (kinds: Prisma.Sql, limit: number) => Prisma.sql`
        select account_id, id from job c
        where ${kinds} and run_at <= ${now} and dead_at is null and (locked_until is null or locked_until < ${now})
          and id <> all(${ids}::bigint[])
          and (lane is null or not exists (
            select 1 from job p
            where p.account_id = c.account_id and p.lane = c.lane and p.id < c.id and p.dead_at is null))
        order by run_at, id limit ${limit} for update skip locked`;
      const slow = [...kindsOf.writing, ...kindsOf.ahead];
      const rows = await db.$queryRaw<(JobRow | { id: null; next: Date | null })[]>`
        with due_quick as materialized (${due(Prisma.sql`kind <> all(${slow}::text[])`, room.quick)}),
        due_writing as materialized (${due(Prisma.sql`kind = any(${kindsOf.writing}::text[])`, room.writing)}),
        due_ahead as materialized (${due(Prisma.sql`kind = any(${kindsOf.ahead}::text[])`, room.ahead)}),
        due as (
          select * from due_quick union all select * from due_writing union all select * from due_ahead),
        taken as (
          update job j set locked_by = ${holder}::uuid, locked_until = ${until}, attempts = j.attempts + 1
          from due where j.account_id = due.account_id and j.id = due.id
          returning j.account_id, j.id, j.kind, j.payload, j.attempts, j.max_attempts, j.version, j.lane)
        select taken.*, soon.next
        from (select min(run_at) as next from job where run_at > ${now} and dead_at is null) soon
        left join taken on true`;
      const jobs = rows.filter((row) => row.id !== null).map(jobOf);
      return { jobs: jobs.sort((a, b) => Number(a.id - b.id)), next: rows[0]?.next ?? null };
    },

    /** Keeps a running job. */
    async renew(jobs: readonly LeasedJob[], { holder, until }: Omit<Lease, 'now'>): Promise<void> {
      await db.job.updateMany({
        where: { lockedBy: holder, id: { in: jobs.map((job) => job.id) } },
        data: { lockedUntil: until },
      });
    },

    ...jobWrites(db, wroteWork),
    ...jobEnds(db),
    ...jobQueue(db, wroteWork),
  };
}

/** How a job in a worker's hands ends. */
function jobEnds(db: Db) {
  return {
    /** The job is done: its row goes, unless it was replaced while it ran; then it runs again. @returns whether it went */
    async done(job: LeasedJob, holder: string): Promise<boolean> {
      const mine = { accountId: job.accountId, id: job.id, lockedBy: holder };
      const { count } = await db.job.deleteMany({ where: { ...mine, version: job.version } });
      if (count === 0) await db.job.updateMany({ where: mine, data: { lockedBy: null, lockedUntil: null } });
      return count > 0;
    },

    /**
     * Not now: the job runs again at `runAt`, or when it is due where it was hurried or replaced in the meantime.
     * Waiting for a rate limit is no failed attempt.
     */
    async later(job: LeasedJob, holder: string, again: { runAt: Date; error: string | null }): Promise<void> {
      const mine = { accountId: job.accountId, id: job.id, lockedBy: holder };
      const free = {
        lockedBy: null,
        lockedUntil: null,
        ...(again.error === null ? { attempts: { decrement: 1 } } : { lastError: again.error }),
      };
      const { count } = await db.job.updateMany({
        where: { ...mine, version: job.version },
        data: { ...free, runAt: again.runAt },
      });
      if (count > 0) return;
      // What replaced it has attempts of its own, and none of them yet.
      await db.job.updateMany({ where: { ...mine, attempts: { gt: 0 } }, data: free });
      await db.job.updateMany({ where: mine, data: { lockedBy: null, lockedUntil: null } });
    },

    /**
     * Given up: kept for an admin to see; the lane goes on without it. False where it was replaced or taken over in the
     * meantime: then it lives.
     */
    async dead(job: LeasedJob, holder: string, error: string, at: Date): Promise<boolean> {
      const mine = { accountId: job.accountId, id: job.id, lockedBy: holder };
      const free = { lockedBy: null, lockedUntil: null };
      const { count } = await db.job.updateMany({
        where: { ...mine, version: job.version },
        data: { ...free, dedupeKey: null, lastError: error, deadAt: at },
      });
      // What replaced it in the meantime has attempts of its own.
      if (count === 0) await db.job.updateMany({ where: mine, data: free });
      return count > 0;
    },
  };
}

/** The queue as a whole. */
function jobQueue(db: Db, wroteWork: () => void) {
  return {
    /**
     * What waits in this lane need not wait any longer. A job that is just running may have looked too early: its holder
     * sees that it has changed, and does not put it off. All in one statement, which holds the lane's rows until the
     * commit: none is taken meanwhile by a worker that could not see yet what it waits for.
     */
    async hurry(accountId: string, lane: string, now: Date): Promise<void> {
      wroteWork();
      await db.$executeRaw`
        update job set run_at = least(run_at, ${now}), version = version + 1
        where account_id = ${accountId}::uuid and lane = ${lane} and dead_at is null`;
    },

    /** Gives all leases up: the embedded database has one process, so at its start nobody holds any. */
    async releaseAll(): Promise<void> {
      await db.job.updateMany({
        where: { lockedBy: { not: null } },
        data: { lockedBy: null, lockedUntil: null },
      });
    },

    /**
     * When the next job is due; null when none waits. Jobs in a worker's hands count by the end of their lease, and
     * those that wait for another one of their lane do not count.
     */
    async nextDue(): Promise<Date | null> {
      const [row] = await db.$queryRaw<{ due: Date | null }[]>`
        select min(greatest(run_at, coalesce(locked_until, run_at))) as due from job c
        where dead_at is null
          and (lane is null or not exists (
            select 1 from job p
            where p.account_id = c.account_id and p.lane = c.lane and p.id < c.id and p.dead_at is null))`;
      return row?.due ?? null;
    },

    /**
     * How long the oldest job that is due has been waiting, of all kinds or of some, in milliseconds; 0 when none is. One
     * that was tried in vain has been waiting since it was written.
     */
    async queueAge(now: Date, kinds: readonly WorkKind[] = []): Promise<number> {
      const [row] = await db.$queryRaw<{ oldest: Date | null }[]>`
        select min(case when last_error is null then run_at else created_at end) as oldest
        from job where dead_at is null and (run_at <= ${now} or last_error is not null)
          and (${kinds.length === 0} or kind = any(${kinds}::text[]))`;
      return row?.oldest ? now.getTime() - row.oldest.getTime() : 0;
    },

    /** How many jobs are due, wait for their time, and were given up, of all accounts. */
    async sizes(now: Date): Promise<{ due: number; waiting: number; givenUp: number }> {
      const [row] = await db.$queryRaw<{ due: number; waiting: number; givenUp: number }[]>`
        select count(*) filter (where dead_at is null and run_at <= ${now})::int as due,
               count(*) filter (where dead_at is null and run_at > ${now})::int as waiting,
               count(*) filter (where dead_at is not null)::int as "givenUp"
        from job`;
      return row ?? { due: 0, waiting: 0, givenUp: 0 };
    },

    /** Vectors that no embedder could be found for since then: whoever configures that embedder asks anew. */
    async pruneFills(embedderId: string, before: Date): Promise<number> {
      return db.$executeRaw`
        delete from job where kind = 'index.fill' and payload ->> 'embedderId' <> ${embedderId} and created_at < ${before}
          and locked_by is null`;
    },

    /** Dead letters of long ago. */
    async pruneDead(before: Date): Promise<number> {
      const { count } = await db.job.deleteMany({ where: { deadAt: { lt: before } } });
      return count;
    },

    /** What was given up of this message is done with: it is sent by other work. */
    async forgetDead(accountId: string, postId: string): Promise<void> {
      await db.$executeRaw`
        delete from job where account_id = ${accountId}::uuid and dead_at is not null and payload ->> 'postId' = ${postId}`;
    },

    /** What was given up is due again, as if it were new. */
    async revive(accountId: string, now: Date): Promise<Work[]> {
      wroteWork();
      const rows = await db.job.updateManyAndReturn({
        where: { accountId, deadAt: { not: null } },
        data: { deadAt: null, attempts: 0, runAt: now, lockedBy: null, lockedUntil: null },
        select: { kind: true, payload: true },
      });
      // Written by `enqueue` from a Work; nothing else writes this table.
      return rows.map(({ kind, payload }) => ({ kind, ...Object(payload) }) as Work);
    },

    /**
     * How many messages and how much other work was given up, and where messages were to go: channels or people, the
     * newest first, a few.
     */
    async givenUp(accountId: string): Promise<GivenUp> {
      const [row] = await db.$queryRaw<GivenUp[]>`
        with dead as (
          select dead_at, payload ->> 'postId' as post_id, kind = any(${messageKinds}::text[]) as is_message from job
          where account_id = ${accountId}::uuid and dead_at is not null),
        places as (
          select channel_id, max(dead_at) as last from dead join post on post.id = dead.post_id::uuid
          where post.account_id = ${accountId}::uuid and channel_id <> '' group by channel_id order by last desc limit 3)
        select (select count(*)::int from dead where is_message) as messages,
               (select count(*)::int from dead where not is_message) as others,
               array(select channel_id from places order by last desc) as "channelIds"`;
      return row ?? { messages: 0, others: 0, channelIds: [] };
    },
  };
}

function jobOf(row: JobRow): LeasedJob {
  return {
    accountId: row.account_id,
    id: row.id,
    // Written by `enqueue` from a Work; nothing else writes this table.
    work: { kind: row.kind, ...row.payload } as Work,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    version: row.version,
    lane: row.lane,
  };
}
