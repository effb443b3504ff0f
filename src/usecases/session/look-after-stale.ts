import { abandonSession, staleStep } from '../../domain/fix.js';
import { authorize, can } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { oneLine } from '../../domain/text.js';
import { days } from '../../domain/truth-times.js';
import type { Context } from '../context.js';
import { endUnsolved } from '../shared/end-unsolved.js';
import { tellPerson, tellThread } from '../shared/posts.js';
import { watchStale } from '../shared/timers.js';
import { type Acting, found, transact } from '../shared/transact.js';

/**
 * A timer's act: a walk that lies still is brought to mind, and swept when that question said so. It goes by the walk's
 * own times, so a timer that comes late, early or twice changes nothing.
 */
export async function lookAfterStale(ctx: Context, { sessionId }: { sessionId: string }): Promise<void> {
  authorize(ctx.actor, 'session.abandon');
  await transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    if (session.status !== 'active') return;
    const lastNote = await tx.sessions.lastNoteAt(tx.accountId, sessionId);
    const activity = lastNote && lastNote > session.updatedAt ? lastNote : session.updatedAt;
    const times = await tx.clocks.times(tx.accountId);
    const due = staleStep(session, activity, { now: tx.now, times });
    switch (due.kind) {
      case 'wait':
        return watchStale(tx, session, due.until);
      case 'sweep':
        return endUnsolved(ctx, tx, abandonSession(session, tx.now));
      case 'nudge':
        return nudge(ctx, tx, session, { since: due.since, sweepDays: times.sweepDays });
    }
  });
}

/** Who carries it is asked by direct message; where they can do nothing any more, its thread is. */
async function nudge(
  ctx: Context,
  tx: Acting,
  session: Session,
  { since, sweepDays }: { since: Date; sweepDays: number },
): Promise<void> {
  const sweepAt = new Date(tx.now.getTime() + days(sweepDays));
  await tx.sessions.save({ ...session, nudgedAt: tx.now, sweepAt });
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const intake = found(await tx.intakes.find(tx.accountId, ticket.intakeId), 'intake');
  const notice = {
    kind: 'stale',
    ticketNumber: ticket.number,
    sessionId: session.id,
    problem: oneLine(intake.problem.text, 200),
    since: since.toISOString(),
    sweepAt: sweepAt.toISOString(),
  } as const;
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  if (carrier && can(carrier, 'session.walk')) await tellPerson(ctx, tx, carrier.slackUserId, notice);
  else await tellThread(ctx, tx, session, notice);
  await watchStale(tx, session);
  await tx.record({
    action: 'session.nudged',
    subject: 'session',
    subjectId: session.id,
    before: { nudgedAt: session.nudgedAt },
    after: { nudgedAt: tx.now },
  });
}
