import type { Embedder } from '../../ai/embedder.js';
import type { Search } from '../../domain/match-evidence.js';
import { haveVectors } from '../../domain/match-rank.js';
import type { Context } from '../context.js';
import { embedWithin } from './embed-within.js';

/** Why a problem was searched by its words alone. */
export type ByWords = 'embedder_silent' | 'indexing';

export interface Searched {
  search: Search;
  /** Null where it was searched by meaning too. */
  byWords: ByWords | null;
}

/**
 * Searches the account's flows and categories by the embedder whose vectors are complete. While another one takes over
 * that is the one before, if this process can still use it; otherwise words alone decide. Vectors of two embedders are
 * never compared.
 */
export async function searchProblem(ctx: Context, text: string, servedBy: string | null): Promise<Searched> {
  const embedder = await servingEmbedder(ctx, servedBy);
  const vectors = embedder && (await embedWithin({ ...ctx, embedder }, text));
  const embedderId = (embedder ?? ctx.embedder).id;
  const search = await ctx.store.search.search(ctx.actor.accountId, { text, embedderId, vectors });
  if (!embedder) return { search, byWords: 'indexing' };
  if (!vectors) return { search, byWords: 'embedder_silent' };
  const waiting = search.flows.length > 0 && !haveVectors(search.flows);
  return { search, byWords: waiting ? 'indexing' : null };
}

async function servingEmbedder(ctx: Context, servedBy: string | null): Promise<Embedder | null> {
  if (servedBy === null || servedBy === ctx.embedder.id) return ctx.embedder;
  try {
    return await ctx.formerEmbedder(servedBy);
  } catch (error) {
    ctx.log.warn(
      { err: error, embedder: servedBy },
      'match: the former embedder does not start, going on by words',
    );
    return null;
  }
}
