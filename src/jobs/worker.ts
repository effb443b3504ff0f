import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { classOf, type Room, type Work, type WorkKind } from '../domain/work.js';
import type { LeasedJob } from '../store/job-store.js';
import type { Store } from '../store/store.js';
import { giveUp } from './give-up.js';
import type { Log } from './log.js';
import { DeliveryError } from './messenger.js';

/** What a handler gets: whose work it is, what to do, and which attempt this is (from 1). */
export interface JobOf<Kind extends WorkKind> {
  accountId: string;
  work: Extract<Work, { kind: Kind }>;
  attempt: number;
}

export type Handlers = { [Kind in WorkKind]: (job: JobOf<Kind>) => Promise<void> };

/** Not now, and not a failure either: a rate limit, or a lease that somebody else holds. */
export class Later extends Error {
  override readonly name = 'Later';
  readonly delayMs: number;

  constructor(delayMs: number) {
    super(`Again in ${delayMs} ms`);
    this.delayMs = delayMs;
  }
}

export interface WorkerOptions {
  store: Store;
  handlers: Handlers;
  now: () => Date;
  log: Log;
  /** Jobs run side by side, of each class. */
  room?: Room;
  /** A job is taken over this long after its worker was last heard of: a walk goes on 10 s after a crash. */
  leaseMs?: number;
  /** How often to look for jobs that became due or came from another process. */
  pollMs?: number;
}

export interface Worker {
  start(): void;
  /** There are new jobs. */
  wake(): void;
  /** Resolves when none runs, and no job is due or the worker has been stopped. */
  idle(): Promise<void>;
  /** Takes no more jobs, waits up to `graceMs` for those that run. What does not finish is taken over later. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Attempts of a message that others of its lane wait for, while other messages get through: one that can never be sent
 * must not hold a walk up for an hour. While none gets through it is Slack that fails, and messages wait for it.
 */
const mostAttemptsInLane = 9;
/** Others got through lately; longer than the longest wait between two attempts. */
const latelyMs = 90_000;

/** How long work that nobody waits for lets other work pass: a card asks the same database as all that is prepared. */
const headStart = { stepMs: 25, mostMs: 400 } as const;

/**
 * What is asked ahead is decided on after the card; what was decided is asked at once, as the model takes most of the
 * time that the agent reads. Not the index: until it is filled in, problems are searched by words alone.
 */
const isAskedAhead = (kind: WorkKind): boolean => kind === 'node.ahead';

/** Between two looks for jobs that are due: where another process is just taking one, it is still there. */
const shortestWaitMs = 10;

/** Seconds until the next attempt: 1, 2, 4 … up to a minute, plus up to a quarter so that retries spread. */
const backoffMs = (attempt: number): number =>
  Math.min(1_000 * 2 ** (attempt - 1), 60_000) * (1 + Math.random() / 4);

/** A model is waited for, nothing is computed: there may be many of these, and fewer that nobody waits for. */
const usualRoom: Room = { quick: 8, writing: 24, ahead: 36 };

/** Runs jobs: woken by each commit of this process, when the next one is due, and by a poll for everything else. */
export function createWorker(options: WorkerOptions): Worker {
  const { store, now, log, room = usualRoom, leaseMs = 6_000, pollMs = 1_000 } = options;
  const holder = randomUUID();
  const running = new Map<LeasedJob, Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  let pumping: Promise<void> | null = null;
  let nextLook: NodeJS.Timeout | undefined;
  let asked = false;
  /** The last look took as many of a class as there was room for: more may be due. */
  let crowded = false;
  let stopped = true;
  let lastSent = 0;

  function freeRoom(): Room {
    const free = { ...room };
    for (const { work } of running.keys()) free[classOf(work.kind)] -= 1;
    for (const one of ['quick', 'writing', 'ahead'] as const) free[one] = Math.max(free[one], 0);
    return free;
  }

  const leaseUntil = () => new Date(now().getTime() + leaseMs);

  function wake(): void {
    asked = true;
    if (stopped || pumping) return;
    clearTimeout(nextLook);
    pumping = pump().then((next) => {
      pumping = null;
      if (stopped) return;
      if (asked) return wake();
      nextLook = setTimeout(wake, next ? untilDue(next) : pollMs);
    });
  }

  /** Takes jobs for as long as there is room and anything to take; then tells when the next one is due, if it knows. */
  async function pump(): Promise<Date | null> {
    let next: Date | null = null;
    while (asked && !stopped) {
      asked = false;
      const free = freeRoom();
      if (Math.max(...Object.values(free)) <= 0) {
        crowded = true;
        return null;
      }
      try {
        const lease = { holder, now: now(), until: leaseUntil(), running: [...running.keys()] };
        const taken = await store.jobs.lease(free, lease);
        for (const job of taken.jobs) begin(job);
        crowded = filled(free, taken.jobs);
        next = taken.next;
      } catch (error) {
        log.error({ err: error }, 'jobs: cannot take jobs');
        return null;
      }
    }
    return next;
  }

  const untilDue = (next: Date): number =>
    Math.min(Math.max(next.getTime() - now().getTime(), shortestWaitMs), pollMs);

  function begin(job: LeasedJob): void {
    const work = run(job)
      .catch((error) => {
        log.error({ err: error, job: job.work.kind }, 'jobs: cannot record a result');
        return true;
      })
      .then((follows) => {
        running.delete(job);
        if (follows || crowded || pumping) wake();
      });
    running.set(job, work);
  }

  /** @returns whether another job may be due by its end: the next one of its lane, or the same again */
  async function run(job: LeasedJob): Promise<boolean> {
    try {
      if (isAskedAhead(job.work.kind)) await lettingPeoplePass();
      await handle(options.handlers, job);
      if (job.work.kind === 'post.sync') lastSent = now().getTime();
      return !(await store.jobs.done(job, holder)) || job.lane !== null;
    } catch (error) {
      await giveBack(job, error);
      return true;
    }
  }

  /** What nobody waits for begins when what somebody waits for is out, and after a moment at the latest. */
  async function lettingPeoplePass(): Promise<void> {
    for (let waited = 0; waited < headStart.mostMs; waited += headStart.stepMs) {
      await sleep(headStart.stepMs, undefined, { ref: false });
      if (![...running.keys()].some(({ work }) => classOf(work.kind) === 'quick')) return;
    }
  }

  async function giveBack(job: LeasedJob, error: unknown): Promise<void> {
    if (error instanceof Later) {
      return store.jobs.later(job, holder, { runAt: new Date(now().getTime() + error.delayMs), error: null });
    }
    const message = error instanceof Error ? error.message : String(error);
    log.warn({ err: error, job: job.work.kind, attempt: job.attempts }, 'jobs: attempt failed');
    if (isRefused(error) || job.attempts >= mostAttempts(job)) {
      return store.transaction((tx) => giveUp(tx, { job, holder, message, now: now() }));
    }
    await store.jobs.later(job, holder, {
      runAt: new Date(now().getTime() + backoffMs(job.attempts)),
      error: message,
    });
  }

  function mostAttempts({ work, lane, maxAttempts }: LeasedJob): number {
    const alone = work.kind === 'post.sync' && lane !== null && now().getTime() - lastSent < latelyMs;
    return alone ? Math.min(maxAttempts, mostAttemptsInLane) : maxAttempts;
  }

  async function renew(): Promise<void> {
    if (running.size === 0) return;
    await store.jobs
      .renew([...running.keys()], { holder, until: leaseUntil() })
      .catch((error) => log.error({ err: error }, 'jobs: cannot renew leases'));
  }

  async function finish(): Promise<void> {
    // What it has just leased begins when it is through, and belongs to what is waited for.
    await pumping;
    await Promise.all(running.values());
  }

  store.onCommit(wake);

  return {
    wake,
    start() {
      stopped = false;
      timers.push(setInterval(() => void renew(), leaseMs / 3));
      wake();
    },
    async idle() {
      for (;;) {
        wake();
        await pumping;
        await Promise.all(running.values());
        if (stopped) return;
        const due = await store.jobs.nextDue();
        // While jobs are being taken they are leased already, so not due, and do not run yet.
        if (running.size === 0 && !pumping && (due === null || due > now())) return;
      }
    },
    async stop(graceMs = 8_000) {
      stopped = true;
      clearTimeout(nextLook);
      for (const timer of timers.splice(0)) clearInterval(timer);
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([finish(), grace]);
    },
  };
}

/** Slack does not take this content, however often it is sent. */
const isRefused = (error: unknown): boolean => error instanceof DeliveryError && error.fault === 'rejected';

/** True where as many jobs of a class were taken as there was room for, were it none: there may be more. */
const filled = (free: Room, jobs: readonly LeasedJob[]): boolean =>
  (['quick', 'writing', 'ahead'] as const).some(
    (one) => jobs.filter(({ work }) => classOf(work.kind) === one).length === free[one],
  );

function handle(handlers: Handlers, { accountId, work, attempts: attempt }: LeasedJob): Promise<void> {
  switch (work.kind) {
    case 'post.sync':
      return handlers['post.sync']({ accountId, work, attempt });
    case 'intake.reply':
      return handlers['intake.reply']({ accountId, work, attempt });
    case 'generation.run':
      return handlers['generation.run']({ accountId, work, attempt });
    case 'generation.ahead':
      return handlers['generation.ahead']({ accountId, work, attempt });
    case 'generation.cancel':
      return handlers['generation.cancel']({ accountId, work, attempt });
    case 'node.ahead':
      return handlers['node.ahead']({ accountId, work, attempt });
    case 'escalation.clock':
      return handlers['escalation.clock']({ accountId, work, attempt });
    case 'escalation.brief':
      return handlers['escalation.brief']({ accountId, work, attempt });
    case 'proposal.compare':
      return handlers['proposal.compare']({ accountId, work, attempt });
    case 'index.fill':
      return handlers['index.fill']({ accountId, work, attempt });
    case 'message.react':
      return handlers['message.react']({ accountId, work, attempt });
    case 'webhook.deliver':
      return handlers['webhook.deliver']({ accountId, work, attempt });
    case 'fix.check':
      return handlers['fix.check']({ accountId, work, attempt });
    case 'roles.sync':
      return handlers['roles.sync']({ accountId, work, attempt });
    case 'session.stale':
      return handlers['session.stale']({ accountId, work, attempt });
    default:
      return unknownWork(work);
  }
}

/** Written by a newer release: leave it to a process that knows it. */
function unknownWork(work: never): Promise<void> {
  return Promise.reject(new Error(`Unknown work ${JSON.stringify(work)}`));
}
