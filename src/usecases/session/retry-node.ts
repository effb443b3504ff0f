import { ConflictError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { assertWalkable, pathOf } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { redrawCard, redrawOpenStep } from '../shared/posts.js';
import { requestNode } from '../shared/request-node.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface RetryNode {
  sessionId: string;
  position: number;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Asks again for a node that could not be written.
 * @throws {ConflictError} `ended`, or `not_current` when the walk does not wait for one any more.
 */
export async function retryNode(ctx: Context, input: RetryNode): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    assertWalkable(session);
    const draft = session.treeId ? await tx.drafts.findByTree(tx.accountId, session.treeId) : null;
    if (
      session.kind !== 'ai_build' ||
      !draft ||
      session.currentNodeId !== null ||
      session.stepCount !== input.position
    ) {
      throw new ConflictError('not_current');
    }
    await requestNode(ctx, tx, draft, await waitedFor(tx, session));
    await redrawOpenStep(tx, session, input);
    await redrawCard(ctx, tx, session);
    await tx.record({ action: 'session.retried', subject: 'session', subjectId: session.id });
    return session;
  });
}

/** The answer whose node this walk waits for; null for the root of its draft, which a fork has in the middle of a walk. */
async function waitedFor(tx: Acting, session: Session): Promise<{ nodeId: string; answerId: string } | null> {
  if (!session.pendingAnswerId) return null;
  return pathOf(await tx.sessions.steps(tx.accountId, session.id)).at(-1) ?? null;
}
