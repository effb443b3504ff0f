import { leaveUnanswered } from '../../domain/fix.js';
import { authorize } from '../../domain/policy.js';
import type { CheckStage } from '../../domain/work.js';
import type { Context } from '../context.js';
import { askForCheck, redrawChecks } from '../shared/ask-for-check.js';
import { redrawCard, tellThread } from '../shared/posts.js';
import { found, transact } from '../shared/transact.js';

export interface CheckFix {
  sessionId: string;
  number: number;
  stage: CheckStage;
}

/** A timer's act: asks whether a fix holds, or stops asking. Nothing happens where that is known or past. */
export async function checkFix(ctx: Context, { sessionId, number, stage }: CheckFix): Promise<void> {
  authorize(ctx.actor, 'session.check');
  await transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const fix = await tx.fixes.latest(tx.accountId, sessionId);
    if (fix?.number !== number || fix.check !== 'awaiting') return;
    if (stage !== 'give_up') return askForCheck(ctx, tx, session, fix, stage);
    const left = leaveUnanswered(fix, tx.now);
    await tx.fixes.save(left);
    const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
    await tellThread(ctx, tx, session, { kind: 'fix_unanswered', ticketNumber: ticket.number, sessionId });
    await redrawChecks(tx, left);
    await redrawCard(ctx, tx, session);
    await tx.record({
      action: 'fix.unanswered',
      subject: 'session',
      subjectId: sessionId,
      before: { fix: number, check: fix.check },
      after: { fix: number, check: left.check },
    });
  });
}
