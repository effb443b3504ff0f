import type { MatchReadiness } from '../../domain/match-learning.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { transact } from '../shared/transact.js';

/**
 * Saves how readily flows are started without being asked; it holds from the next intake on.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function saveMatching(
  ctx: Context,
  { readiness }: { readiness: MatchReadiness },
): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    const before = await tx.matching.of(tx.accountId);
    await tx.matching.setReadiness(tx.accountId, readiness);
    await tx.record({
      action: 'account.matching_saved',
      subject: 'account',
      subjectId: tx.accountId,
      before: { readiness: before.readiness },
      after: { readiness },
    });
  });
}
