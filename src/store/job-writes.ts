import type { Enqueue } from '../domain/work.js';
import { type Db, json } from './db.js';
import { Prisma } from './generated/client.js';
import { jobsChannel } from './job-wakes.js';

/** With a minute between the last ones: work outlives an hour and a half without Slack. */
const mostAttempts = 100;

/** How a message is to be brought in line with what it shows. */
export interface Redraw {
  responseUrl: string | null;
  messageTs: string | null;
  lane?: string;
  runAt?: Date;
}

const replacing = Prisma.sql`
  on conflict (account_id, dedupe_key) do update
  set kind = excluded.kind, payload = excluded.payload, lane = excluded.lane, run_at = least(job.run_at, excluded.run_at),
      version = job.version + 1, attempts = 0, dead_at = null`;

/** How work is written. */
export function jobWrites(db: Db, wroteWork: () => void) {
  return {
    /**
     * Writes work in this transaction; its commit wakes every worker. Work that waits under the same dedupe key is
     * replaced (its kind too: what was asked for ahead is now waited for), runs at the earlier time, and in the new lane:
     * who takes it out of its lane wants it to wait for nothing there.
     */
    async enqueue(accountId: string, { work, lane, dedupeKey, runAt }: Enqueue, now: Date): Promise<void> {
      const { kind, ...payload } = work;
      wroteWork();
      await db.$queryRaw`
        with written as (
        insert into job (account_id, kind, payload, lane, dedupe_key, run_at, max_attempts, created_at)
        values (${accountId}::uuid, ${kind}, ${json(payload)}::jsonb, ${lane ?? null}, ${dedupeKey ?? null},
                ${runAt ?? now}, ${mostAttempts}, ${now})
        ${replacing}
        returning 1)
        select pg_notify(${jobsChannel}, '')::text from written`;
    },

    /** Has every ticket event that waits sent at once; those of a ticket in the order they happened. */
    async enqueueEvents(accountId: string, now: Date): Promise<void> {
      wroteWork();
      await db.$queryRaw`
        with written as (
        insert into job (account_id, kind, payload, lane, dedupe_key, run_at, max_attempts, created_at)
        select account_id, 'webhook.deliver', jsonb_build_object('eventId', id), 'webhook:' || ticket_id, 'webhook:' || id,
               ${now}::timestamptz, ${mostAttempts}::int, ${now}::timestamptz
        from ticket_event where account_id = ${accountId}::uuid and state = 'pending'
        order by created_at, number, id
        ${replacing}
        returning 1)
        select pg_notify(${jobsChannel}, '')::text from written`;
    },

    /** Has the message with this key brought in line, as if enqueued by its id; nothing where there is no such message. */
    async enqueueRedraw(
      accountId: string,
      key: string,
      { responseUrl, messageTs, lane, runAt }: Redraw,
      now: Date,
    ): Promise<void> {
      wroteWork();
      const payload = json({ responseUrl, messageTs });
      await db.$queryRaw`
        with written as (
        insert into job (account_id, kind, payload, lane, dedupe_key, run_at, max_attempts, created_at)
        select account_id, 'post.sync', ${payload}::jsonb || jsonb_build_object('postId', id),
               ${lane ?? null}::text, 'post:' || id, ${runAt ?? now}::timestamptz, ${mostAttempts}::int, ${now}::timestamptz
        from post where account_id = ${accountId}::uuid and key = ${key}
        ${replacing}
        returning 1)
        select pg_notify(${jobsChannel}, '')::text from written`;
    },
  };
}
