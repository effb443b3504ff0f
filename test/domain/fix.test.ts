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
  truthTimes,
} from '../../src/domain/fix.js';
import type { Session } from '../../src/domain/session.js';

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
  stoppedAt: null,
  nudgedAt: null,
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
    const act = { carrierId: 'other' };
    const last = reopenSession(ended(), { ...act, at: later(truthTimes.reopenMs) });
    expect(last).toMatchObject({ status: 'active', carriedById: 'other', endedAt: null, helpful: null });
    expect(() => reopenSession(ended(), { ...act, at: later(truthTimes.reopenMs + 1) })).toThrow('too_late');
  });

  it('keeps its steps and its place; what was never walked goes on without a tree', () => {
    const reopened = reopenSession(ended(), { carrierId: 'agent', at: later(1) });
    expect(reopened).toMatchObject({ kind: 'flow', currentNodeId: 'node', stepCount: 3 });
    const none = ended({ kind: 'none', treeId: null, currentNodeId: null });
    expect(reopenSession(none, { carrierId: 'agent', at: later(1) }).kind).toBe('ad_hoc');
  });

  it('is not reopened while it goes on', () => {
    for (const status of ['active', 'escalated'] as const)
      expect(() => reopenSession(ended({ status }), { carrierId: 'agent', at })).toThrow('not_ended');
  });

  it('is not closed unsolved again', () => {
    for (const status of ['resolved', 'abandoned', 'escalated'] as const)
      expect(() => abandonSession(ended({ status }), at)).toThrow('ended');
  });
});

describe('a walk that lies still', () => {
  it('is asked about after a day and swept seven days after that', () => {
    const { staleMs, sweepMs } = truthTimes;
    expect(staleStep({ nudgedAt: null }, at, later(staleMs - 1))).toEqual({
      kind: 'wait',
      until: later(staleMs),
    });
    expect(staleStep({ nudgedAt: null }, at, later(staleMs))).toEqual({ kind: 'nudge', since: at });
    const nudgedAt = later(staleMs);
    expect(staleStep({ nudgedAt }, at, later(staleMs + sweepMs - 1)).kind).toBe('wait');
    expect(staleStep({ nudgedAt }, at, later(staleMs + sweepMs))).toEqual({ kind: 'sweep' });
  });

  it('is never swept without a question after its last activity', () => {
    const ms = fc.integer({ min: 0, max: 40 * 24 * 3_600_000 });
    fc.assert(
      fc.property(ms, fc.option(ms), ms, (activity, nudged, now) => {
        const nudgedAt = nudged === null ? null : later(nudged);
        const due = staleStep({ nudgedAt }, later(activity), later(now));
        if (due.kind !== 'sweep') return;
        expect(nudgedAt).not.toBeNull();
        expect((nudged ?? 0) >= activity && now - (nudged ?? 0) >= truthTimes.sweepMs).toBe(true);
      }),
    );
  });
});
