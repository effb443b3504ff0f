import { type Budget, dayOf, type LedgerOfDay } from '../../domain/ledger.js';
import { authorize } from '../../domain/policy.js';
import type { Trouble } from '../../domain/trouble.js';
import type { Context } from '../context.js';

export interface LedgerView {
  today: LedgerOfDay;
  budget: Budget;
  /** False where the built-in protocols build: nothing is asked and nothing spent then. */
  asksModel: boolean;
  /** What of the configuration keeps a model from being asked. */
  troubles: readonly Trouble[];
}

/**
 * What models were asked today, what it cost, and what may be asked.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function readLedger(ctx: Context): Promise<LedgerView> {
  authorize(ctx.actor, 'settings.read');
  const { accountId } = ctx.actor;
  return {
    today: await ctx.store.ledger.ofDay(accountId, dayOf(ctx.now())),
    budget: await ctx.store.accounts.budget(accountId),
    asksModel: ctx.asksAhead,
    troubles: ctx.troubles().filter(({ variable }) => variable !== 'INTAKE_EMBEDDING_MODEL'),
  };
}
