import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { goBack as back } from '../../domain/walk.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addStepPost, redraw, redrawCard } from '../shared/posts.js';
import { found, nameWinner, transact } from '../shared/transact.js';

export interface GoBack {
  sessionId: string;
  position: number;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Goes back to the node before. A step of its own: nothing that was recorded is erased.
 * @throws {ConflictError} `answered` naming who moved on, `ended`, or `not_current` at the root.
 */
export async function goBack(ctx: Context, input: GoBack): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    if (session.status === 'active' && session.stepCount !== input.position) {
      throw await nameWinner(tx, session, input.position);
    }
    const steps = await tx.sessions.steps(tx.accountId, session.id);
    const walked = back(session, steps, input.position, { memberId: ctx.actor.memberId, at: tx.now });
    // The way back may lead out of a fork.
    const to =
      walked.session.currentNodeId && (await tx.trees.node(tx.accountId, walked.session.currentNodeId));
    await tx.sessions.save({ ...walked.session, treeId: to ? to.treeId : session.treeId });
    await tx.sessions.addStep(session, ctx.newId(), walked.step);
    await redraw(tx, postKey.walkCard(session.id, input.position), {
      lane: laneOf(session),
      responseUrl: input.responseUrl,
      messageTs: input.messageTs,
    });
    await addStepPost(ctx, tx, walked.session);
    await redrawCard(ctx, tx, walked.session);
    await tx.record({
      action: 'session.went_back',
      subject: 'session',
      subjectId: session.id,
      before: { nodeId: session.currentNodeId, stepCount: session.stepCount },
      after: { nodeId: walked.session.currentNodeId, stepCount: walked.session.stepCount },
    });
    return walked.session;
  });
}
