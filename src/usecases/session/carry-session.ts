import { NotFoundError } from '../../domain/errors.js';
import { personOf } from '../../domain/member.js';
import { authorize, can } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { handOver, resumeSession, stopSession } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { moveToCarrier } from '../shared/move-walk.js';
import {
  postMissingStep,
  redrawCard,
  redrawStopped,
  tellPerson,
  tellStopped,
  tellThread,
} from '../shared/posts.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface CarrySession {
  sessionId: string;
  /** Stop puts it aside, resume takes it up (whoever does carries it from here), hand over gives it away. */
  act: { kind: 'stop' } | { kind: 'resume' } | { kind: 'hand_over'; toMemberId: string };
}

/**
 * Changes who carries a walk, or puts it aside. Nothing of the walk itself changes.
 * @throws {ConflictError} `ended`.
 * @throws {NotFoundError} if nobody who may walk has that id.
 */
export async function carrySession(ctx: Context, { sessionId, act }: CarrySession): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const changed = await carry(ctx, tx, session, act);
    await tx.sessions.save(changed);
    if (changed.carriedById !== session.carriedById) {
      const carrier = found(await tx.members.find(tx.accountId, changed.carriedById), 'agent');
      await moveToCarrier(tx, changed, carrier.slackUserId);
    }
    await redrawCard(ctx, tx, changed);
    if (!changed.stoppedAt) await redrawStopped(tx, session);
    await tx.record({
      action: `session.${actions[act.kind]}`,
      subject: 'session',
      subjectId: session.id,
      before: { carriedById: session.carriedById, stopped: session.stoppedAt !== null },
      after: { carriedById: changed.carriedById, stopped: changed.stoppedAt !== null },
    });
    return changed;
  });
}

const actions = { stop: 'stopped', resume: 'resumed', hand_over: 'handed_over' } as const;

async function carry(ctx: Context, tx: Acting, session: Session, act: CarrySession['act']): Promise<Session> {
  const by = personOf(ctx.actor);
  switch (act.kind) {
    case 'stop': {
      const stopped = stopSession(session, tx.now);
      if (!session.stoppedAt)
        await tellStopped(ctx, tx, session, { kind: 'stopped', by, sessionId: session.id });
      return stopped;
    }
    case 'resume': {
      const resumed = resumeSession(session, { memberId: ctx.actor.memberId, at: tx.now });
      const changes = session.stoppedAt !== null || session.carriedById !== ctx.actor.memberId;
      if (changes) await tellThread(ctx, tx, session, { kind: 'resumed', by });
      await tellFormerCarrier(ctx, tx, session);
      await postMissingStep(tx, session);
      return resumed;
    }
    case 'hand_over': {
      const to = await tx.members.find(tx.accountId, act.toMemberId);
      if (!to || !can(to, 'session.walk')) throw new NotFoundError('agent');
      const given = handOver(session, to.memberId, tx.now);
      const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
      const notice = {
        kind: 'handed_over',
        from: by,
        to: personOf(to),
        ticketNumber: ticket.number,
        sessionId: session.id,
      } as const;
      await tellThread(ctx, tx, session, notice);
      if (to.memberId !== ctx.actor.memberId) await tellPerson(ctx, tx, to.slackUserId, notice);
      return given;
    }
  }
}

/** Whoever had the walk would go on with it else, beside who has it now. */
async function tellFormerCarrier(ctx: Context, tx: Acting, session: Session): Promise<void> {
  if (session.carriedById === ctx.actor.memberId) return;
  const former = await tx.members.find(tx.accountId, session.carriedById);
  if (!former || !can(former, 'session.walk')) return;
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  await tellPerson(ctx, tx, former.slackUserId, {
    kind: 'taken_over',
    by: personOf(ctx.actor),
    ticketNumber: ticket.number,
    sessionId: session.id,
  });
}
