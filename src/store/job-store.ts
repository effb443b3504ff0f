import type { Enqueue, Work } from '../domain/work.js';
import { type Db, json } from './db.js';

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
}

/** Who runs a job and until when it is theirs. */
export interface Lease {
  holder: string;
  now: Date;
  until: Date;
}

/** Work to do after the commit that wrote it. */
export function jobStore(db: Db) {
  return {
    /** Writes work in this transaction. Work that waits under the same dedupe key is replaced and runs at the earlier time. */
    async enqueue(accountId: string, { work, lane, dedupeKey, runAt }: Enqueue, now: Date): Promise<void> {
      const { kind, ...payload } = work;
      await db.$executeRaw`
        insert into job (account_id, kind, payload, lane, dedupe_key, run_at, created_at)
        values (${accountId}::uuid, ${kind}, ${json(payload)}::jsonb, ${lane ?? null}, ${dedupeKey ?? null},
                ${runAt ?? now}, ${now})
        on conflict (account_id, dedupe_key) do update
        set payload = excluded.payload, run_at = least(job.run_at, excluded.run_at), version = job.version + 1,
            attempts = 0, dead_at = null`;
    },

    /**
     * Takes up to `limit` jobs that are due, oldest first, one of each lane at most, and leases them.
     * A job whose lease has run out is due again: its worker died.
     */
    async lease(limit: number, { holder, now, until }: Lease): Promise<LeasedJob[]> {
      const rows = await db.$queryRaw<JobRow[]>`
        update job set locked_by = ${holder}::uuid, locked_until = ${until}, attempts = attempts + 1
        where (account_id, id) in (
          select account_id, id from job c
          where run_at <= ${now} and dead_at is null and (locked_until is null or locked_until < ${now})
            and (lane is null or not exists (
              select 1 from job p
              where p.account_id = c.account_id and p.lane = c.lane and p.id < c.id and p.dead_at is null))
          order by run_at, id limit ${limit} for update skip locked)
        returning account_id, id, kind, payload, attempts, max_attempts, version, lane`;
      return rows.sort((a, b) => Number(a.id - b.id)).map(jobOf);
    },

    /** Keeps a running job. */
    async renew(
      jobs: readonly LeasedJob[],
      { holder, until }: Pick<Lease, 'holder' | 'until'>,
    ): Promise<void> {
      await db.job.updateMany({
        where: { lockedBy: holder, id: { in: jobs.map((job) => job.id) } },
        data: { lockedUntil: until },
      });
    },

    /** The job is done: its row goes, unless it was replaced while it ran; then it runs again. */
    async done(job: LeasedJob, holder: string): Promise<void> {
      const mine = { accountId: job.accountId, id: job.id, lockedBy: holder };
      const { count } = await db.job.deleteMany({ where: { ...mine, version: job.version } });
      if (count === 0) await db.job.updateMany({ where: mine, data: { lockedBy: null, lockedUntil: null } });
    },

    /** Not now: the job runs again at `runAt`. Waiting for a rate limit is no failed attempt. */
    async later(job: LeasedJob, holder: string, again: { runAt: Date; error: string | null }): Promise<void> {
      await db.job.updateMany({
        where: { accountId: job.accountId, id: job.id, lockedBy: holder },
        data: {
          lockedBy: null,
          lockedUntil: null,
          runAt: again.runAt,
          ...(again.error === null ? { attempts: { decrement: 1 } } : { lastError: again.error }),
        },
      });
    },

    /** Given up: kept for an admin to see; the lane goes on without it. */
    async dead(job: LeasedJob, holder: string, error: string, at: Date): Promise<void> {
      const mine = { accountId: job.accountId, id: job.id, lockedBy: holder };
      const free = { lockedBy: null, lockedUntil: null };
      const { count } = await db.job.updateMany({
        where: { ...mine, version: job.version },
        data: { ...free, dedupeKey: null, lastError: error, deadAt: at },
      });
      // What replaced it in the meantime has attempts of its own.
      if (count === 0) await db.job.updateMany({ where: mine, data: free });
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

    async deadCount(accountId: string): Promise<number> {
      return db.job.count({ where: { accountId, deadAt: { not: null } } });
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
