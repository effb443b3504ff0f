import type { Store } from '../store/store.js';
import type { Log } from './log.js';

const hour = 3_600_000;
/** Slack repeats a delivery for a day at most. */
const deliveriesMs = 25 * hour;
/** Work that was given up is kept for an admin to see. */
const deadJobsMs = 30 * 24 * hour;

/** Removes what nobody needs any more, now and every hour. @returns what stops it */
export function keepHouse({ store, now, log }: { store: Store; now: () => Date; log: Log }): () => void {
  const tidy = () =>
    prune(store, now()).catch((error: unknown) => log.warn({ err: error }, 'housekeeping: not done'));
  const timer = setInterval(() => void tidy(), hour);
  timer.unref();
  void tidy();
  return () => clearInterval(timer);
}

/** Old deliveries and old dead letters go; everything that says what happened stays. */
export async function prune(store: Pick<Store, 'deliveries' | 'jobs'>, now: Date): Promise<void> {
  await store.deliveries.prune(new Date(now.getTime() - deliveriesMs));
  await store.jobs.pruneDead(new Date(now.getTime() - deadJobsMs));
}
