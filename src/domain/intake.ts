import type { Match, Suggestion } from './match.js';
import type { Urgency } from './ticket.js';

export type Outcome = 'matched' | 'suggest' | 'build' | 'out_of_scope' | 'ad_hoc';

/** What the agent chose on a `suggest` or `out_of_scope` card. */
export type Decision = 'use_flow' | 'build' | 'ad_hoc' | 'escalate';

/** What the agent typed. */
export interface Problem {
  text: string;
  customerName: string | null;
  customerContact: string | null;
  device: string | null;
  urgency: Urgency;
  /** Walked in a direct message; nothing that the customer said is shown in a channel. */
  private: boolean;
}

/** One submission of a problem; it stays on record whatever its outcome. */
export interface Intake {
  accountId: string;
  id: string;
  memberId: string;
  problem: Problem;
  outcome: Outcome;
  /** One sentence: why this outcome. */
  reason: string;
  categoryId: string | null;
  suggestions: Suggestion[];
  decision: Decision | null;
  chosenFlowId: string | null;
  /** Where it was typed; null from App Home. */
  channelId: string | null;
  createdAt: Date;
}

/** The category a problem seems to belong to, with its gate. */
export interface Gate {
  categoryId: string;
  name: string;
  buildEnabled: boolean;
}

export interface Ruling {
  outcome: Exclude<Outcome, 'ad_hoc'>;
  reason: string;
}

/**
 * Match before gate (DESIGN.md section 2): a published flow is walked even where building is off;
 * the gate only decides between building and out of scope.
 */
export function ruleOutcome(match: Match, gate: Gate | null): Ruling {
  if (match.kind === 'matched') return { outcome: 'matched', reason: match.reason };
  if (match.kind === 'near') return { outcome: 'suggest', reason: match.reason };
  if (gate?.buildEnabled) return { outcome: 'build', reason: `${match.reason} Category: ${gate.name}.` };
  const why = match.reason.replace(/\.$/, '');
  if (gate) return { outcome: 'out_of_scope', reason: `${why}, and building is off for ${gate.name}.` };
  const hint = match.hint ? ` ${match.hint}` : '';
  return { outcome: 'out_of_scope', reason: `${why}, and no category fits.${hint}` };
}
