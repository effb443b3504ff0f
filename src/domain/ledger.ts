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

/** What a million tokens cost, in US dollars. */
export interface Price {
  prompt: number;
  completion: number;
}

export const freeOfCharge: Price = { prompt: 0, completion: 0 };

/** A price for a million tokens is one for a token in millionths. */
export const costMicros = (
  { promptTokens, completionTokens }: Usage,
  { prompt, completion }: Price,
): number => Math.round(promptTokens * prompt + completionTokens * completion);

/** What is reserved for a call before anybody knows what it takes: more than any uses. */
export const reservedUsage: Usage = { promptTokens: 8_000, completionTokens: 1_200 };

/** What may be asked of a model on one day (UTC). */
export interface Budget {
  callsPerDay: number;
  callsPerMember: number;
  /** In cents of US dollars; null for no limit but the calls. */
  centsPerDay: number | null;
}

/** Where an admin has set nothing: some 200 built walks a day, 30 of one member. */
export const defaultBudget: Budget = { callsPerDay: 2_000, callsPerMember: 300, centsPerDay: null };

/** What an admin may set at most, of requests and of cents. */
export const mostPerDay = 1_000_000;

/** Asking ahead leaves this part of the budget to people who wait. */
export const aheadPart = 0.9;

/** Days are counted in UTC, everywhere the same. */
export const dayOf = (at: Date): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));

/** What clicks found behind their answer: the node, one on its way, or nothing yet. */
export interface Found {
  hit: number;
  joined: number;
  missed: number;
}

/** What one day has taken so far, as admins see it. */
export interface LedgerOfDay extends Found {
  calls: number;
  ahead: number;
  repairs: number;
  resends: number;
  promptTokens: number;
  completionTokens: number;
  costMicros: number;
}
