import type { Suggestion } from './intake.js';

/** What the search found out about one flow. Scores are of 0 to 1 unless said otherwise. */
export interface FlowCandidate {
  flowId: string;
  title: string;
  categoryId: string | null;
}

/** One flow is clearly right, some are near, or none is. `reason` is one sentence for the card. */
export type Match =
  | { kind: 'matched'; flow: Suggestion; reason: string }
  | { kind: 'near'; flows: Suggestion[]; reason: string }
  | { kind: 'none'; reason: string };
