import type { Context } from '../context.js';
import type { Acting } from './transact.js';

/** Has the vectors of what was just published filled in; until they are there, words alone find it. */
export async function fillIndexLater({ embedder }: Pick<Context, 'embedder'>, tx: Acting): Promise<void> {
  const embedderId = embedder.id;
  await tx.enqueue({ work: { kind: 'index.fill', embedderId }, dedupeKey: `index:${embedderId}` });
}
