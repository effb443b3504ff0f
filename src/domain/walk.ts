import { ConflictError } from './errors.js';
import type { FlowNode } from './flow.js';
import type { Session, Step } from './session.js';

/** A session after an act, and the step that records it. */
export interface Walked {
  session: Session;
  step: Step;
}

/** Who acts, when. */
export interface Act {
  memberId: string;
  at: Date;
}

/**
 * Records an answer and moves on: to the node the answer leads to, or, where a draft has none yet, into waiting for it.
 * @throws {ConflictError} `ended` when the session is over, `not_current` when the node or the position has moved on.
 */
export function answerNode(
  session: Session,
  node: FlowNode,
  input: { answerId: string; position: number; text?: string | null },
  act: Act,
): Walked {
  assertWalkable(session);
  const answer = node.answers.find((candidate) => candidate.id === input.answerId);
  if (session.currentNodeId !== node.id || session.stepCount !== input.position || !answer) {
    throw new ConflictError('not_current');
  }
  return take(session, act, {
    kind: 'answer',
    nodeId: node.id,
    answerId: answer.id,
    text: input.text ?? null,
    currentNodeId: answer.nextNodeId,
    pendingAnswerId: answer.nextNodeId === null ? answer.id : null,
  });
}

/**
 * Answers "Not sure" with how to find out, at the question that the walk is at. No step: the question stays open.
 * @returns null where it was said at this position before.
 * @throws {ConflictError} `ended`, or `not_current` when the walk has moved on or the question does not say how.
 */
export function tellHow(session: Session, node: FlowNode, position: number, act: Act): Session | null {
  assertWalkable(session);
  if (session.currentNodeId !== node.id || session.stepCount !== position || !node.howToTell)
    throw new ConflictError('not_current');
  return session.toldHowAt === position ? null : { ...resumed(session, act), toldHowAt: position };
}

/**
 * Goes back to the node before the current one. Nothing is erased: this too is a step.
 * @throws {ConflictError} `ended`, or `not_current` when the position has moved on or there is nothing to go back to.
 */
export function goBack(session: Session, steps: readonly Step[], position: number, act: Act): Walked {
  assertWalkable(session);
  // Who left the tree to walk ad hoc has left it for good.
  const previous = session.kind === 'ad_hoc' ? undefined : pathOf(steps).at(-1);
  if (session.stepCount !== position || !previous) throw new ConflictError('not_current');
  return take(session, act, {
    kind: 'back',
    nodeId: session.currentNodeId,
    answerId: null,
    text: null,
    currentNodeId: previous.nodeId,
    pendingAnswerId: null,
  });
}

/**
 * Records what was tried without a tree.
 * @throws {ConflictError} `ended`, or `not_current` when somebody has added a step since.
 */
export function recordAdHocStep(session: Session, text: string, position: number, act: Act): Walked {
  assertWalkable(session);
  if (session.kind !== 'ad_hoc' || session.stepCount !== position) throw new ConflictError('not_current');
  return take(session, act, {
    kind: 'ad_hoc',
    nodeId: null,
    answerId: null,
    text,
    currentNodeId: null,
    pendingAnswerId: null,
  });
}

/** The node that was being written has come: the session shows it. No step; nobody did anything. */
export function arrive(session: Session, nodeId: string, at: Date): Session {
  return { ...session, currentNodeId: nodeId, pendingAnswerId: null, updatedAt: at };
}

/** The answered nodes between the root and where the walk is now, without those that were gone back from. */
export function pathOf(steps: readonly Step[]): { nodeId: string; answerId: string }[] {
  const path: { nodeId: string; answerId: string }[] = [];
  for (const step of steps) {
    if (step.kind === 'back') path.pop();
    else if (step.kind === 'answer' && step.nodeId && step.answerId) {
      path.push({ nodeId: step.nodeId, answerId: step.answerId });
    }
  }
  return path;
}

/**
 * @throws {ConflictError} unless the session is active: `replaced` when another one goes on in its place, `escalated`
 * when engineering has it, else `ended`.
 */
export function assertWalkable(session: Pick<Session, 'status' | 'abandonedFor'>): void {
  if (session.status !== 'active') throw over(session);
}

function over({ status, abandonedFor }: Pick<Session, 'status' | 'abandonedFor'>): ConflictError {
  if (status === 'escalated') return new ConflictError('escalated');
  return new ConflictError(abandonedFor === 'wrong_flow' ? 'replaced' : 'ended');
}

function take(
  session: Session,
  act: Act,
  move: Pick<Step, 'kind' | 'nodeId' | 'answerId' | 'text'> &
    Pick<Session, 'currentNodeId' | 'pendingAnswerId'>,
): Walked {
  const { currentNodeId, pendingAnswerId, ...step } = move;
  const number = session.stepCount + 1;
  return {
    session: {
      ...resumed(session, act),
      currentNodeId,
      pendingAnswerId,
      stepCount: number,
    },
    step: { ...step, number, memberId: act.memberId, at: act.at },
  };
}

/** Walking on a stopped session takes it up again, by whoever does. */
function resumed(session: Session, act: Act): Session {
  const carriedById = session.stoppedAt ? act.memberId : session.carriedById;
  return { ...session, carriedById, stoppedAt: null, updatedAt: act.at };
}

/** Puts the walk aside; everything stays as it is. @throws {ConflictError} `ended`. */
export function stopSession(session: Session, at: Date): Session {
  assertWalkable(session);
  return { ...session, stoppedAt: session.stoppedAt ?? at, updatedAt: at };
}

/** Takes the walk up again; whoever does carries it from here. @throws {ConflictError} `ended`. */
export function resumeSession(session: Session, act: Act): Session {
  assertWalkable(session);
  return { ...session, stoppedAt: null, carriedById: act.memberId, updatedAt: act.at };
}

/** Gives the walk to another agent. @throws {ConflictError} `ended`. */
export function handOver(session: Session, toMemberId: string, at: Date): Session {
  assertWalkable(session);
  return { ...session, carriedById: toMemberId, updatedAt: at };
}

/** Ends the walk as solved. @throws {ConflictError} `ended` when it is resolved or abandoned already. */
export function resolveSession(
  session: Session,
  result: { helpful: boolean | null; notes: string | null },
  at: Date,
): Session {
  if (session.status !== 'active' && session.status !== 'escalated') throw over(session);
  return {
    ...session,
    status: 'resolved',
    helpful: result.helpful,
    resolutionNotes: result.notes,
    stoppedAt: null,
    endedAt: at,
    updatedAt: at,
  };
}

/** Hands the walk to engineering. @throws {ConflictError} `escalated` where it is there already, `ended` where it is over. */
export function escalateSession(session: Session, at: Date): Session {
  assertWalkable(session);
  return { ...session, status: 'escalated', stoppedAt: null, updatedAt: at };
}

/**
 * Gives the walk up because its flow does not fit the problem; the ticket goes on with another session.
 * @throws {ConflictError} `ended` or `replaced` when it is over, `not_current` when it has moved on or walks no flow.
 */
export function leaveFlow(session: Session, position: number, at: Date): Session {
  assertWalkable(session);
  if (session.kind !== 'flow' || session.stepCount !== position) throw new ConflictError('not_current');
  return {
    ...session,
    status: 'abandoned',
    abandonedFor: 'wrong_flow',
    stoppedAt: null,
    endedAt: at,
    updatedAt: at,
  };
}

/**
 * Engineering hands the walk back: it goes on where it was. One that was never walked goes on ad hoc. Where its agent
 * cannot walk any more it is put aside, so that somebody takes it up. @throws {ConflictError} `ended` unless escalated.
 */
export function returnSession(session: Session, { carried, at }: { carried: boolean; at: Date }): Session {
  if (session.status !== 'escalated') throw new ConflictError('ended');
  return {
    ...session,
    kind: session.kind === 'none' ? 'ad_hoc' : session.kind,
    status: 'active',
    stoppedAt: carried ? null : at,
    updatedAt: at,
  };
}
