import { randomUUID } from 'node:crypto';
import { toSql } from 'pgvector';
import type { CategoryCandidate, Search } from '../domain/match-evidence.js';
import type { Phrase } from '../domain/match-phrases.js';
import { forgetWords, indexWords, searchFlows } from './flow-search.js';
import type { Prisma } from './generated/client.js';
import { categoryEvidence, type EvidenceRow, type Sought, type Word, wordsOf } from './search-sql.js';

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
  /** Replaces a flow's phrases and vectors; `vectors` in the order of `phrases`, or null to fill them in later. */
  indexFlow(
    accountId: string,
    flowId: string,
    phrases: readonly Phrase[],
    embedderId: string,
    vectors: readonly (readonly number[])[] | null,
  ): Promise<void>;
  /** Replaces a category's phrases and vectors, as `indexFlow` does. */
  indexCategory(
    accountId: string,
    categoryId: string,
    phrases: readonly Phrase[],
    embedderId: string,
    vectors: readonly (readonly number[])[] | null,
  ): Promise<void>;
  /** Up to `limit` phrases that this embedder has not seen, of live flows and categories. */
  missingEmbeddings(accountId: string, embedderId: string, limit: number): Promise<UnembeddedPhrase[]>;
  /** Stores vectors by phrase; phrases that are gone by now are passed over. */
  saveEmbeddings(
    accountId: string,
    embedderId: string,
    embeddings: readonly { phraseId: string; vector: readonly number[] }[],
  ): Promise<void>;
}

/** Search inside one account, on a client or inside a transaction. */
export function searchStore(db: Prisma.TransactionClient): SearchStore {
  return {
    search: async (accountId, query) => {
      const sought = await soughtBy(db, query);
      const { flows, library } = await searchFlows(db, accountId, sought);
      return { flows, library, categories: await searchCategories(db, accountId, sought) };
    },
    indexFlow: async (accountId, flowId, phrases, embedderId, vectors) => {
      const { count } = await db.phrase.deleteMany({ where: { accountId, flowId } });
      // A flow without texts is a new one: nothing else knows it either.
      if (count > 0) {
        await db.flowVector.deleteMany({ where: { accountId, flowId } });
        await forgetWords(db, accountId, flowId);
      }
      await indexWords(db, accountId, flowId, phrases);
      await insertPhrases(db, { accountId, flowId, categoryId: null }, phrases, embedderId, vectors);
    },
    indexCategory: async (accountId, categoryId, phrases, embedderId, vectors) => {
      await db.phrase.deleteMany({ where: { accountId, categoryId } });
      await insertPhrases(db, { accountId, flowId: null, categoryId }, phrases, embedderId, vectors);
    },
    missingEmbeddings: (accountId, embedderId, limit) => missingEmbeddings(db, accountId, embedderId, limit),
    saveEmbeddings: (accountId, embedderId, embeddings) =>
      saveEmbeddings(db, accountId, embedderId, embeddings),
  };
}

async function soughtBy(db: Prisma.TransactionClient, query: SearchQuery): Promise<Sought> {
  const words = await db.$queryRaw<Word[]>(wordsOf(query.text.slice(0, longestText)));
  return { ...query, words, vectors: (query.vectors ?? []).filter(pointsSomewhere).map(asVector) };
}

/** The words in common as they were typed, without the punctuation around them. */
function commonWords(lexemes: readonly string[], { words }: Sought): string[] {
  const typed = new Map(words.map(({ lexeme, word }) => [lexeme, word]));
  const common = lexemes.map((lexeme) => bareWord(typed.get(lexeme) ?? lexeme));
  return [...new Set(common)].slice(0, 5);
}

const bareWord = (word: string): string =>
  word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** What is no direction is near to nothing: numbers that are none, or zeros alone. */
const pointsSomewhere = (vector: readonly number[]): boolean => {
  const length = Math.hypot(...vector);
  return Number.isFinite(length) && length > 0;
};

/** So much of a pasted text is read for words, in characters. */
const longestText = 12_000;

/** As pgvector reads it. */
const asVector = (vector: readonly number[]): string => toSql([...vector]);

async function searchCategories(
  db: Prisma.TransactionClient,
  accountId: string,
  sought: Sought,
): Promise<CategoryCandidate[]> {
  const rows = await db.$queryRaw<EvidenceRow[]>(categoryEvidence(accountId, sought));
  return rows.map(({ ownerId: categoryId, name, lexemes, ...scores }) => ({
    categoryId,
    name,
    ...scores,
    commonWords: commonWords(lexemes ?? [], sought),
  }));
}

async function insertPhrases(
  db: Prisma.TransactionClient,
  owner: { accountId: string; flowId: string | null; categoryId: string | null },
  phrases: readonly Phrase[],
  embedderId: string,
  vectors: readonly (readonly number[])[] | null,
): Promise<void> {
  const rows = phrases.map((phrase) => ({ id: randomUUID(), ...owner, ...phrase }));
  await db.phrase.createMany({ data: rows });
  const embeddings = rows.flatMap(({ id }, i) => {
    const vector = vectors?.[i];
    return vector ? [{ phraseId: id, vector }] : [];
  });
  await saveEmbeddings(db, owner.accountId, embedderId, embeddings);
}

async function saveEmbeddings(
  db: Prisma.TransactionClient,
  accountId: string,
  embedderId: string,
  embeddings: readonly { phraseId: string; vector: readonly number[] }[],
): Promise<void> {
  if (embeddings.length === 0) return;
  const ids = embeddings.map(({ phraseId }) => phraseId);
  const vectors = embeddings.map(({ vector }) => asVector(vector));
  await db.$executeRaw`
    insert into embedding (account_id, phrase_id, embedder, vector)
    select p.account_id, p.id, ${embedderId}, e.vector::vector
    from unnest(${ids}::uuid[], ${vectors}::text[]) as e(phrase_id, vector)
    join phrase p on p.account_id = ${accountId}::uuid and p.id = e.phrase_id
    on conflict (account_id, phrase_id, embedder) do update set vector = excluded.vector`;
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
    order by p.id
    limit ${limit}`;
}
