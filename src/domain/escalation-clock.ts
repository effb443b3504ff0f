import { afterOpenMinutes, type BusinessHours } from './business-hours.js';
import type { Escalation } from './escalation.js';

/** How long engineering may take, in minutes of its business hours. Null: no such clock. */
export interface Clocks {
  claimMinutes: number | null;
  firstActionMinutes: number | null;
  /** Null: day and night. */
  hours: BusinessHours | null;
}

/** Clocks as they are set: null takes over what the account says, 0 switches the clock off. */
export interface ClockSettings {
  claimMinutes: number | null;
  firstActionMinutes: number | null;
  businessHours: BusinessHours | null;
}

/** Who is called on one level: a Slack user group, and people. */
export interface CallLevel {
  groupId: string | null;
  memberIds: string[];
}

/** Everything that is set about waiting escalations, for a category or for the account. */
export interface DeskSettings extends ClockSettings {
  onCall: CallLevel;
  nextLevel: CallLevel;
}

/** True if nobody is on this level. */
export const isEmptyLevel = ({ groupId, memberIds }: CallLevel): boolean =>
  groupId === null && memberIds.length === 0;

/** A category's own clocks, or the account's where it says nothing. */
export function clocksOf(account: ClockSettings, category: ClockSettings | null): Clocks {
  const minutes = (of: 'claimMinutes' | 'firstActionMinutes') => (category?.[of] ?? account[of]) || null;
  return {
    claimMinutes: minutes('claimMinutes'),
    firstActionMinutes: minutes('firstActionMinutes'),
    hours: category?.businessHours ?? account.businessHours,
  };
}

/** In minutes: shorter would ring before anybody has read the card, longer than a week is no clock. */
export const clockLimits = { least: 5, most: 10_080 } as const;

/** Who is called about an unclaimed escalation, one after the other. */
export type Rung = 'on_call' | 'next_level' | 'admins';

/** What a clock does. Before the target it warns; then it climbs the ladder, or reminds and takes the claim back. */
export type Stage = 'warning' | Rung | 'reminder' | 'release';

const stages = {
  open: ['warning', 'on_call', 'next_level', 'admins'],
  claimed: ['warning', 'reminder', 'release'],
} as const satisfies Record<string, readonly Stage[]>;

export interface NextStage {
  stage: Stage;
  at: Date;
  /** How many stages are behind the clock once this one is. */
  number: number;
}

/**
 * What the escalation's clock does next, and when. The warning comes after three quarters of the target, the next stage
 * at the target, and each further one as long after the one before it.
 */
export function nextStage(escalation: Escalation, clocks: Clocks): NextStage | null {
  const running = runningClock(escalation, clocks);
  const stage = running?.stages[escalation.clockStage];
  if (!running || !stage || !escalation.clockAt) return null;
  const at = afterOpenMinutes(
    escalation.clockAt,
    minutesBefore(escalation.clockStage, running.target),
    clocks.hours,
  );
  return { stage, at, number: escalation.clockStage + 1 };
}

/** When its target is reached; null where no clock runs, or it is past its target. */
export function targetOf(escalation: Escalation, clocks: Clocks): Date | null {
  const running = runningClock(escalation, clocks);
  if (!running || !escalation.clockAt || escalation.clockStage > 1) return null;
  const left = escalation.clockStage === 0 ? running.target : minutesBefore(1, running.target);
  return afterOpenMinutes(escalation.clockAt, left, clocks.hours);
}

function runningClock(
  escalation: Escalation,
  clocks: Clocks,
): { stages: readonly Stage[]; target: number } | null {
  if (escalation.status === 'open' && clocks.claimMinutes)
    return { stages: stages.open, target: clocks.claimMinutes };
  if (escalation.status === 'claimed' && escalation.firstActionAt === null && clocks.firstActionMinutes)
    return { stages: stages.claimed, target: clocks.firstActionMinutes };
  return null;
}

const warningMinutes = (target: number): number => Math.floor((target * 3) / 4);

/** How long a stage comes after the one before it. */
function minutesBefore(stage: number, target: number): number {
  if (stage === 0) return warningMinutes(target);
  return stage === 1 ? target - warningMinutes(target) : target;
}

/**
 * What is due by now. A warning is passed over where its target has come as well: there is nothing left to warn of.
 * Null where nothing is due.
 */
export function dueStage(escalation: Escalation, clocks: Clocks, now: Date): NextStage | null {
  const next = nextStage(escalation, clocks);
  if (!next || next.at > now) return null;
  if (next.stage !== 'warning') return next;
  const after = nextStage({ ...escalation, clockAt: next.at, clockStage: next.number }, clocks);
  return after && after.at <= now ? after : next;
}

/** When a silent claim is taken back, if nothing happens; null where no such clock runs. */
export function releaseTimeOf(escalation: Escalation, clocks: Clocks): Date | null {
  const next = nextStage(escalation, clocks);
  if (!next || escalation.status !== 'claimed') return null;
  if (next.stage === 'release') return next.at;
  return releaseTimeOf({ ...escalation, clockAt: next.at, clockStage: next.number }, clocks);
}

/** A stage that ran later than this was held up: what comes after it still gets its full time. */
const onTimeMs = 60_000;

/** The stage is behind the clock. After a stop of the program the next one is not due at once. */
export function passStage(escalation: Escalation, { at, number }: NextStage, now: Date): Escalation {
  const late = now.getTime() - at.getTime() >= onTimeMs;
  return { ...escalation, clockAt: late ? now : at, clockStage: number };
}

/** The rungs from this one on, each with how many stages are behind the clock once it has been called. */
export const rungsFrom = (rung: Rung): { rung: Rung; number: number }[] =>
  stages.open.flatMap((stage, index) =>
    stage === 'warning' || index < stages.open.indexOf(rung) ? [] : [{ rung: stage, number: index + 1 }],
  );
