import type { Search } from '../domain/match.js';
import type { Phrase } from '../domain/match-phrases.js';
import type { Prisma } from './generated/client.js';

/** What is searched for: the text, and its vector where the embedder could answer. */
export interface SearchQuery {
  text: string;
  embedderId: string;
  vector: readonly number[] | null;
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
export function searchStore(_db: Prisma.TransactionClient): SearchStore {
  return {
    search: async () => ({ flows: [], categories: [], librarySize: 0 }),
    indexFlow: async () => {},
    indexCategory: async () => {},
    missingEmbeddings: async () => [],
    saveEmbeddings: async () => {},
  };
}
