import { IntakeError } from './errors.js';

/** What a request to a model was for. `resend`: an earlier one had no known answer; `repair`: its node was refused. */
export type CallKind = 'first' | 'resend' | 'repair';

/** What an endpoint says it used. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
}

/** A request that was let through. */
export interface MeteredCall {
  /** What it used; null where nobody knows. */
  settle(usage: Usage | null): Promise<void>;
}

/**
 * Reserves one request, before it is sent.
 * @throws {BudgetError} where today's budget has no room; nothing may be sent then.
 */
export type Meter = (kind: CallKind) => Promise<MeteredCall>;

/** Today's budget for model requests is used up: of the whole account, or of one member. */
export class BudgetError extends IntakeError {
  readonly code = 'budget';
  readonly of: 'account' | 'member';

  constructor(of: BudgetError['of']) {
    super(`The budget of the ${of} is used up`);
    this.of = of;
  }
}
