import type { Escalation } from '../../domain/escalation.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { holdOwn } from '../shared/escalation-acts.js';
import type { Pressed } from '../shared/posts.js';
import { release } from '../shared/release-claims.js';
import { transact } from '../shared/transact.js';

export interface ReleaseEscalation extends Partial<Pressed> {
  escalationId: string;
}

/**
 * Gives a claim back: the escalation waits for another engineer, and its clock starts anew.
 * @throws {ConflictError} `claimed` where somebody else holds it, `not_claimed`, or `escalation_ended`.
 */
export async function releaseEscalation(
  ctx: Context,
  { escalationId, ...pressed }: ReleaseEscalation,
): Promise<Escalation> {
  authorize(ctx.actor, 'escalation.release');
  return transact(ctx, async (tx) => {
    const held = await holdOwn(ctx, tx, escalationId);
    return release(ctx, tx, held, { why: 'released', pressed });
  });
}
