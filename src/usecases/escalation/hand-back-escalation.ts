import { type Escalation, handBackEscalation as handBack } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { authorize, can } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { limits, requiredText } from '../../domain/text.js';
import { returnSession } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { holdOwn, keep, tellAgent } from '../shared/escalation-acts.js';
import { noteOutcome } from '../shared/evidence.js';
import { addStepPost, type Pressed, postStepAnew } from '../shared/posts.js';
import { watchStale } from '../shared/timers.js';
import { type Acting, transact } from '../shared/transact.js';

export interface HandBackEscalation extends Partial<Pressed> {
  escalationId: string;
  /** What L1 is to do. */
  instruction: string;
}

/**
 * Hands an escalation back to L1 with an instruction: the walk goes on where it was, by the same agent. Escalating it
 * again makes a new escalation.
 * @throws {ConflictError} `claimed` where somebody else holds it, or `escalation_ended`.
 * @throws {InvalidInputError} for an empty instruction.
 */
export async function handBackEscalation(
  ctx: Context,
  { escalationId, instruction, ...pressed }: HandBackEscalation,
): Promise<Escalation> {
  authorize(ctx.actor, 'escalation.hand_back');
  const text = requiredText('instruction', instruction, limits.reason);
  return transact(ctx, async (tx) => {
    const held = await holdOwn(ctx, tx, escalationId);
    const returned = handBack(held.escalation, text, tx.now);
    const carrier = await tx.members.find(tx.accountId, held.session.carriedById);
    const carried = carrier !== null && can(carrier, 'session.walk');
    const session = returnSession(held.session, { carried, at: tx.now });
    await tx.sessions.save(session);
    await tx.escalations.endClaim(returned, tx.now);
    await keep(ctx, tx, held, returned, pressed);
    await tellAgent(ctx, tx, session, {
      kind: 'handed_back',
      ticketNumber: held.ticketNumber,
      sessionId: session.id,
      by: personOf(ctx.actor),
      instruction: text,
    });
    await openStepAgain(ctx, tx, held.session, session);
    await watchStale(tx, session);
    await noteOutcome(ctx, tx, session);
    await tx.record({
      action: 'escalation.handed_back',
      subject: 'escalation',
      subjectId: escalationId,
      before: { status: held.escalation.status, session: held.session.status },
      after: { status: returned.status, session: session.status },
    });
    return returned;
  });
}

/** The step that was closed takes answers again, at the end of the thread; a walk that had none gets its first. */
async function openStepAgain(ctx: Context, tx: Acting, before: Session, session: Session): Promise<void> {
  if (before.kind === 'none') await addStepPost(ctx, tx, session);
  else await postStepAnew(tx, session);
}
