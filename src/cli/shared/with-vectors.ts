import { fillVectors } from '../../jobs/fill-index.js';
import { renewLens } from '../../jobs/renew-lens.js';
import type { Services } from '../../usecases/context.js';

type Library = Pick<Services, 'store' | 'embedder'>;

/** Fills vectors in beside the publishing, and what is left after it. */
export async function withVectors<Result>(
  { store, embedder }: Library,
  accountId: string,
  publishing: Promise<Result>,
  onProgress: (embedded: number, total: number) => void = () => undefined,
): Promise<Result> {
  let published = false;
  const done = publishing.finally(() => {
    published = true;
  });
  // A failure is told below; until then nobody holds this promise.
  done.catch(() => undefined);
  for (let complete = false; !complete; ) {
    const isLast = published;
    const until = Date.now() + showEveryMs;
    complete = (await fillVectors(store, embedder, accountId, () => Date.now() > until)) && isLast;
    const { embedded, total } = await store.matching.progress(accountId, embedder.id);
    onProgress(embedded, total);
    // Nothing to do yet: the next file is being published.
    if (!complete && embedded === total) await Promise.race([done, pause()]);
  }
  await renewLens(store, accountId, embedder.id);
  await store.search.renewPlans();
  const { embedderId } = await store.matching.of(accountId);
  // Where another embedder serves, the bot changes over when it has seen that this one is complete.
  if (embedderId === null) await store.transaction((tx) => tx.matching.serveBy(accountId, embedder.id));
  return done;
}

/** Texts go to the threads some hundred at a time: shorter slices would leave the threads waiting between them. */
const showEveryMs = 3_000;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 100));
