import { reopenUntil } from '../../domain/fix.js';
import { personOf, systemMemberId } from '../../domain/member.js';
import type { Session } from '../../domain/session.js';
import type { Context } from '../context.js';
import { redrawCard, redrawOpenStep, tellThread } from './posts.js';
import { type Acting, found } from './transact.js';

/** Keeps a walk that was abandoned and says so in its thread; nobody is named where it was swept. */
export async function endUnsolved(ctx: Context, tx: Acting, abandoned: Session): Promise<void> {
  const { id: sessionId } = abandoned;
  await tx.sessions.save(abandoned);
  const ticket = found(await tx.intakes.ticket(tx.accountId, abandoned.ticketId), 'ticket');
  const by = ctx.actor.memberId === systemMemberId ? null : personOf(ctx.actor);
  const { reopenDays } = await tx.clocks.times(tx.accountId);
  await tellThread(ctx, tx, abandoned, {
    kind: 'abandoned',
    by,
    ticketNumber: ticket.number,
    sessionId,
    reopenUntil: reopenUntil(tx.now, reopenDays).toISOString(),
  });
  await redrawOpenStep(tx, abandoned);
  await redrawCard(ctx, tx, abandoned);
  await tx.record({
    action: 'session.abandoned',
    subject: 'session',
    subjectId: sessionId,
    before: { status: 'active' },
    after: { status: 'abandoned' },
  });
}
