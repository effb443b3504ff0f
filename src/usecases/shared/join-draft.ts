import { type Draft, fingerprintOf } from '../../domain/draft.js';
import { factsOf } from '../../domain/facts.js';
import type { Problem } from '../../domain/intake.js';
import { redact } from '../../domain/redact.js';
import { isSameProblem } from '../../domain/same-problem.js';
import type { Context } from '../context.js';
import { embedWithin } from './embed-within.js';
import { type Acting, found } from './transact.js';

/** Where a problem lies in meaning, by one embedder. */
export interface ProblemPlace {
  embedder: string;
  vector: number[];
}

/** Drafts that are looked at; the nearest is the same problem, or none is. */
const mostNear = 5;

/** Where this problem lies, or null where the embedder is slow: then only words are compared. Not within a transaction. */
export async function problemPlace(
  ctx: Pick<Context, 'embedder' | 'pace' | 'log'>,
  problem: string,
): Promise<ProblemPlace | null> {
  const [vector] = (await embedWithin(ctx, problem)) ?? [];
  return vector ? { embedder: ctx.embedder.id, vector } : null;
}

/**
 * The draft of this problem: one that others walk already, by the same words or by the same facts and nearly the same
 * words; or a new one. What joins is the tree: each walk keeps its own wording of the problem.
 */
export async function draftFor(
  ctx: Context,
  tx: Acting,
  { problem: typed, categoryId, place }: { problem: Problem; categoryId: string; place: ProblemPlace | null },
): Promise<Draft> {
  // What names a customer is not shared: whoever joins walks what was written for this text.
  const problem = redact(typed.text, [typed.customerName, typed.customerContact]);
  const draft: Draft = {
    accountId: tx.accountId,
    id: ctx.newId(),
    treeId: ctx.newId(),
    categoryId,
    builder: ctx.builderId,
    fingerprint: fingerprintOf(problem),
    problem,
    facts: factsOf(problem),
    forkedAnswerId: null,
    context: [],
  };
  const same = (await tx.drafts.findSame(draft)) ?? (await nearlySame(tx, draft, place));
  if (same) return same;
  await tx.trees.create(tx.accountId, draft.treeId, tx.now);
  if (!(await tx.drafts.create({ ...draft, createdAt: tx.now })))
    return found(await tx.drafts.findSame(draft), 'draft');
  if (place) await tx.drafts.placeAt(draft, place);
  return draft;
}

async function nearlySame(tx: Acting, draft: Draft, place: ProblemPlace | null): Promise<Draft | null> {
  const near = await tx.drafts.near(draft, place, mostNear);
  return near.find((one) => isSameProblem(draft.problem, one)) ?? null;
}
