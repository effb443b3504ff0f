import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { type Escalated, type EscalationReason, escalate } from '../shared/escalate.js';
import { found, transact } from '../shared/transact.js';

export interface EscalateSession extends EscalationReason {
  sessionId: string;
}

/**
 * Hands a walk to engineering with everything that was tried.
 * @throws {ConflictError} `escalated` where somebody was first, `ended` where it is over.
 * @throws {InvalidInputError} for an empty reason.
 */
export async function escalateSession(
  ctx: Context,
  { sessionId, ...reason }: EscalateSession,
): Promise<Escalated> {
  authorize(ctx.actor, 'session.escalate');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const escalated = await escalate(ctx, tx, session, reason);
    await tx.record({
      action: 'escalation.opened',
      subject: 'escalation',
      subjectId: escalated.escalation.id,
      before: { sessionId, status: session.status },
      after: { sessionId, status: 'escalated', category: reason.category },
    });
    return escalated;
  });
}
