import { ConflictError, InvalidInputError, PermissionDeniedError } from '../../domain/errors.js';
import { type Escalation, resolveEscalation } from '../../domain/escalation.js';
import type { Fix } from '../../domain/fix.js';
import { personOf } from '../../domain/member.js';
import { authorize, walks } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import { limits, optionalText } from '../../domain/text.js';
import { hours } from '../../domain/truth-times.js';
import { resolveSession as resolve } from '../../domain/walk.js';
import type { Context } from '../context.js';
import { askForCheck } from '../shared/ask-for-check.js';
import { emit } from '../shared/emit.js';
import { followUp } from '../shared/escalation-acts.js';
import { noteOutcome } from '../shared/evidence.js';
import { redrawCard, redrawOpenStep, tellPerson, tellThread } from '../shared/posts.js';
import { recordEnd } from '../shared/record-feedback.js';
import { redrawEscalation } from '../shared/redraw-escalation.js';
import { timeCheck } from '../shared/timers.js';
import { type Acting, found, transact } from '../shared/transact.js';

export interface ResolveSession {
  sessionId: string;
  /** Whether the flow helped; null where there was none. */
  helpful: boolean | null;
  notes?: string | null;
  /** What the work took. */
  minutes?: number | null;
  /**
   * Whether somebody has seen that it works. Where it is not said, who carries the walk knows, and an engineer's fix
   * awaits the agent's check.
   */
  confirmed?: boolean;
}

/**
 * Ends a walk as solved. While it is escalated the claimant ends it; unclaimed, an agent may, whose customer called
 * back to say that it works. A fix that nobody has seen work awaits a check, and the agent is asked for it.
 * @throws {ConflictError} `ended` if it is over already, `claimed` naming the claimant.
 * @throws {InvalidInputError} for minutes that are no time a ticket takes.
 */
export async function resolveSession(ctx: Context, input: ResolveSession): Promise<Session> {
  authorize(ctx.actor, 'session.resolve');
  const notes = optionalText('notes', input.notes, limits.resolution);
  const minutes = minutesOf(input.minutes);
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    const resolved = resolve(session, { helpful: input.helpful, notes }, tx.now);
    const escalation = session.status === 'escalated' ? await lockEscalation(tx, session) : null;
    await assertMayEnd(ctx, tx, escalation);
    await tx.sessions.save(resolved);
    if (escalation) await closeEscalation(tx, escalation);
    else await recordEnd(ctx, tx, session, input.helpful === false ? 'unhelpful' : 'resolved');
    const confirmed = input.confirmed ?? session.carriedById === ctx.actor.memberId;
    const fix = await keepFix(ctx, tx, resolved, { minutes, confirmed });
    const { number, check } = fix;
    const outcome = { fix: number, check, helpful: input.helpful, notes, minutes };
    await emit(ctx, tx, resolved, 'ticket.resolved', outcome);
    await redrawOpenStep(tx, session);
    await redrawCard(ctx, tx, resolved);
    await tellResolved(ctx, tx, resolved, fix);
    await noteOutcome(ctx, tx, resolved);
    await tx.record({
      action: 'session.resolved',
      subject: 'session',
      subjectId: session.id,
      before: { status: session.status },
      after: { status: 'resolved', helpful: input.helpful, fix: number, check, minutes },
    });
    return resolved;
  });
}

function minutesOf(minutes: number | null | undefined): number | null {
  if (minutes === null || minutes === undefined) return null;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > limits.minutes)
    throw new InvalidInputError('minutes', 'out_of_range', limits.minutes);
  return minutes;
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
  const resolved = resolveEscalation(escalation, tx.now);
  await tx.escalations.save(resolved);
  await tx.escalations.endClaim(resolved, tx.now);
  await redrawEscalation(tx, escalation.id);
  await followUp(tx, resolved, null);
}

async function keepFix(
  ctx: Context,
  tx: Acting,
  session: Session,
  { minutes, confirmed }: { minutes: number | null; confirmed: boolean },
): Promise<Fix> {
  const { memberId } = ctx.actor;
  const fix: Fix = {
    accountId: tx.accountId,
    sessionId: session.id,
    number: ((await tx.fixes.latest(tx.accountId, session.id))?.number ?? 0) + 1,
    byId: memberId,
    at: tx.now,
    helpful: session.helpful,
    notes: session.resolutionNotes,
    minutes,
    check: confirmed ? 'confirmed' : 'awaiting',
    checkedById: confirmed ? memberId : null,
    checkedAt: confirmed ? tx.now : null,
    reason: null,
  };
  await tx.fixes.create(fix);
  return fix;
}

/**
 * The thread says it. Who carries the walk hears of it where somebody else ended it: as a question where the fix
 * awaits their check. Who said themselves that it is not confirmed yet is asked later.
 */
async function tellResolved(ctx: Context, tx: Acting, session: Session, fix: Fix): Promise<void> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, session.ticketId), 'ticket');
  const notice = {
    kind: 'resolved',
    by: personOf(ctx.actor),
    ticketNumber: ticket.number,
    sessionId: session.id,
    notes: session.resolutionNotes,
    check: fix.check,
  } as const;
  await tellThread(ctx, tx, session, notice);
  const byCarrier = session.carriedById === ctx.actor.memberId;
  if (fix.check === 'awaiting') {
    if (!byCarrier) return askForCheck(ctx, tx, session, fix, 'ask');
    const { askHours } = await tx.clocks.times(tx.accountId);
    return timeCheck(tx, fix, 'ask', hours(askHours));
  }
  const carrier = byCarrier ? null : await tx.members.find(tx.accountId, session.carriedById);
  if (carrier) await tellPerson(ctx, tx, carrier.slackUserId, notice);
}
