import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConflictError, PermissionDeniedError } from '../../src/domain/errors.js';
import {
  assertDisposes,
  claimEscalation,
  type Escalation,
  releaseEscalation,
} from '../../src/domain/escalation.js';
import type { FlowNode } from '../../src/domain/flow.js';
import type { Session, Step } from '../../src/domain/session.js';
import {
  answerNode,
  arrive,
  escalateSession,
  goBack,
  handOver,
  pathOf,
  recordAdHocStep,
  resolveSession,
  resumeSession,
  stopSession,
  tellHow,
  type Walked,
} from '../../src/domain/walk.js';
import { type Act, act, type By, nodesOf, type Outcome, PaperWalk, ways } from '../support/walk-model.js';

const at = new Date('2026-01-05T09:00:00Z');
const people = ['agent', 'engineer', 'owner'] as const;
const nameOf = (by: By): string => people[by];

const begun = (changes: Partial<Session> = {}): Session => ({
  accountId: 'account',
  id: 'session',
  ticketId: 'ticket',
  kind: 'flow',
  status: 'active',
  treeId: 'tree',
  currentNodeId: 'node-0',
  pendingAnswerId: null,
  stepCount: 0,
  startedById: 'agent',
  carriedById: 'agent',
  toldHowAt: null,
  stoppedAt: null,
  nudgedAt: null,
  sweepAt: null,
  endedAt: null,
  abandonedFor: null,
  helpful: null,
  resolutionNotes: null,
  createdAt: at,
  updatedAt: at,
  ...changes,
});

/** The walk by the rules of the domain. */
class RuledWalk {
  session = begun();
  steps: Step[] = [];
  escalation: Escalation | null = null;
  private readonly nodes;

  constructor(tree: readonly number[][]) {
    this.nodes = nodesOf(tree);
  }

  does(act: Act): Outcome {
    try {
      return this.try(act) ? 'done' : 'nothing';
    } catch (error) {
      if (error instanceof PermissionDeniedError) return 'denied';
      if (error instanceof ConflictError && isOutcome(error.what)) return error.what;
      throw error;
    }
  }

  private try(act: Act): boolean {
    const who = { memberId: nameOf(act.by), at };
    switch (act.kind) {
      case 'answer':
        return this.answer(act.answer, this.session.stepCount, who);
      case 'stale_answer':
        return this.session.stepCount > 0 && this.answer(0, this.session.stepCount - 1, who);
      case 'back':
        return this.took(goBack(this.session, this.steps, this.session.stepCount, who));
      case 'note':
        return true;
      case 'stop':
        return this.became(stopSession(this.session, at));
      case 'resume':
        return this.became(resumeSession(this.session, who));
      case 'hand_over':
        return this.became(handOver(this.session, nameOf(act.to), at));
      case 'resolve':
        return this.became(resolveSession(this.session, { helpful: null, notes: null }, at));
      case 'escalate':
        this.became(escalateSession(this.session, at));
        this.escalation = opened(who.memberId);
        return true;
      case 'claim':
        return this.claim(who.memberId);
      case 'release':
        return this.release(act.by);
    }
  }

  private answer(choice: number, position: number, who: { memberId: string; at: Date }): boolean {
    const node = this.nodes.find(({ id }) => id === this.session.currentNodeId);
    const answer = node?.answers[choice % Math.max(node.answers.length, 1)];
    if (!node) return false;
    if (!answer && position === this.session.stepCount) return false;
    return this.took(answerNode(this.session, node, { answerId: answer?.id ?? 'none', position }, who));
  }

  private claim(memberId: string): boolean {
    if (!this.escalation) return false;
    this.escalation = claimEscalation(this.escalation, {
      memberId,
      othersCanClaim: true,
      holder: null,
      at: new Date(0),
    });
    return true;
  }

  private release(by: By): boolean {
    if (!this.escalation) return false;
    assertDisposes(this.escalation, { memberId: nameOf(by), isAdmin: by === 2 }, null);
    this.escalation = releaseEscalation(this.escalation, new Date(0));
    return true;
  }

  private took({ session, step }: Walked): boolean {
    this.steps = [...this.steps, step];
    return this.became(session);
  }

  private became(session: Session): boolean {
    if (session.status === 'resolved' && this.escalation)
      this.escalation = { ...this.escalation, status: 'resolved' };
    this.session = session;
    return true;
  }
}

const isOutcome = (what: string): what is Outcome =>
  ['ended', 'escalated', 'not_current', 'claimed', 'not_claimed', 'escalation_ended'].includes(what);

const opened = (memberId: string): Escalation => ({
  accountId: 'account',
  id: 'escalation',
  sessionId: 'session',
  reason: 'because',
  category: 'other',
  status: 'open',
  escalatedById: memberId,
  claimedById: null,
  instruction: null,
  firstActionAt: null,
  clockAt: null,
  clockStage: 0,
  createdAt: at,
  endedAt: null,
});

/** What permission decides before the rules of the walk are asked. */
const isRuledByPermission = (act: Act, paper: PaperWalk): boolean =>
  ((act.kind === 'claim' || act.kind === 'release') && act.by === 0) ||
  (act.kind === 'resolve' && paper.claimedBy !== null);

describe('any walk by any three people', () => {
  it('goes as it would on paper', () => {
    fc.assert(
      fc.property(ways, fc.array(act, { maxLength: 30 }), (tree, acts) => {
        const paper = new PaperWalk(tree);
        const walk = new RuledWalk(tree);
        for (const next of acts) {
          if (isRuledByPermission(next, paper)) continue;
          const expected = paper.does(next);
          const outcome = walk.does(next);
          expect(outcome).toBe(expected === 'stale' ? 'not_current' : expected);
          expect(walk.session).toMatchObject({
            currentNodeId: `node-${paper.node}`,
            stepCount: paper.steps,
            status: paper.status,
            carriedById: nameOf(paper.carriedBy),
          });
          expect(walk.session.stoppedAt !== null).toBe(paper.stopped);
          expect(walk.steps.map(({ number }) => number)).toEqual(walk.steps.map((_, index) => index + 1));
          expect(pathOf(walk.steps).map(({ nodeId }) => nodeId)).toEqual(
            paper.path.map((node) => `node-${node}`),
          );
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a walk on a draft', () => {
  const [root] = nodesOf([[1], []]);
  const open = root && {
    ...root,
    answers: root.answers.map((answer) => ({ ...answer, nextNodeId: null })),
  };

  it('waits for the node behind an answer that leads nowhere yet, and takes it when it comes', () => {
    if (!open) throw new Error('There is a root');
    const { session, step } = answerNode(
      begun({ kind: 'ai_build' }),
      open,
      { answerId: 'answer-0-0', position: 0 },
      { memberId: 'agent', at },
    );
    expect(session).toMatchObject({ currentNodeId: null, pendingAnswerId: 'answer-0-0', stepCount: 1 });
    expect(step).toMatchObject({ number: 1, kind: 'answer', nodeId: 'node-0', answerId: 'answer-0-0' });
    expect(arrive(session, 'node-1', at)).toMatchObject({
      currentNodeId: 'node-1',
      pendingAnswerId: null,
      stepCount: 1,
    });
  });

  it('goes back while it waits', () => {
    if (!open) throw new Error('There is a root');
    const who = { memberId: 'agent', at };
    const waiting = answerNode(begun(), open, { answerId: 'answer-0-0', position: 0 }, who);
    expect(goBack(waiting.session, [waiting.step], 1, who).session).toMatchObject({
      currentNodeId: 'node-0',
      pendingAnswerId: null,
      stepCount: 2,
    });
  });
});

describe('"Not sure" at a question that says how to find out', () => {
  const [root] = nodesOf([[1], []]);
  const who = { memberId: 'agent', at };
  const asking = { ...(root as FlowNode), howToTell: 'Look at the lamp.' };

  it('is answered with that, once at each position, and stays open', () => {
    const told = tellHow(begun(), asking, 0, who);
    expect(told).toMatchObject({ toldHowAt: 0, stepCount: 0, currentNodeId: 'node-0' });
    expect(tellHow(told as Session, asking, 0, who)).toBeNull();
    const back = { ...(told as Session), stepCount: 2 };
    expect(tellHow(back, asking, 2, who)).toMatchObject({ toldHowAt: 2 });
  });

  it('takes a walk up that was put aside', () => {
    const stopped = begun({ stoppedAt: at });
    expect(tellHow(stopped, asking, 0, { memberId: 'colleague', at })).toMatchObject({
      stoppedAt: null,
      carriedById: 'colleague',
    });
  });

  it('is refused where the walk is elsewhere, has ended, or the question does not say', () => {
    const refused = (session: Session, node: FlowNode, position: number) => () =>
      tellHow(session, node, position, who);
    expect(refused(begun(), asking, 1)).toThrow(ConflictError);
    expect(refused(begun({ currentNodeId: 'node-1' }), asking, 0)).toThrow(ConflictError);
    expect(refused(begun({ status: 'resolved' }), asking, 0)).toThrow(ConflictError);
    expect(refused(begun(), root as FlowNode, 0)).toThrow(ConflictError);
  });
});

describe('an ad hoc walk', () => {
  it('takes steps in free text; a walk with a tree does not', () => {
    const who = { memberId: 'agent', at };
    const adHoc = begun({ kind: 'ad_hoc', treeId: null, currentNodeId: null });
    expect(recordAdHocStep(adHoc, 'Tried this', 0, who).step).toMatchObject({
      kind: 'ad_hoc',
      text: 'Tried this',
    });
    expect(() => recordAdHocStep(begun(), 'Tried this', 0, who)).toThrow(ConflictError);
    expect(() => recordAdHocStep(adHoc, 'Tried this', 1, who)).toThrow(ConflictError);
  });
});
