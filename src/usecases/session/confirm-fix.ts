import { ConflictError } from '../../domain/errors.js';
import { confirmFix as confirm, type Fix } from '../../domain/fix.js';
import { type Person, personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { redrawChecks } from '../shared/ask-for-check.js';
import { noteOutcome } from '../shared/evidence.js';
import { redrawCard, tellPerson, tellThread } from '../shared/posts.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface ConfirmFix {
  sessionId: string;
  /** Which fix of the session was seen to work. */
  number: number;
}

/**
 * Somebody has seen that a fix works; who made it hears of it.
 * @throws {ConflictError} `fix_checked` naming who was first.
 */
export async function confirmFix(ctx: Context, { sessionId, number }: ConfirmFix): Promise<Fix> {
  authorize(ctx.actor, 'session.check');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, sessionId), 'session');
    const fix = found(await tx.fixes.latest(tx.accountId, sessionId), 'fix');
    if (fix.number !== number) throw new ConflictError('fix_checked');
    const confirmed = confirm(fix, { memberId: ctx.actor.memberId, at: tx.now }, await checkerOf(tx, fix));
    await tx.fixes.save(confirmed);
    const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
    const by = personOf(ctx.actor);
    const notice = { kind: 'fix_confirmed', by, ticketNumber: ticket.number, sessionId } as const;
    await tellThread(ctx, tx, session, notice);
    const fixer = await tx.members.find(tx.accountId, fix.byId);
    if (fixer && fixer.memberId !== ctx.actor.memberId) await tellPerson(ctx, tx, fixer.slackUserId, notice);
    await redrawChecks(tx, confirmed);
    await redrawCard(ctx, tx, session);
    await noteOutcome(ctx, tx, session);
    await tx.record({
      action: 'fix.confirmed',
      subject: 'session',
      subjectId: sessionId,
      before: { fix: number, check: fix.check },
      after: { fix: number, check: confirmed.check },
    });
    return confirmed;
  });
}

async function checkerOf(tx: Acting, { checkedById }: Fix): Promise<Person | null> {
  const checker = checkedById && (await tx.members.find(tx.accountId, checkedById));
  return checker ? personOf(checker) : null;
}
