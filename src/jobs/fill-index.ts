import type { Embedder } from '../ai/embedder.js';
import type { UnembeddedPhrase } from '../store/search-store.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';
import { renewLens } from './renew-lens.js';
import { type JobOf, Later } from './worker.js';

export interface Indexing {
  store: Store;
  /** The configured embedder. */
  embedder: Embedder;
  /** An embedder that was configured before, where this process can still use it. */
  formerEmbedder: (id: string) => Promise<Embedder | null>;
  log: Log;
}

/**
 * How many texts are looked for at once, and how many of them are embedded and stored together: a fill that is killed
 * repeats no more than the two batches that are being embedded.
 */
const batch = { sought: 1_024, stored: 64, atOnce: 2 } as const;
/** After so long the job makes room for others and comes again. */
const sliceMs = 2_000;
/** Another process has the embedder that this work is for; it is looked for again after this. */
const elsewhereMs = 5_000;

/** What an embedder has not seen is filled in: starter content, and everything after another one was configured. */
export async function indexAnew(
  store: Store,
  { accountId, embedderId }: { accountId: string; embedderId: string },
  now: Date,
): Promise<void> {
  const work = { kind: 'index.fill', embedderId } as const;
  await store.transaction((tx) =>
    tx.jobs.enqueue(accountId, { work, dedupeKey: `index:${embedderId}` }, now),
  );
}

/**
 * Gives the account's texts the vectors that they lack. Flows are found by words meanwhile, and, while another
 * embedder takes over, by the vectors of the one before: it goes on being fed until the new one has seen everything.
 * Its progress is the rows, so that it goes on where it was, whoever ended it.
 */
export async function fillIndex(
  indexing: Indexing,
  { accountId, work }: Pick<JobOf<'index.fill'>, 'accountId' | 'work'>,
): Promise<void> {
  const { store, embedder, log } = indexing;
  if (work.embedderId !== embedder.id) throw new Later(elsewhereMs);
  const until = Date.now() + sliceMs;
  const stop = () => Date.now() > until;
  const { embedderId } = await store.matching.of(accountId);
  const former = embedderId && embedderId !== embedder.id ? await indexing.formerEmbedder(embedderId) : null;
  if (former && !(await fillVectors(store, former, accountId, stop))) throw new Later(0);
  const before = await store.matching.progress(accountId, embedder.id);
  const complete = await fillVectors(store, embedder, accountId, stop);
  const after = await store.matching.progress(accountId, embedder.id);
  if (after.embedded > before.embedded)
    log.info({ embedder: embedder.id, ...after }, 'index: vectors filled in');
  if (!complete) throw new Later(0);
  if (await renewLens(store, accountId, embedder.id))
    log.info({ embedder: embedder.id }, 'index: the library has a new lens');
  if (embedderId === embedder.id) return;
  await store.transaction((tx) => tx.matching.serveBy(accountId, embedder.id));
  log.info({ embedder: embedder.id, before: embedderId }, 'index: complete, searched by it from here on');
}

/**
 * Embeds what this embedder has not seen, until nothing is left or it is told to stop.
 * @returns whether nothing is left.
 * @throws {EmbedderError} where the embedder cannot answer.
 */
export async function fillVectors(
  { search }: Pick<Store, 'search'>,
  embedder: Embedder,
  accountId: string,
  stop: () => boolean,
): Promise<boolean> {
  for (;;) {
    const missing = await search.missingEmbeddings(accountId, embedder.id, batch.sought);
    if (missing.length === 0) return true;
    // Some texts are embedded while others are stored: one is the threads' work, the other the database's.
    const running: Embedding[] = [];
    let storing = Promise.resolve();
    while (missing.length > 0 || running.length > 0) {
      while (running.length < batch.atOnce && missing.length > 0 && !stop())
        running.push(startEmbedding(embedder, missing.splice(0, batch.stored)));
      const current = running.shift();
      if (!current) break;
      const vectors = await current.vectors.finally(() => storing);
      const embeddings = current.phrases.flatMap(({ phraseId }, at) => {
        const vector = vectors[at];
        return vector ? [{ phraseId, vector }] : [];
      });
      storing = search.saveEmbeddings(accountId, embedder.id, embeddings);
      // Awaited with the next batch; until then nobody holds this promise.
      storing.catch(() => undefined);
    }
    await storing;
    if (stop()) return false;
  }
}

interface Embedding {
  phrases: readonly UnembeddedPhrase[];
  vectors: Promise<number[][]>;
}

function startEmbedding(embedder: Embedder, phrases: readonly UnembeddedPhrase[]): Embedding {
  const vectors = embedder.embed(
    phrases.map(({ text }) => text),
    'background',
  );
  // Awaited when its turn comes; until then nobody holds this promise.
  vectors.catch(() => undefined);
  return { phrases, vectors };
}
