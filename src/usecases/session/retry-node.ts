import { ConflictError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { assertWalkable, pathOf } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { redrawCard, redrawOpenStep } from '../shared/posts.js';
import { requestNode } from '../shared/start-session.js';
import { found, transact } from '../shared/transact.js';

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
    const last = pathOf(await tx.sessions.steps(tx.accountId, session.id)).at(-1) ?? null;
    await requestNode(ctx, tx, draft, last);
    await redrawOpenStep(tx, session, input);
    await redrawCard(ctx, tx, session);
    await tx.record({ action: 'session.retried', subject: 'session', subjectId: session.id });
    return session;
  });
}
