import { ConflictError, PermissionDeniedError } from '../../domain/errors.js';
import type { Escalation } from '../../domain/escalation.js';
import { personOf } from '../../domain/member.js';
import { authorize, walks } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { limits, optionalText } from '../../domain/text.js';
import { resolveSession as resolve } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { redrawCard, redrawOpenStep, tellPerson, tellThread } from '../shared/posts.js';
import { recordEnd } from '../shared/record-feedback.js';
import { redrawEscalation } from '../shared/redraw-escalation.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface ResolveSession {
  sessionId: string;
  /** Whether the flow helped; null where there was none. */
  helpful: boolean | null;
  notes?: string | null;
}

/**
 * Ends a walk as solved. While it is escalated the claimant ends it; unclaimed, an agent may, whose customer called
 * back to say that it works.
 * @throws {ConflictError} `ended` if it is over already, `claimed` naming the claimant.
 */
export async function resolveSession(ctx: Context, input: ResolveSession): Promise<Session> {
  authorize(ctx.actor, 'session.resolve');
  const notes = optionalText('notes', input.notes, limits.resolution);
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    const resolved = resolve(session, { helpful: input.helpful, notes }, tx.now);
    const escalation = session.status === 'escalated' ? await lockEscalation(tx, session) : null;
    await assertMayEnd(ctx, tx, escalation);
    await tx.sessions.save(resolved);
    if (escalation) await closeEscalation(tx, escalation);
    else await recordEnd(ctx, tx, session, input.helpful === false ? 'unhelpful' : 'resolved');
    await redrawOpenStep(tx, session);
    await redrawCard(ctx, tx, resolved);
    await tellResolved(ctx, tx, resolved);
    await tx.record({
      action: 'session.resolved',
      subject: 'session',
      subjectId: session.id,
      before: { status: session.status },
      after: { status: 'resolved', helpful: input.helpful },
    });
    return resolved;
  });
}

/** Held before it is decided who may end it: of a claim and an ending at once the second sees the first. */
async function lockEscalation(tx: Acting, session: Session): Promise<Escalation | null> {
  const latest = await tx.escalations.latestOf(tx.accountId, session.id);
  return latest && tx.escalations.lock(tx.accountId, latest.id);
}

async function assertMayEnd(ctx: Context, tx: Acting, escalation: Escalation | null): Promise<void> {
  const { role, memberId } = ctx.actor;
  if (!escalation) {
    if (!walks(ctx.actor) && role === 'engineer') throw new PermissionDeniedError('session.resolve', 'role');
    return;
  }
  if (escalation.claimedById === null || escalation.claimedById === memberId) return;
  if (role === 'admin' || role === 'owner') return;
  const holder = await tx.members.find(tx.accountId, escalation.claimedById);
  throw new ConflictError('claimed', holder && personOf(holder));
}

async function closeEscalation(tx: Acting, escalation: Escalation): Promise<void> {
  await tx.escalations.save({ ...escalation, status: 'resolved', endedAt: tx.now });
  await redrawEscalation(tx, escalation.id);
}

/** The thread says it; who carries the walk hears of it where somebody else ended it. */
async function tellResolved(ctx: Context, tx: Acting, session: Session): Promise<void> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const notice = {
    kind: 'resolved',
    by: personOf(ctx.actor),
    ticketNumber: ticket.number,
    sessionId: session.id,
    notes: session.resolutionNotes,
  } as const;
  await tellThread(ctx, tx, session, notice);
  const carrier = await tx.members.find(tx.accountId, session.carriedById);
  if (carrier && carrier.memberId !== ctx.actor.memberId)
    await tellPerson(ctx, tx, carrier.slackUserId, notice);
}
