import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConflictError, IntakeError } from '../../src/domain/errors.js';
import {
  claimEscalation,
  type Escalation,
  handBackEscalation,
  noteAction,
  openEscalation,
  reassignEscalation,
  releaseEscalation,
  resolveEscalation,
} from '../../src/domain/escalation.js';
import { type Clocks, nextStage, passStage } from '../../src/domain/escalation-clock.js';
import { reopenSession } from '../../src/domain/fix.js';
import type { Session } from '../../src/domain/session.js';
import { escalateSession, resolveSession, returnSession } from '../../src/domain/walk.js';

const people = ['ava', 'erin', 'ada', 'eve'] as const;
const act = fc.record({
  kind: fc.constantFrom(
    'claim',
    'release',
    'reassign',
    'hand_back',
    'resolve',
    'reopen',
    'escalate',
    'act',
    'clock',
  ),
  by: fc.constantFrom(...people),
  later: fc.integer({ min: 0, max: 3_600 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

const fresh: Session = {
  accountId: 'account',
  id: 'session',
  ticketId: 'ticket',
  kind: 'none',
  status: 'active',
  treeId: null,
  currentNodeId: null,
  pendingAnswerId: null,
  stepCount: 0,
  startedById: 'ava',
  carriedById: 'ava',
  toldHowAt: null,
  stoppedAt: null,
  nudgedAt: null,
  sweepAt: null,
  endedAt: null,
  abandonedFor: null,
  helpful: null,
  resolutionNotes: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

const clocks: Clocks = { claimMinutes: 20, firstActionMinutes: 30, hours: null };

/** One ticket at the desk: its session and all its escalations, changed by the domain's rules alone. */
class Desk {
  now = new Date('2026-11-22T09:00:00Z');
  session: Session;
  escalations: Escalation[] = [];

  constructor(session: Session) {
    this.session = session;
    this.escalate();
  }

  get newest(): Escalation {
    const newest = this.escalations.at(-1);
    if (!newest) throw new Error('It begins with one');
    return newest;
  }

  private became(escalation: Escalation): void {
    this.escalations = [...this.escalations.slice(0, -1), escalation];
  }

  private escalate(): void {
    this.session = escalateSession(this.session, this.now);
    const ids = { accountId: 'account', id: `${this.escalations.length}`, sessionId: 'session' };
    const fresh = { ...ids, reason: 'because', category: 'other', escalatedById: 'ava' } as const;
    this.escalations.push(openEscalation(fresh, this.now));
  }

  does({ kind, by, later }: Act): void {
    this.now = new Date(this.now.getTime() + later * 1_000);
    const claim = { memberId: by, othersCanClaim: true, holder: null, at: this.now };
    switch (kind) {
      case 'claim':
        this.became(claimEscalation(this.newest, claim));
        return;
      case 'release':
        this.became(releaseEscalation(this.newest, this.now));
        return;
      case 'reassign':
        this.became(reassignEscalation(this.newest, claim));
        return;
      case 'hand_back':
        this.became(handBackEscalation(this.newest, 'do it', this.now));
        this.session = returnSession(this.session, { carried: true, at: this.now });
        return;
      case 'resolve':
        if (this.session.status === 'escalated') this.became(resolveEscalation(this.newest, this.now));
        this.session = resolveSession(this.session, { helpful: null, notes: null }, this.now);
        return;
      case 'reopen':
        this.session = reopenSession(this.session, { carrierId: by, at: this.now, reopenDays: 7 });
        return;
      case 'escalate':
        this.escalate();
        return;
      case 'act':
        this.became(noteAction(this.newest, by, this.now));
        return;
      case 'clock':
        this.tick();
        return;
    }
  }

  private tick(): void {
    const next = nextStage(this.newest, clocks);
    if (!next || next.at > this.now) return;
    if (next.stage === 'release') this.became(releaseEscalation(this.newest, this.now));
    else this.became(passStage(this.newest, next, this.now));
  }

  /** What may never be, in words. */
  wrongs(): string[] {
    const live = this.escalations.filter(({ status }) => status === 'open' || status === 'claimed');
    const wrong: [boolean, string][] = [
      [live.length > 1, 'two live escalations'],
      [live.length === 1 && live[0] !== this.newest, 'an older escalation lives'],
      [(live.length === 1) !== (this.session.status === 'escalated'), 'session and escalation disagree'],
      ...this.escalations.flatMap((one): [boolean, string][] => [
        [one.status === 'claimed' && one.claimedById === null, 'claimed by nobody'],
        [one.status === 'open' && one.claimedById !== null, 'open, and somebody has it'],
        [one.claimedById === one.escalatedById, 'one’s own'],
        [(one.endedAt !== null) !== (one.status === 'resolved' || one.status === 'returned'), 'ended or not'],
        [(one.status === 'returned') !== (one.instruction !== null), 'handed back without an instruction'],
        [(one.clockAt === null) !== (one.endedAt !== null), 'a clock without an escalation, or the reverse'],
        [one.firstActionAt !== null && one.claimedById === null, 'somebody acted whom nobody knows'],
      ]),
    ];
    return wrong.filter(([is]) => is).map(([, words]) => words);
  }
}

it('keeps 2,000 histories of claim, release, reassign, hand back, resolve and reopen legal at every step', () => {
  let refused = 0;
  let done = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
      const desk = new Desk(fresh);
      for (const one of acts) {
        try {
          desk.does(one);
          done += 1;
        } catch (error) {
          if (!(error instanceof IntakeError)) throw error;
          refused += 1;
          if (error instanceof ConflictError) expect(error.what).not.toBe('answered');
        }
        expect(desk.wrongs(), JSON.stringify(acts)).toEqual([]);
      }
    }),
    { seed: 7, numRuns: 2_000 },
  );
  // Neither everything nor nothing is refused: the histories go somewhere.
  expect(Math.min(done, refused)).toBeGreaterThan(10_000);
});
