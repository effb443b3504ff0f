import type { FlowNode } from '../../domain/flow.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

/**
 * One node with its answers, as this walk reads it.
 * @throws {NotFoundError} if the account has no such node.
 */
export async function readNode(
  ctx: Context,
  { sessionId, nodeId }: { sessionId: string; nodeId: string },
): Promise<FlowNode> {
  authorize(ctx.actor, 'session.read');
  return found(await ctx.store.cards.node(ctx.actor.accountId, sessionId, nodeId), 'step');
}
