import { authorize } from '../../domain/policy.js';
import { postKey } from '../../domain/post.js';
import type { Session } from '../../domain/session.js';
import { limits, requiredText } from '../../domain/text.js';
import { recordAdHocStep } from '../../domain/walk.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { addStepPost, redraw, redrawCard } from '../shared/posts.js';
import { found, nameWinner, transact } from '../shared/transact.js';

export interface AddStep {
  sessionId: string;
  position: number;
  text: string;
}

/**
 * Records what was tried on an ad hoc walk.
 * @throws {InvalidInputError} for an empty text.
 * @throws {ConflictError} `answered` naming who added a step first, `ended`, or `not_current` where there is a tree.
 */
export async function addStep(ctx: Context, input: AddStep): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  const text = requiredText('step', input.text, limits.note);
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    if (session.status === 'active' && session.stepCount !== input.position) {
      throw await nameWinner(tx, session, input.position);
    }
    const walked = recordAdHocStep(session, text, input.position, {
      memberId: ctx.actor.memberId,
      at: tx.now,
    });
    await tx.sessions.save(walked.session);
    await tx.sessions.addStep(session, ctx.newId(), walked.step);
    await redraw(tx, postKey.walkCard(session.id, input.position), { lane: laneOf(session) });
    await addStepPost(ctx, tx, walked.session);
    await redrawCard(ctx, tx, walked.session);
    await tx.record({
      action: 'session.step_added',
      subject: 'session',
      subjectId: session.id,
      after: { stepCount: walked.session.stepCount },
    });
    return walked.session;
  });
}
