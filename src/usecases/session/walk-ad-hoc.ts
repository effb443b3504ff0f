import { ConflictError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { assertWalkable } from '../../domain/walk.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { redraw, redrawCard } from '../shared/posts.js';
import { found, transact } from '../shared/transact.js';

export interface WalkAdHoc {
  sessionId: string;
  position: number;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Leaves the tree where its next node could not be written, and goes on in free text in the same thread. What was
 * walked so far stays in the record.
 * @throws {ConflictError} `ended`, or `not_current` when the walk is not waiting for a node.
 */
export async function walkAdHoc(ctx: Context, input: WalkAdHoc): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    assertWalkable(session);
    if (
      session.kind !== 'ai_build' ||
      session.currentNodeId !== null ||
      session.stepCount !== input.position
    ) {
      throw new ConflictError('not_current');
    }
    const adHoc: Session = { ...session, kind: 'ad_hoc', pendingAnswerId: null, updatedAt: tx.now };
    await tx.sessions.save(adHoc);
    await redraw(tx, postKey.walkCard(session.id, input.position), {
      lane: laneOf(session),
      responseUrl: input.responseUrl,
      messageTs: input.messageTs,
    });
    await redrawCard(ctx, tx, adHoc);
    await tx.record({
      action: 'session.left_tree',
      subject: 'session',
      subjectId: session.id,
      before: { kind: session.kind },
      after: { kind: 'ad_hoc' },
    });
    return adHoc;
  });
}
