import { ConflictError, InvalidInputError } from '../../domain/errors.js';
import { probabilityOf } from '../../domain/match-feedback.js';
import { personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Session } from '../../domain/session.js';
import type { Ticket } from '../../domain/ticket.js';
import { leaveFlow as leave } from '../../domain/walk.js';
import type { Context } from '../context.js';
import type { IntakeDecision } from '../intake/decide-intake.js';
import { escalate } from '../shared/escalate.js';
import { addStepPost, redrawCard, redrawOpenStep, tellThread } from '../shared/posts.js';
import { recordFeedback } from '../shared/record-feedback.js';
import { type Start, startInstead } from '../shared/start-session.js';
import { type Acting, found, nameWinner, transact } from '../shared/transact.js';

export interface LeaveFlow {
  sessionId: string;
  /** The step count that the card was drawn at. */
  position: number;
  /** How the ticket goes on. */
  next: IntakeDecision;
}

/**
 * Leaves a flow that does not fit the problem: the walk ends as abandoned, and the same ticket goes on with a new
 * session in the same thread. What was tried stays on the ticket. The first who leaves it counts.
 * @throws {ConflictError} `answered` naming who went on meanwhile, `replaced` where somebody has left it, `ended`.
 * @throws {InvalidInputError} for the flow that is being left, and `gate_closed` if building is off for the category.
 */
export async function leaveFlow(ctx: Context, input: LeaveFlow): Promise<Session> {
  authorize(ctx.actor, 'session.walk');
  return transact(ctx, async (tx) => {
    const session = found(await tx.sessions.lock(tx.accountId, input.sessionId), 'session');
    if (session.status === 'active' && session.stepCount !== input.position) {
      throw await nameWinner(tx, session, input.position);
    }
    const left = leave(session, input.position, tx.now);
    const walked = await tx.feedback.flowOf(tx.accountId, session.treeId);
    if (!walked) throw new ConflictError('not_current');
    if (input.next.kind === 'use_flow' && input.next.flowId === walked.flowId) {
      throw new InvalidInputError('flowId', 'unknown');
    }
    await tx.sessions.save(left);
    const next = await goOn(ctx, tx, { left, leftFlow: walked, ...input });
    await tx.record({
      action: 'session.left_flow',
      subject: 'session',
      subjectId: session.id,
      before: { flowId: walked.flowId, stepCount: session.stepCount },
      after: { status: left.status, next: input.next.kind, sessionId: next.id },
    });
    return next;
  });
}

interface GoingOn extends LeaveFlow {
  left: Session;
  leftFlow: { flowId: string; title: string };
}

/** The new session of the ticket, told in the thread, with its first step below. */
async function goOn(ctx: Context, tx: Acting, { left, leftFlow, next }: GoingOn): Promise<Session> {
  const ticket = found(await tx.intakes.ticket(tx.accountId, left.ticketId), 'ticket');
  const intake = found(await tx.intakes.lock(tx.accountId, ticket.intakeId), 'intake');
  const start = startOf(ticket, next);
  if (start.kind === 'flow') found(await tx.flows.find(tx.accountId, start.flowId), 'flow');
  const session = await startInstead(ctx, tx, { left, intake, ticket }, start);
  const chosenFlowId = start.kind === 'flow' ? start.flowId : null;
  const { flowId, title } = leftFlow;
  const probability = probabilityOf(intake, flowId);
  const judgement = { flowId, chosenFlowId, kind: 'wrong_flow', probability } as const;
  await recordFeedback(ctx, tx, { intakeId: intake.id, sessionId: left.id, judgement });
  if (chosenFlowId) await tx.intakes.decide({ ...intake, chosenFlowId });
  await redrawOpenStep(tx, left);
  const card = found(await tx.cards.session(tx.accountId, session.id), 'session');
  const notice = { kind: 'left_flow', by: personOf(ctx.actor), left: title, next: card.source } as const;
  await tellThread(ctx, tx, session, notice);
  if (session.kind !== 'none') await addStepPost(ctx, tx, session);
  await redrawCard(ctx, tx, session);
  if (next.kind === 'escalate') await escalate(ctx, tx, session, next.reason);
  return session;
}

function startOf(ticket: Ticket, next: IntakeDecision): Start {
  switch (next.kind) {
    case 'use_flow':
      return { kind: 'flow', flowId: next.flowId };
    case 'build':
      if (!ticket.categoryId) throw new InvalidInputError('category', 'gate_closed');
      return { kind: 'ai_build', categoryId: ticket.categoryId };
    case 'ad_hoc':
      return { kind: 'ad_hoc' };
    case 'escalate':
      return { kind: 'none' };
  }
}
