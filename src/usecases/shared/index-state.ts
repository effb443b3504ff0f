import type { IndexState } from '../../domain/index-state.js';
import type { Context } from '../context.js';

/** How far the configured embedder is with the account's texts; null when it has seen them all. */
export async function indexState({ store, embedder, actor }: Context): Promise<IndexState | null> {
  const { embedded, total } = await store.matching.progress(actor.accountId, embedder.id);
  if (embedded >= total) return null;
  const { embedderId } = await store.matching.of(actor.accountId);
  const hasFormer = embedderId !== null && embedderId !== embedder.id;
  return { embedded, total, meanwhile: hasFormer ? 'former_embedder' : 'words' };
}
