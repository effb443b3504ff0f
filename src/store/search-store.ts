import { randomUUID } from 'node:crypto';
import type { CategoryCandidate, Search } from '../domain/match-evidence.js';
import type { Phrase } from '../domain/match-phrases.js';
import { cut } from '../domain/text.js';
import {
  type FlowTexts,
  forgetWords,
  indexWords,
  knownLibrary,
  type SoughtFlows,
  searchFlows,
} from './flow-search.js';
import type { Prisma } from './generated/client.js';
import { type KnownLibraries, knownLibraries } from './known-libraries.js';
import { type KnownLenses, knownLenses, lengthsOf } from './lens-store.js';
import { categoryEvidence, type EvidenceRow } from './search-sql.js';
import { asVector, inWholeNumbers } from './vector-sql.js';

/** What is searched for: the text, and the vectors of its `problemParts` where the embedder could answer. */
export interface SearchQuery {
  text: string;
  embedderId: string;
  vectors: readonly (readonly number[])[] | null;
}

/** A phrase that has no vector of the embedder yet. */
export interface UnembeddedPhrase {
  phraseId: string;
  text: string;
}

export interface SearchStore {
  /** The published flows and the categories of one account that may fit, each with its evidence. */
  search(accountId: string, query: SearchQuery): Promise<Search>;
  /** Replaces the texts by which flows are found; their vectors are filled in later. The account is locked meanwhile. */
  indexFlows(accountId: string, flows: readonly FlowTexts[]): Promise<void>;
  /** Replaces the texts by which a category is found; their vectors are filled in later. */
  indexCategory(accountId: string, categoryId: string, phrases: readonly Phrase[]): Promise<void>;
  /** Up to `limit` phrases that this embedder has not seen, of live flows and categories. */
  missingEmbeddings(accountId: string, embedderId: string, limit: number): Promise<UnembeddedPhrase[]>;
  /** Stores vectors by phrase; phrases that are gone by now are passed over. */
  saveEmbeddings(
    accountId: string,
    embedderId: string,
    embeddings: readonly { phraseId: string; vector: readonly number[] }[],
  ): Promise<void>;
  /**
   * Tells the database how large the tables have become that searches read, and that their rows are there for all: after
   * an import its plans are off by orders of magnitude otherwise, and words are not read from the index alone, until the
   * next look by itself. Not inside a transaction.
   */
  renewPlans(): Promise<void>;
}

/** What searches know of libraries, shared by all that serve one database. */
export interface Known {
  libraries: KnownLibraries;
  lenses: KnownLenses;
}

/** What a process knows that has just started. */
export const nothingKnown = (): Known => ({ libraries: knownLibraries(), lenses: knownLenses() });

/** Search inside one account, on a client or inside a transaction. */
export function searchStore(db: Prisma.TransactionClient, known: Known = nothingKnown()): SearchStore {
  return {
    search: async (accountId, query) => {
      const sought = soughtBy(query);
      const library = await knownLibrary(db, known.libraries, accountId, sought.embedderId);
      const lens = await known.lenses.of(db, accountId, sought.embedderId, library.lens);
      // The flows take the longest: what is asked for first is answered while the other question is still written.
      const [flows, categories] = await Promise.all([
        searchFlows(db, { library, lens }, accountId, sought),
        searchCategories(db, accountId, sought),
      ]);
      return { flows, library, categories };
    },
    indexFlows: async (accountId, flows) => {
      const flowIds = flows.map(({ flowId }) => flowId);
      const { count } = await db.phrase.deleteMany({ where: { accountId, flowId: { in: flowIds } } });
      // Flows without texts are new ones: nothing else knows them either.
      if (count > 0) {
        await db.flowVector.deleteMany({ where: { accountId, flowId: { in: flowIds } } });
        await forgetWords(db, accountId, flowIds);
      }
      await indexWords(db, accountId, flows);
      const rows = flows.flatMap(({ flowId, phrases }) => phrases.map((phrase) => ({ ...phrase, flowId })));
      await db.phrase.createMany({ data: rows.map((row) => ({ ...row, id: randomUUID(), accountId })) });
    },
    indexCategory: async (accountId, categoryId, phrases) => {
      await db.phrase.deleteMany({ where: { accountId, categoryId } });
      const rows = phrases.map((phrase) => ({ ...phrase, id: randomUUID(), accountId, categoryId }));
      await db.phrase.createMany({ data: rows });
    },
    missingEmbeddings: (accountId, embedderId, limit) => missingEmbeddings(db, accountId, embedderId, limit),
    saveEmbeddings: async (accountId, embedderId, embeddings) => {
      if (embeddings.length === 0) return;
      const vectors = embeddings.map(({ vector }) => Float32Array.from(vector));
      const lengths = await lengthsOf(db, known.lenses, accountId, embedderId, vectors);
      await saveEmbeddings(db, accountId, embedderId, embeddings, lengths);
    },
    renewPlans: async () => {
      await db.$executeRaw`vacuum (analyze) flow, phrase, posting, vocabulary, flow_extent, flow_vector, embedding`;
    },
  };
}

const soughtBy = (query: SearchQuery): SoughtFlows => {
  const vectors = (query.vectors ?? []).flatMap(unitOf);
  return {
    ...query,
    text: cut(query.text, longestText),
    vectors,
    directions: vectors.map((vector) => inWholeNumbers(vector).numbers),
  };
};

/** The words in common as they were typed, without the punctuation around them. */
const commonWords = (typed: readonly string[]): string[] => [...new Set(typed.map(bareWord))].slice(0, 5);

const bareWord = (word: string): string =>
  word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** With length 1. What is no direction is near to nothing: numbers that are none, or zeros alone. */
function unitOf(vector: readonly number[]): Float32Array[] {
  let square = 0;
  for (const value of vector) square += value * value;
  if (!Number.isFinite(square) || square === 0) return [];
  const length = Math.sqrt(square);
  return [Float32Array.from(vector, (value) => value / length)];
}

/** So much of a pasted text is read for words, in characters. */
const longestText = 12_000;

async function searchCategories(
  db: Prisma.TransactionClient,
  accountId: string,
  sought: SoughtFlows,
): Promise<CategoryCandidate[]> {
  const query = categoryEvidence(accountId, { ...sought, vectors: sought.directions });
  const rows = await db.$queryRaw<EvidenceRow[]>(query);
  return rows.map(({ ownerId: categoryId, name, words, ...scores }) => ({
    categoryId,
    name,
    ...scores,
    commonWords: commonWords(words ?? []),
  }));
}

async function saveEmbeddings(
  db: Prisma.TransactionClient,
  accountId: string,
  embedderId: string,
  embeddings: readonly { phraseId: string; vector: readonly number[] }[],
  lengths: readonly number[],
): Promise<void> {
  const ids = embeddings.map(({ phraseId }) => phraseId);
  const vectors = embeddings.map(({ vector }) => asVector(vector));
  // One statement sees nothing of what it has just stored: the means are made of it and of what was there before.
  await db.$executeRaw`
    with fresh as materialized (
      select p.id as phrase_id, p.flow_id, p.kind, e.vector::vector as vector, e.length
      from unnest(${ids}::uuid[], ${vectors}::text[], ${[...lengths]}::real[]) as e(phrase_id, vector, length)
      join phrase p on p.account_id = ${accountId}::uuid and p.id = e.phrase_id
    ),
    saved as (
      insert into embedding (account_id, phrase_id, embedder, vector, length)
      select ${accountId}::uuid, phrase_id, ${embedderId}, vector, length from fresh
      on conflict (account_id, phrase_id, embedder) do update set vector = excluded.vector, length = excluded.length
    ),
    before as (
      select p.flow_id, e.vector
      from phrase p
      join embedding e on e.account_id = ${accountId}::uuid and e.phrase_id = p.id and e.embedder = ${embedderId}
      where p.account_id = ${accountId}::uuid and p.flow_id in (select flow_id from fresh) and p.kind <> 'body'
        and p.id <> all(${ids}::uuid[])
    )
    insert into flow_vector (account_id, flow_id, embedder, mean)
    select ${accountId}::uuid, flow_id, ${embedderId}, avg(vector)
    from (select flow_id, vector from fresh where kind <> 'body' union all select flow_id, vector from before) v
    where flow_id is not null
    group by flow_id order by flow_id
    on conflict (account_id, embedder, flow_id) do update set mean = excluded.mean`;
}

async function missingEmbeddings(
  db: Prisma.TransactionClient,
  accountId: string,
  embedderId: string,
  limit: number,
): Promise<UnembeddedPhrase[]> {
  return db.$queryRaw<UnembeddedPhrase[]>`
    select p.id as "phraseId", p.text
    from phrase p
    left join flow f on f.account_id = p.account_id and f.id = p.flow_id
    left join category c on c.account_id = p.account_id and c.id = p.category_id
    where p.account_id = ${accountId}::uuid
      -- The texts of nodes are found by words alone: the certainty was fitted without their vectors, and they take the longest.
      and p.kind <> 'body'
      and (f.id is not null and f.retired_at is null and f.current_version_id is not null
        or c.id is not null and c.archived_at is null)
      and not exists (
        select from embedding e
        where e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId})
    order by p.flow_id, p.id
    limit ${limit}`;
}
