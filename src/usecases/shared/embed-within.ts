import { problemParts } from '../../domain/match-problem.js';
import type { Context } from '../context.js';

/** The vectors of a problem's parts, or null where the embedder is slow or down: matching then goes on by words alone. */
export async function embedWithin(
  ctx: Pick<Context, 'embedder' | 'pace' | 'log'>,
  text: string,
): Promise<number[][] | null> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ctx.pace.embeddingMs);
  });
  try {
    const vectors = await Promise.race([ctx.embedder.embed(problemParts(text)), deadline]);
    if (!vectors)
      ctx.log.warn({ embedder: ctx.embedder.id }, 'match: the embedder is slow, going on by words');
    return vectors;
  } catch (error) {
    ctx.log.warn({ err: error, embedder: ctx.embedder.id }, 'match: the embedder failed, going on by words');
    return null;
  } finally {
    clearTimeout(timer);
  }
}
