import type { FlowNode } from '../../domain/flow.js';
import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { limits, requiredText } from '../../domain/text.js';
import { answerNode as answer } from '../../domain/walk.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addStepPost, redraw, redrawCard, redrawStopped } from '../shared/posts.js';
import { askAhead, noteFound } from '../shared/request-node.js';
import { found, nameWinner, transact } from '../shared/transact.js';
import { walkDraft } from '../shared/walk-draft.js';

export interface AnswerNode {
  sessionId: string;
  /** The step count that the button was drawn at. */
  position: number;
  nodeId: string;
  answerId: string;
  /** What it is instead, for "Something else". */
  text?: string | null;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Records an answer and shows the next node; on a draft that has none there yet, the node is asked for once.
 * @throws {ConflictError} `answered` naming who was first, `ended`, or `not_current` for a card of long ago.
 * @throws {InvalidInputError} `empty` for "Something else" without words.
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
    const said = saidOf(node, input);
    const walked = answer(session, node, { ...input, text: said }, act);
    const { session: next, asked } = await walkDraft(ctx, tx, walked.session, { nodeId: node.id, said });
    await tx.sessions.save(next);
    await tx.sessions.addStep(session, ctx.newId(), walked.step);
    await noteFound(ctx, tx, next, asked);
    await redraw(tx, postKey.walkCard(session.id, input.position), {
      lane: laneOf(session),
      responseUrl: input.responseUrl,
      messageTs: input.messageTs,
    });
    await addStepPost(ctx, tx, next);
    await redrawCard(ctx, tx, next);
    await redrawStopped(tx, session);
    await askAhead(ctx, tx, next);
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

/** The words of "Something else"; null for every other answer. */
function saidOf(node: FlowNode, { answerId, text }: AnswerNode): string | null {
  const chosen = node.answers.find(({ id }) => id === answerId);
  if (chosen?.kind !== 'something_else') return null;
  return requiredText('said', text ?? '', limits.reason);
}
