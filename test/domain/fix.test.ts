import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/domain/errors.js';
import {
  abandonSession,
  confirmFix,
  type Fix,
  isSolved,
  leaveUnanswered,
  markReopened,
  reopenSession,
  staleStep,
} from '../../src/domain/fix.js';
import type { Session } from '../../src/domain/session.js';
import { days, defaultTimes, hours, timeLimits, timeNames, wrongTime } from '../../src/domain/truth-times.js';

const at = new Date('2026-03-27T09:00:00Z');
const later = (ms: number): Date => new Date(at.getTime() + ms);

const fix = (changes: Partial<Fix> = {}): Fix => ({
  accountId: 'account',
  sessionId: 'session',
  number: 1,
  byId: 'engineer',
  at,
  helpful: null,
  notes: null,
  minutes: null,
  check: 'awaiting',
  checkedById: null,
  checkedAt: null,
  reason: null,
  ...changes,
});

const ended = (changes: Partial<Session> = {}): Session => ({
  accountId: 'account',
  id: 'session',
  ticketId: 'ticket',
  kind: 'flow',
  status: 'resolved',
  treeId: 'tree',
  currentNodeId: 'node',
  pendingAnswerId: null,
  stepCount: 3,
  startedById: 'agent',
  carriedById: 'agent',
  toldHowAt: null,
  stoppedAt: null,
  nudgedAt: null,
  sweepAt: null,
  endedAt: at,
  abandonedFor: null,
  helpful: true,
  resolutionNotes: 'New cable',
  createdAt: at,
  updatedAt: at,
  ...changes,
});

describe('a fix', () => {
  it('counts as solved once somebody has seen it work, and only then', () => {
    const act = { memberId: 'agent', at: later(1) };
    expect(isSolved(null)).toBe(false);
    expect(isSolved(fix())).toBe(false);
    expect(isSolved(leaveUnanswered(fix(), later(1)))).toBe(false);
    expect(isSolved(confirmFix(fix(), act, null))).toBe(true);
    expect(isSolved(markReopened(fix({ check: 'confirmed' }), { ...act, reason: null }))).toBe(false);
  });

  it('is confirmed late as well, but never twice', () => {
    const act = { memberId: 'agent', at: later(1) };
    expect(confirmFix(fix({ check: 'unanswered' }), act, null)).toMatchObject({
      check: 'confirmed',
      checkedById: 'agent',
    });
    for (const check of ['confirmed', 'reopened'] as const)
      expect(() => confirmFix(fix({ check }), act, null)).toThrow(ConflictError);
  });
});

describe('a walk that has ended', () => {
  it('is reopened until seven days after it, to the millisecond', () => {
    const act = { carrierId: 'other', reopenDays: 7 };
    const last = reopenSession(ended(), { ...act, at: later(days(7)) });
    expect(last).toMatchObject({ status: 'active', carriedById: 'other', endedAt: null, helpful: null });
    expect(() => reopenSession(ended(), { ...act, at: later(days(7) + 1) })).toThrow('too_late');
  });

  it('is reopened for as long as is set', () => {
    const act = { carrierId: 'other', reopenDays: 30 };
    expect(reopenSession(ended(), { ...act, at: later(days(30)) }).status).toBe('active');
    expect(() => reopenSession(ended(), { ...act, at: later(days(30) + 1) })).toThrow('too_late');
  });

  it('keeps its steps and its place; what was never walked goes on without a tree', () => {
    const reopened = reopenSession(ended(), { carrierId: 'agent', at: later(1), reopenDays: 7 });
    expect(reopened).toMatchObject({ kind: 'flow', currentNodeId: 'node', stepCount: 3 });
    const none = ended({ kind: 'none', treeId: null, currentNodeId: null });
    expect(reopenSession(none, { carrierId: 'agent', at: later(1), reopenDays: 7 }).kind).toBe('ad_hoc');
  });

  it('is not reopened while it goes on', () => {
    for (const status of ['active', 'escalated'] as const)
      expect(() => reopenSession(ended({ status }), { carrierId: 'agent', at, reopenDays: 7 })).toThrow(
        'not_ended',
      );
  });

  it('is not closed unsolved again', () => {
    for (const status of ['resolved', 'abandoned'] as const)
      expect(() => abandonSession(ended({ status }), at)).toThrow('ended');
    expect(() => abandonSession(ended({ status: 'escalated' }), at)).toThrow('escalated');
  });
});

describe('a walk that lies still', () => {
  const never = { nudgedAt: null, sweepAt: null };
  const times = { staleHours: 24, sweepDays: 7 };

  it('is asked about after a day and swept seven days after that', () => {
    const stale = hours(24);
    expect(staleStep(never, at, { now: later(stale - 1), times })).toEqual({
      kind: 'wait',
      until: later(stale),
    });
    expect(staleStep(never, at, { now: later(stale), times })).toEqual({ kind: 'nudge', since: at });
    const nudged = { nudgedAt: later(stale), sweepAt: null };
    expect(staleStep(nudged, at, { now: later(stale + days(7) - 1), times }).kind).toBe('wait');
    expect(staleStep(nudged, at, { now: later(stale + days(7)), times })).toEqual({ kind: 'sweep' });
  });

  it('is swept when its question said so, whatever is set since', () => {
    const nudged = { nudgedAt: later(hours(24)), sweepAt: later(days(8)) };
    const shorter = { staleHours: 1, sweepDays: 1 };
    expect(staleStep(nudged, at, { now: later(days(8) - 1), times: shorter }).kind).toBe('wait');
    const longer = { staleHours: 24, sweepDays: 90 };
    expect(staleStep(nudged, at, { now: later(days(8)), times: longer })).toEqual({ kind: 'sweep' });
  });

  it('is never swept without a question after its last activity', () => {
    const ms = fc.integer({ min: 0, max: 40 * 24 * 3_600_000 });
    fc.assert(
      fc.property(ms, fc.option(ms), ms, (activity, nudged, now) => {
        const nudgedAt = nudged === null ? null : later(nudged);
        const due = staleStep({ nudgedAt, sweepAt: null }, later(activity), { now: later(now), times });
        if (due.kind !== 'sweep') return;
        expect(nudgedAt).not.toBeNull();
        expect((nudged ?? 0) >= activity && now - (nudged ?? 0) >= days(7)).toBe(true);
      }),
    );
  });
});

describe('the times', () => {
  it('can be what holds by default, and everything from the least to the most', () => {
    expect(wrongTime(defaultTimes)).toBeNull();
    const all = (which: 'least' | 'most') => ({
      ...defaultTimes,
      ...Object.fromEntries(timeNames.map((name) => [name, timeLimits[name][which]])),
    });
    expect(wrongTime(all('least'))).toBeNull();
    expect(wrongTime(all('most'))).toBeNull();
  });

  it.each(timeNames)('are refused out of bounds: %s', (name) => {
    const { least, most } = timeLimits[name];
    for (const value of [least - 1, most + 1, least + 0.5, Number.NaN])
      expect(wrongTime({ ...defaultTimes, [name]: value })).toEqual({ name, why: 'out_of_range' });
  });

  it('come one after the other', () => {
    expect(wrongTime({ ...defaultTimes, askHours: 24 })).toEqual({ name: 'remindHours', why: 'too_early' });
    expect(wrongTime({ ...defaultTimes, giveUpHours: 24 })).toEqual({
      name: 'giveUpHours',
      why: 'too_early',
    });
  });
});
