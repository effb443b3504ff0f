import type { Decision, Intake } from './intake.js';

/**
 * What an agent did with what was matched or suggested. `used`, `used_other`, `built_anyway` and `declined` (ad hoc or
 * escalated) are choices on a suggestion; `wrong_flow` leaves a walk; the rest is how a walk on a flow ended.
 */
export type FeedbackKind =
  | 'used'
  | 'used_other'
  | 'built_anyway'
  | 'declined'
  | 'wrong_flow'
  | 'resolved'
  /** Resolved, but the walk did not help. */
  | 'unhelpful'
  | 'escalated'
  /** Escalated because the flow does not cover the problem. */
  | 'not_covered';

/** One act of one agent that speaks for or against a flow. */
export interface Feedback {
  accountId: string;
  id: string;
  intakeId: string;
  sessionId: string | null;
  memberId: string;
  /** The flow that it speaks for or against: the first that was suggested, or the one that was walked. */
  flowId: string;
  /** What was chosen in its place. */
  chosenFlowId: string | null;
  kind: FeedbackKind;
  /** How likely the matcher held it to be right; null where an agent had named it. */
  probability: number | null;
  at: Date;
}

export type Judgement = Pick<Feedback, 'flowId' | 'chosenFlowId' | 'kind' | 'probability'>;

/** How likely the matcher held this flow to be right when the problem came in; null where it did not say. */
export const probabilityOf = ({ suggestions }: Pick<Intake, 'suggestions'>, flowId: string): number | null =>
  suggestions.find((suggestion) => suggestion.flowId === flowId)?.probability ?? null;

/** What a choice on a card says about the flow that was suggested first; null where none was. */
export function judgementOfChoice(
  intake: Pick<Intake, 'suggestions'>,
  decision: Decision,
  chosenFlowId: string | null,
): Judgement | null {
  const [first] = intake.suggestions;
  if (!first) return null;
  const { flowId } = first;
  return {
    flowId,
    chosenFlowId,
    kind: kindOfChoice(decision, chosenFlowId === flowId),
    probability: first.probability,
  };
}

function kindOfChoice(decision: Decision, first: boolean): FeedbackKind {
  if (decision === 'use_flow') return first ? 'used' : 'used_other';
  return decision === 'build' ? 'built_anyway' : 'declined';
}
