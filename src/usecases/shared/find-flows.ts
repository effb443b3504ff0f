import { decideMatch, type Match, type Suggestion, shippedThresholds } from '../../domain/match.js';
import type { Search } from '../../domain/match-evidence.js';
import { learningWindow, learnThresholds } from '../../domain/match-learning.js';
import type { Context } from '../context.js';
import { type ByWords, searchProblem } from './search-problem.js';

export interface Found {
  match: Match;
  /** The near flows, the one that is matched first: the others are for whoever finds that it is the wrong one. */
  flows: Suggestion[];
  search: Search;
  /** Why it was searched by words alone; null where it was not. */
  byWords: ByWords | null;
}

const dayMs = 24 * 3_600_000;
/** No certainty reaches it: what would be matched is near. */
const never = 2;

/** Finds the flows for a problem by what the account has learned and what its admins set. */
export async function findFlows(ctx: Context, text: string): Promise<Found> {
  const { store, actor, now } = ctx;
  const { accountId } = actor;
  const { readiness, embedderId } = await store.matching.of(accountId);
  const since = new Date(now().getTime() - learningWindow.days * dayMs);
  const evidence = await store.feedback.recent(accountId, since, learningWindow.rows);
  const { thresholds, cautions } = learnThresholds(shippedThresholds, readiness, evidence);
  const { search, byWords } = await searchProblem(ctx, text, embedderId);
  const near = decideMatch(search, text, { ...thresholds, matchedAt: never });
  const sure = decideMatch(search, text, thresholds);
  const match = sure.kind === 'matched' && isCautioned(sure, cautions) ? near : sure;
  const first = match.kind === 'matched' ? [match.flow] : [];
  const offered = near.kind === 'near' ? near.flows : [];
  const flows = [...first, ...offered.filter(({ flowId }) => flowId !== first[0]?.flowId)];
  return { match, flows: await withRecords(ctx, flows, text), search, byWords };
}

/** A flow that was often the wrong one has to be surer than the others. */
const isCautioned = (
  { flow, confidence }: Extract<Match, { kind: 'matched' }>,
  cautions: ReadonlyMap<string, number>,
): boolean => confidence < (cautions.get(flow.flowId) ?? 0);

/** With what became of their walks, for the card. */
async function withRecords(ctx: Context, flows: readonly Suggestion[], text: string): Promise<Suggestion[]> {
  if (flows.length === 0) return [];
  const records = await ctx.store.matching.records(
    ctx.actor.accountId,
    flows.map(({ flowId }) => flowId),
    text,
  );
  return flows.map((flow) => {
    const record = records.get(flow.flowId);
    return record ? { ...flow, record } : flow;
  });
}
