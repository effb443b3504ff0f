import { type Draft, fingerprintOf } from '../../domain/draft.js';
import { factsOf } from '../../domain/facts.js';
import type { Problem } from '../../domain/intake.js';
import { redact } from '../../domain/redact.js';
import { isSameProblem, mayBeSameProblem } from '../../domain/same-problem.js';
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

/** Without vectors the newest are looked at instead of the nearest. */
const mostUnplaced = 100;

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
  const draft = newDraft(ctx, tx, typed, categoryId);
  const same = (await tx.drafts.findSame(draft)) ?? (await nearlySame(tx, draft, place));
  const joined = same ?? (await added(tx, draft));
  // One that was begun before its problem was embedded lies nowhere yet.
  if (place) await tx.drafts.placeAt(joined, place);
  return joined;
}

/**
 * The draft of this problem as its words alone say; null where one that is there may be the same problem, which only the
 * vectors can tell.
 */
export async function earlyDraftFor(
  ctx: Context,
  tx: Acting,
  { problem, categoryId }: { problem: Problem; categoryId: string },
): Promise<Draft | null> {
  const draft = newDraft(ctx, tx, problem, categoryId);
  const same = await tx.drafts.findSame(draft);
  if (same) return same;
  const near = await tx.drafts.near(draft, null, mostUnplaced);
  if (near.some((one) => mayBeSameProblem(draft.problem, one.problem))) return null;
  return added(tx, draft);
}

function newDraft(ctx: Context, { accountId }: Acting, typed: Problem, categoryId: string): Draft {
  // What names a customer is not shared: whoever joins walks what was written for this text.
  const problem = redact(typed.text, [typed.customerName, typed.customerContact]);
  return {
    accountId,
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
}

/** The draft, unless the same problem got one just now. */
async function added(tx: Acting, draft: Draft): Promise<Draft> {
  await tx.trees.create(tx.accountId, draft.treeId, tx.now);
  if (await tx.drafts.create({ ...draft, createdAt: tx.now })) return draft;
  return found(await tx.drafts.findSame(draft), 'draft');
}

async function nearlySame(tx: Acting, draft: Draft, place: ProblemPlace | null): Promise<Draft | null> {
  const near = await tx.drafts.near(draft, place, mostNear);
  return near.find((one) => isSameProblem(draft.problem, one)) ?? null;
}
