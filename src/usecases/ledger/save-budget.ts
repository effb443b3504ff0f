import { InvalidInputError } from '../../domain/errors.js';
import { type Budget, mostPerDay } from '../../domain/ledger.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { transact } from '../shared/transact.js';

/**
 * Sets what may be asked of models a day; what is asked already counts.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} `out_of_range` for anything but whole numbers up to a million, `over_total` where one
 *   person might ask more than everybody together.
 */
export async function saveBudget(ctx: Context, budget: Budget): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  for (const name of ['callsPerDay', 'callsPerMember', 'centsPerDay'] as const) {
    const value = budget[name] ?? 0;
    if (!Number.isInteger(value) || value < 0 || value > mostPerDay)
      throw new InvalidInputError(name, 'out_of_range', mostPerDay);
  }
  if (budget.callsPerMember > budget.callsPerDay) throw new InvalidInputError('callsPerMember', 'over_total');
  await transact(ctx, async (tx) => {
    const before = await tx.accounts.budget(tx.accountId);
    await tx.accounts.saveBudget(tx.accountId, budget);
    await tx.record({
      action: 'budget.saved',
      subject: 'account',
      subjectId: tx.accountId,
      before,
      after: budget,
    });
  });
}
