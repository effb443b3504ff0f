import { authorize } from '../../domain/policy.js';
import { tellHow as tell } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { redrawCard, redrawOpenStep } from '../shared/posts.js';
import { found, nameWinner, transact } from '../shared/transact.js';

export interface TellHow {
  sessionId: string;
  /** The step count that the button was drawn at. */
  position: number;
  nodeId: string;
  responseUrl: string | null;
  /** The message that was pressed. */
  messageTs?: string | null;
}

/**
 * Answers "Not sure" with how to find out: it stands under the question, which stays open, and no model is asked. Of
 * several people who are not sure the first has it shown; the others see it.
 * @throws {ConflictError} `answered` naming who moved on, `ended`, or `not_current` for a card of long ago.
 */
export async function tellHow(ctx: Context, input: TellHow): Promise<void> {
  authorize(ctx.actor, 'session.walk');
  await transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    const node = found(await tx.trees.node(tx.accountId, input.nodeId), 'node');
    if (session.status === 'active' && session.stepCount !== input.position) {
      throw await nameWinner(tx, session, input.position);
    }
    const told = tell(session, node, input.position, { memberId: ctx.actor.memberId, at: tx.now });
    await redrawOpenStep(tx, session, input);
    if (!told) return;
    await tx.sessions.save(told);
    if (session.stoppedAt) await redrawCard(ctx, tx, told);
    await tx.record({
      action: 'session.told_how',
      subject: 'session',
      subjectId: session.id,
      before: { toldHowAt: session.toldHowAt },
      after: { nodeId: node.id, toldHowAt: input.position },
    });
  });
}
