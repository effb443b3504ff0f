import { InvalidInputError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import { type TruthTimes, wrongTime } from '../../domain/truth-times.js';
import type { Context } from '../context.js';
import { transact } from '../shared/transact.js';

/**
 * Sets when fixes are asked about, how long walks can be reopened and when those that lie still are closed. It holds
 * from the next question on; what a question has announced stays.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} for a time out of its bounds, or not after the one before it.
 */
export async function saveTimes(ctx: Context, times: TruthTimes): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  const wrong = wrongTime(times);
  if (wrong) throw new InvalidInputError(wrong.name, wrong.why);
  await transact(ctx, async (tx) => {
    const before = await tx.clocks.times(tx.accountId);
    await tx.clocks.saveTimes(tx.accountId, times);
    await tx.record({
      action: 'times.saved',
      subject: 'account',
      subjectId: tx.accountId,
      before,
      after: times,
    });
  });
}
