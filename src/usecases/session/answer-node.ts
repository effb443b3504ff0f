import { ConflictError } from '../../domain/errors.js';
import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { answerNode as answer, arrive } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { addStepPost, laneOf, redraw, redrawCard } from '../shared/posts.js';
import { requestNode } from '../shared/start-session.js';
import { type Acting, found, nameWinner, transact } from '../shared/transact.js';

export interface AnswerNode {
  sessionId: string;
  /** The step count that the button was drawn at. */
  position: number;
  nodeId: string;
  answerId: string;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Records an answer and shows the next node; on a draft that has none there yet, the node is asked for once.
 * @throws {ConflictError} `answered` naming who was first, `ended`, or `not_current` for a card of long ago.
 */
export async function answerNode(ctx: Context, input: AnswerNode): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    const node = found(await tx.trees.node(tx.accountId, input.nodeId), 'node');
    if (session.status === 'active' && session.stepCount !== input.position) {
      throw await nameWinner(tx, session, input.position);
    }
    const act = { memberId: ctx.actor.memberId, at: tx.now };
    const walked = answer(session, node, input, act);
    const next = await arriveIfWritten(ctx, tx, walked.session, node.id);
    await tx.sessions.save(next);
    await tx.sessions.addStep(session, ctx.newId(), walked.step);
    await redraw(tx, postKey.walkCard(session.id, input.position), {
      lane: laneOf(session),
      responseUrl: input.responseUrl,
      messageTs: input.messageTs,
    });
    await addStepPost(ctx, tx, next);
    await redrawCard(ctx, tx, next);
    await tx.record({
      action: 'session.answered',
      subject: 'session',
      subjectId: session.id,
      before: { nodeId: node.id, stepCount: session.stepCount },
      after: { answerId: input.answerId, nodeId: next.currentNodeId, stepCount: next.stepCount },
    });
    return next;
  });
}

/** On a draft the node behind the answer may be there already, be on its way, or have to be asked for. */
async function arriveIfWritten(
  ctx: Context,
  tx: Acting,
  session: Session,
  parentNodeId: string,
): Promise<Session> {
  const answerId = session.pendingAnswerId;
  if (!answerId || !session.treeId) return session;
  const draft = await tx.drafts.findByTree(tx.accountId, session.treeId);
  // A published flow has an edge for every answer; where one lacks, the walk cannot go this way.
  if (!draft) throw new ConflictError('not_current');
  const nodeId = await requestNode(ctx, tx, draft, { nodeId: parentNodeId, answerId });
  return nodeId ? arrive(session, nodeId, tx.now) : session;
}
