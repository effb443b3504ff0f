import type { IntakeCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

/**
 * What came of an intake, and what can be chosen.
 * @throws {NotFoundError} if the account has no such intake.
 */
export async function readIntake(ctx: Context, { intakeId }: { intakeId: string }): Promise<IntakeCard> {
  authorize(ctx.actor, 'intake.read');
  return found(await ctx.store.cards.intake(ctx.actor.accountId, intakeId), 'intake');
}
