import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { enqueueEvent } from '../shared/emit.js';
import { transact } from '../shared/transact.js';

/** At a time; the button is pressed again for more. */
const most = 500;

/**
 * Has the events that were given up sent again, in the order they happened.
 * @returns how many.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function resendEvents(ctx: Context): Promise<number> {
  authorize(ctx.actor, 'webhook.write');
  return transact(ctx, async (tx) => {
    await tx.webhooks.lock(tx.accountId);
    const failed = await tx.webhooks.inState(tx.accountId, 'failed', most);
    for (const event of failed) {
      const outcome = {
        state: 'pending',
        attempts: 0,
        lastError: event.lastError,
        deliveredAt: null,
      } as const;
      await tx.webhooks.saveEvent(event, outcome);
      await enqueueEvent(tx, event);
    }
    if (failed.length === 0) return 0;
    await tx.record({
      action: 'webhook.resent',
      subject: 'account',
      subjectId: tx.accountId,
      after: { events: failed.length },
    });
    return failed.length;
  });
}
