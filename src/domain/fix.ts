import { ConflictError } from './errors.js';
import type { Person } from './member.js';
import type { Session } from './session.js';
import { days, hours, type TruthTimes } from './truth-times.js';
import { assertWalkable } from './walk.js';

/**
 * What is known of a fix: nobody has checked it yet, somebody has seen it work, nobody answered when asked, or it did
 * not hold.
 */
export type FixCheck = 'awaiting' | 'confirmed' | 'unanswered' | 'reopened';

/** One time that a walk was ended as solved. A walk that is reopened and solved again has two. */
export interface Fix {
  accountId: string;
  sessionId: string;
  /** Counts from 1 in its session. */
  number: number;
  byId: string;
  at: Date;
  helpful: boolean | null;
  notes: string | null;
  /** What the work took, as the person who solved it put it. */
  minutes: number | null;
  check: FixCheck;
  checkedById: string | null;
  checkedAt: Date | null;
  /** Why it was reopened. */
  reason: string | null;
}

/** Solved in truth: somebody has seen it work. Fixes that wait, that nobody answered for or that did not hold are not. */
export const isSolved = (fix: Pick<Fix, 'check'> | null): boolean => fix?.check === 'confirmed';

/**
 * Somebody has seen that it works; late is better than never.
 * @param checker who was first, where somebody was.
 * @throws {ConflictError} `fix_checked` naming them when it was confirmed or reopened already.
 */
export function confirmFix(fix: Fix, act: { memberId: string; at: Date }, checker: Person | null): Fix {
  if (fix.check === 'confirmed' || fix.check === 'reopened') throw new ConflictError('fix_checked', checker);
  return { ...fix, check: 'confirmed', checkedById: act.memberId, checkedAt: act.at };
}

/** Nobody answered. It is not counted as solved, and can still be confirmed. */
export const leaveUnanswered = (fix: Fix, at: Date): Fix => ({ ...fix, check: 'unanswered', checkedAt: at });

/** It did not hold. */
export const markReopened = (fix: Fix, act: { memberId: string; at: Date; reason: string | null }): Fix => ({
  ...fix,
  check: 'reopened',
  checkedById: act.memberId,
  checkedAt: act.at,
  reason: act.reason,
});

/** Until when an ended walk can be reopened. */
export const reopenUntil = (endedAt: Date, reopenDays: number): Date =>
  new Date(endedAt.getTime() + days(reopenDays));

/**
 * Goes on where the walk ended: same thread, same history. What was escalated without a walk goes on without a tree.
 * @param carrierId who has the customer from here.
 * @throws {ConflictError} `not_ended`, `replaced` where the ticket has another walk, or `too_late` after the time for it.
 */
export function reopenSession(
  session: Session,
  act: { carrierId: string; at: Date; reopenDays: number },
): Session {
  const { status, endedAt } = session;
  if ((status !== 'resolved' && status !== 'abandoned') || !endedAt) throw new ConflictError('not_ended');
  if (session.abandonedFor === 'wrong_flow') throw new ConflictError('replaced');
  if (act.at > reopenUntil(endedAt, act.reopenDays)) throw new ConflictError('too_late');
  return {
    ...session,
    kind: session.kind === 'none' ? 'ad_hoc' : session.kind,
    status: 'active',
    carriedById: act.carrierId,
    endedAt: null,
    helpful: null,
    resolutionNotes: null,
    updatedAt: act.at,
  };
}

/** Ends the walk unsolved; everything that was recorded stays. @throws {ConflictError} unless it is active. */
export function abandonSession(session: Session, at: Date): Session {
  assertWalkable(session);
  return { ...session, status: 'abandoned', endedAt: at, updatedAt: at };
}

/** What is due for a walk that lies still. */
export type StaleStep = { kind: 'wait'; until: Date } | { kind: 'nudge'; since: Date } | { kind: 'sweep' };

/**
 * A walk is never swept before the time that its question named, whatever is set since.
 * @param lastActivity the latest step, note or change. A question asked before it no longer counts.
 */
export function staleStep(
  { nudgedAt, sweepAt }: Pick<Session, 'nudgedAt' | 'sweepAt'>,
  lastActivity: Date,
  { now, times }: { now: Date; times: Pick<TruthTimes, 'staleHours' | 'sweepDays'> },
): StaleStep {
  const nudged = nudgedAt !== null && nudgedAt >= lastActivity;
  const due = nudged
    ? (sweepAt ?? new Date(nudgedAt.getTime() + days(times.sweepDays)))
    : new Date(lastActivity.getTime() + hours(times.staleHours));
  if (now < due) return { kind: 'wait', until: due };
  return nudged ? { kind: 'sweep' } : { kind: 'nudge', since: lastActivity };
}
