import type { FlowNode } from '../../domain/flow.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { assertReads } from '../shared/assert-reads.js';
import { found } from '../shared/transact.js';

/**
 * One node with its answers, as this walk reads it.
 * @throws {NotFoundError} if the account has no such node.
 * @throws {PermissionDeniedError} `private` for a private walk that the actor has nothing to do with.
 */
export async function readNode(
  ctx: Context,
  { sessionId, nodeId }: { sessionId: string; nodeId: string },
): Promise<FlowNode> {
  authorize(ctx.actor, 'session.read');
  await assertReads(ctx, sessionId);
  return found(await ctx.store.cards.node(ctx.actor.accountId, sessionId, nodeId), 'step');
}
