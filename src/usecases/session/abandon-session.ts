import { abandonSession as abandon } from '../../domain/fix.js';
import { authorize } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import { endUnsolved } from '../shared/end-unsolved.js';
import { found, transact } from '../shared/transact.js';

/**
 * Ends a walk that nobody goes on with, unsolved. Everything that was recorded stays, and for some days it can be
 * reopened.
 * @throws {ConflictError} `ended` unless it is active.
 */
export async function abandonSession(ctx: Context, { sessionId }: { sessionId: string }): Promise<Session> {
  authorize(ctx.actor, 'session.abandon');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const abandoned = abandon(session, tx.now);
    await endUnsolved(ctx, tx, abandoned);
    return abandoned;
  });
}
