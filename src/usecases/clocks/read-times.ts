import { authorize } from '../../domain/policy.js';
import type { TruthTimes } from '../../domain/truth-times.js';
import type { Context } from '../context.js';

/**
 * When fixes are asked about, and how long walks can be reopened or may lie still.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function readTimes(ctx: Context): Promise<TruthTimes> {
  authorize(ctx.actor, 'settings.read');
  return ctx.store.clocks.times(ctx.actor.accountId);
}
