import type { Embedder } from '../ai/embedder.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';

const hour = 3_600_000;
/** Slack repeats a delivery for a day at most. */
const deliveriesMs = 25 * hour;
/** Work that was given up is kept for an admin to see. */
const deadJobsMs = 30 * 24 * hour;

/** A process that has the embedder would have filled in by then. */
const fillsMs = 24 * hour;

const minute = 60_000;

/** Removes what nobody needs any more, now and every hour; tells the log each minute how old the queue is. @returns what stops it */
export function keepHouse({
  store,
  embedder,
  now,
  log,
}: {
  store: Store;
  embedder: Pick<Embedder, 'id'>;
  now: () => Date;
  log: Log;
}): () => void {
  const tidy = () =>
    prune(store, embedder.id, now()).catch((error: unknown) =>
      log.warn({ err: error }, 'housekeeping: not done'),
    );
  const measure = () =>
    tellQueue({ store, now, log }).catch((error: unknown) => log.warn({ err: error }, 'jobs: not measured'));
  const timers = [setInterval(() => void tidy(), hour), setInterval(() => void measure(), minute)];
  for (const timer of timers) timer.unref();
  void tidy();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** The queue as a metric: for how long the oldest work has been due, and how much was given up; a warning where it grows old. */
export async function tellQueue({
  store,
  now,
  log,
}: {
  store: Pick<Store, 'jobs'>;
  now: () => Date;
  log: Log;
}): Promise<void> {
  const queue = { ageMs: await store.jobs.queueAge(now()), ...(await store.jobs.sizes(now())) };
  if (queue.ageMs > minute) log.warn(queue, 'jobs: the queue');
  else log.info(queue, 'jobs: the queue');
}

/** Old deliveries, old dead letters and work for embedders of before go; everything that says what happened stays. */
export async function prune(
  store: Pick<Store, 'deliveries' | 'jobs'>,
  embedderId: string,
  now: Date,
): Promise<void> {
  await store.deliveries.prune(new Date(now.getTime() - deliveriesMs));
  await store.jobs.pruneFills(embedderId, new Date(now.getTime() - fillsMs));
  await store.jobs.pruneDead(new Date(now.getTime() - deadJobsMs));
}
