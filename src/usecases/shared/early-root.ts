import { generationSlot } from '../../domain/draft.js';
import type { Outcome, Problem } from '../../domain/intake.js';
import { decideCategory, decideMatch } from '../../domain/match.js';
import type { Context } from '../context.js';
import { earlyDraftFor } from './join-draft.js';
import { type Acting, transact } from './transact.js';

/** The first step of a build, asked for before it is known that there will be one. */
export interface EarlyRoot {
  generationId: string;
  categoryId: string;
}

/**
 * Asks for the first step of a build while the matcher still waits for the embedder. Only where the problem's words alone
 * name a category that may be built for and find no flow that is near: what a flow takes is not asked for. Of no effect
 * on the intake, whatever happens. The worker sends it only within the budget's part for asking ahead.
 */
export async function askEarly(ctx: Context, problem: Problem): Promise<EarlyRoot | null> {
  if (!ctx.asksAhead || !ctx.asksEarly) return null;
  try {
    const categoryId = await categoryByWords(ctx, problem.text);
    return categoryId === null ? null : await request(ctx, problem, categoryId);
  } catch (error) {
    ctx.log.warn({ err: error }, 'intake: the first step was not asked for early');
    return null;
  }
}

/** The category that would be built for, as far as words tell; null where a flow may be right, or nothing may be built. */
async function categoryByWords({ store, embedder, actor }: Context, text: string): Promise<string | null> {
  const { accountId } = actor;
  const search = await store.search.search(accountId, { text, embedderId: embedder.id, vectors: null });
  if (decideMatch(search, text).kind !== 'none') return null;
  const choice = decideCategory(search);
  const category = choice && (await store.categories.find(accountId, choice.categoryId));
  return category?.buildEnabled && !category.archivedAt ? category.id : null;
}

/** Null where it is there, or asked for by somebody else. */
async function request(ctx: Context, problem: Problem, categoryId: string): Promise<EarlyRoot | null> {
  // The delivery's one effect is the intake.
  return transact({ ...ctx, delivery: null }, async (tx) => {
    const draft = await earlyDraftFor(ctx, tx, { problem, categoryId });
    if (!draft) return null;
    const { accountId } = tx;
    const generationId = ctx.newId();
    const root = { parentNodeId: null, answerId: null, slot: generationSlot(null) };
    const asked = { accountId, id: generationId, draftId: draft.id, ...root, ahead: true };
    if (!(await tx.drafts.request({ ...asked, memberId: ctx.actor.memberId }, tx.now))) return null;
    const work = { kind: 'generation.ahead', generationId, nodeId: null } as const;
    await tx.enqueue({ work, dedupeKey: `generation:${generationId}` });
    return { generationId, categoryId };
  });
}

/** True where the walk begins with it, or the card offers to: "Build anyway" beside near flows. */
export const isOfUse = (
  early: EarlyRoot,
  { outcome, categoryId }: { outcome: Outcome; categoryId: string | null },
): boolean => (outcome === 'build' || outcome === 'suggest') && categoryId === early.categoryId;

/** A flow was found after all, or another category: nobody waits for it. */
export const takeBack = (tx: Acting, { generationId }: EarlyRoot): Promise<void> =>
  tx.enqueue({ work: { kind: 'generation.cancel', generationId } });
