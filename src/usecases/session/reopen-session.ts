import { markReopened, reopenSession as reopen } from '../../domain/fix.js';
import { personOf } from '../../domain/member.js';
import { authorize, walks } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { limits, optionalText } from '../../domain/text.js';
import type { Context } from '../context.js';
import { redrawChecks } from '../shared/ask-for-check.js';
import { emit } from '../shared/emit.js';
import { noteOutcome } from '../shared/evidence.js';
import { moveToCarrier } from '../shared/move-walk.js';
import { addStepPost, postStepAnew, redrawCard, tellPerson, tellThread } from '../shared/posts.js';
import { watchStale } from '../shared/timers.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface ReopenSession {
  sessionId: string;
  reason?: string | null;
}

/**
 * The fix did not hold, or the customer is back: the walk goes on where it ended, in the same thread with the same
 * history, and what was counted as solved no longer is. Whoever reopens it carries it, if they walk.
 * @throws {ConflictError} `not_ended`, or `too_late` after the time for it.
 */
export async function reopenSession(ctx: Context, input: ReopenSession): Promise<Session> {
  authorize(ctx.actor, 'session.reopen');
  const reason = optionalText('reason', input.reason, limits.reason);
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    const { memberId } = ctx.actor;
    const carrierId = walks(ctx.actor) ? memberId : session.carriedById;
    const { reopenDays } = await tx.clocks.times(tx.accountId);
    const reopened = reopen(session, { carrierId, at: tx.now, reopenDays });
    await tx.sessions.save(reopened);
    const fix = session.status === 'resolved' ? await tx.fixes.latest(tx.accountId, session.id) : null;
    if (fix) {
      await tx.fixes.save(markReopened(fix, { memberId, at: tx.now, reason }));
      await redrawChecks(tx, fix);
    }
    await tellReopened(ctx, tx, reopened, { fixerId: fix?.byId ?? null, reason });
    await showAgain(ctx, tx, session, reopened);
    await emit(ctx, tx, reopened, 'ticket.reopened', { reason });
    await watchStale(tx, reopened);
    await noteOutcome(ctx, tx, reopened);
    await tx.record({
      action: 'session.reopened',
      subject: 'session',
      subjectId: session.id,
      before: {
        status: session.status,
        carriedById: session.carriedById,
        fix: fix?.number,
        check: fix?.check,
      },
      after: { status: reopened.status, carriedById: carrierId, fix: fix?.number, check: fix && 'reopened' },
    });
    return reopened;
  });
}

/** The step that was open when the walk ended is open again, at the end of the thread; what never had one gets a free-text step. */
async function showAgain(ctx: Context, tx: Acting, before: Session, reopened: Session): Promise<void> {
  if (before.kind === 'none') await addStepPost(ctx, tx, reopened);
  else await postStepAnew(tx, reopened);
  if (before.carriedById !== reopened.carriedById) await moveToCarrier(tx, reopened, ctx.actor.slackUserId);
  await redrawCard(ctx, tx, reopened);
}

/** The thread says it; who made the fix and who carries the walk hear of it where they are somebody else. */
async function tellReopened(
  ctx: Context,
  tx: Acting,
  session: Session,
  { fixerId, reason }: { fixerId: string | null; reason: string | null },
): Promise<void> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const by = personOf(ctx.actor);
  const notice = {
    kind: 'reopened',
    by,
    ticketNumber: ticket.number,
    sessionId: session.id,
    reason,
  } as const;
  await tellThread(ctx, tx, session, notice);
  const others = new Set([fixerId ?? session.carriedById, session.carriedById]);
  others.delete(ctx.actor.memberId);
  for (const person of await tx.members.findMany(tx.accountId, [...others]))
    await tellPerson(ctx, tx, person.slackUserId, notice);
}
