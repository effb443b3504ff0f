import type { Session, Step } from './session.js';
import { pathOf } from './walk.js';

/**
 * How a walk on a draft ended. `solved` by the walk, and somebody has seen it work; `unsaid`: one of the two is not
 * known; `left`: solved or not, beside the tree that others walk.
 */
export type WalkOutcome = 'solved' | 'not_helped' | 'unsaid' | 'escalated' | 'left';

/** What an ended walk on a draft shows. It outlives the session and the agent that it names. */
export interface WalkEvidence {
  sessionId: string;
  agentId: string;
  outcome: WalkOutcome;
  /** The answers given, from the root on, without those that were gone back from. */
  answerIds: string[];
  /** The node that the walk ended at; null where that node was never written. */
  endNodeId: string | null;
}

/** What the walk shows as it stands now; null while it goes on, and after it was reopened. */
export function evidenceOf(
  session: Pick<Session, 'id' | 'kind' | 'status' | 'helpful' | 'carriedById' | 'currentNodeId'>,
  steps: readonly Step[],
  past: Past,
): WalkEvidence | null {
  const outcome = outcomeOf(session, past);
  if (!outcome) return null;
  const { id: sessionId, carriedById: agentId, currentNodeId: endNodeId } = session;
  const answerIds = pathOf(steps).map(({ answerId }) => answerId);
  if (!past.leftBy) return { sessionId, agentId, outcome, answerIds, endNodeId };
  const shared = answerIds.slice(0, answerIds.indexOf(past.leftBy) + 1);
  return { sessionId, agentId, outcome: 'left', answerIds: shared, endNodeId: null };
}

/** What has to be known of a walk beside its session and steps. */
export interface Past {
  wasEscalated: boolean;
  isConfirmed: boolean;
  /** The answer in somebody's own words by which it went on for them alone. */
  leftBy: string | null;
}

function outcomeOf(
  { kind, status, helpful }: Pick<Session, 'kind' | 'status' | 'helpful'>,
  { wasEscalated, isConfirmed }: Past,
): WalkOutcome | null {
  if (status !== 'resolved' && status !== 'escalated') return null;
  if (kind !== 'ai_build') return 'left';
  if (status === 'escalated') return 'escalated';
  if (helpful === false) return 'not_helped';
  if (helpful) return isConfirmed ? 'solved' : 'unsaid';
  return wasEscalated ? 'escalated' : 'unsaid';
}

/** How many walks came by, and what they led to. */
export interface Tally {
  walks: number;
  solved: number;
  escalated: number;
}

export const noWalks: Tally = { walks: 0, solved: 0, escalated: 0 };

/** One more walk of this outcome. */
export const counted = (tally: Tally, outcome: WalkOutcome): Tally => ({
  walks: tally.walks + 1,
  solved: tally.solved + (outcome === 'solved' ? 1 : 0),
  escalated: tally.escalated + (outcome === 'escalated' ? 1 : 0),
});

/** Both together. */
export const sum = (a: Tally, b: Tally): Tally => ({
  walks: a.walks + b.walks,
  solved: a.solved + b.solved,
  escalated: a.escalated + b.escalated,
});
