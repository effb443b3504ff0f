import type { Embedder } from '../ai/embedder.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';
import { type JobOf, Later } from './worker.js';

export interface Indexing {
  store: Store;
  /** The configured embedder. */
  embedder: Embedder;
  /** An embedder that was configured before, where this process can still use it. */
  formerEmbedder: (id: string) => Promise<Embedder | null>;
  log: Log;
}

/** How many texts are embedded between two looks at the database. */
const batch = 64;
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
    const missing = await search.missingEmbeddings(accountId, embedder.id, batch);
    if (missing.length === 0) return true;
    if (stop()) return false;
    const texts = missing.map((phrase) => phrase.text);
    const vectors = await embedder.embed(texts, 'background');
    const embeddings = missing.flatMap(({ phraseId }, index) => {
      const vector = vectors[index];
      return vector ? [{ phraseId, vector }] : [];
    });
    await search.saveEmbeddings(accountId, embedder.id, embeddings);
  }
}
