import { ConflictError, InvalidInputError } from '../../domain/errors.js';
import type { Decision, Intake } from '../../domain/intake.js';
import { judgementOfChoice } from '../../domain/match-feedback.js';
import { authorize } from '../../domain/policy.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { type Escalated, type EscalationReason, escalate } from '../shared/escalate.js';

import { recordFeedback } from '../shared/record-feedback.js';
import { type Start, startSession } from '../shared/start-session.js';
import { type Acting, found, transact } from '../shared/transact.js';

/** What the agent chose on a `suggest` or `out_of_scope` card. */
export type IntakeDecision =
  | { kind: 'use_flow'; flowId: string }
  | { kind: 'build' }
  | { kind: 'ad_hoc' }
  | { kind: 'escalate'; reason: EscalationReason };

export interface DecideIntake {
  intakeId: string;
  decision: IntakeDecision;
  responseUrl: string | null;
}

export interface DecidedIntake {
  ticketNumber: number;
  escalated: Escalated | null;
}

/**
 * Carries an intake on as the agent chose; the matcher does not run again. The first choice counts.
 * @throws {ConflictError} `decided` if a choice was made before.
 * @throws {InvalidInputError} `gate_closed` if building is off for its category.
 */
export async function decideIntake(ctx: Context, input: DecideIntake): Promise<DecidedIntake> {
  authorize(ctx.actor, 'intake.decide');
  return transact(ctx, async (tx) => {
    const intake = found(await tx.intakes.lock(tx.accountId, input.intakeId), 'intake');
    if (intake.decision !== null || (await tx.intakes.ticketOf(tx.accountId, intake.id))) {
      throw new ConflictError('decided');
    }
    const start = startOf(intake, input.decision);
    if (start.kind === 'flow') found(await tx.flows.find(tx.accountId, start.flowId), 'flow');
    const decided: Intake = {
      ...intake,
      decision: decisionOf(input.decision),
      chosenFlowId: start.kind === 'flow' ? start.flowId : null,
    };
    await tx.intakes.decide(decided);
    const { session, ticket } = await startSession(ctx, tx, decided, start, input.responseUrl);
    const judgement = judgementOfChoice(intake, input.decision.kind, decided.chosenFlowId);
    await recordFeedback(ctx, tx, { intakeId: intake.id, sessionId: session.id, judgement });
    const escalated =
      input.decision.kind === 'escalate' ? await escalate(ctx, tx, session, input.decision.reason) : null;
    await redrawIntakeCard(ctx, tx, {
      intakeId: intake.id,
      lane: laneOf(session),
      responseUrl: input.responseUrl,
    });
    await tx.record({
      action: 'intake.decided',
      subject: 'intake',
      subjectId: intake.id,
      before: { decision: null },
      after: { decision: decided.decision, ticketNumber: ticket.number, sessionId: session.id },
    });
    return { ticketNumber: ticket.number, escalated };
  });
}

function startOf(intake: Intake, decision: IntakeDecision): Start {
  switch (decision.kind) {
    case 'use_flow':
      return { kind: 'flow', flowId: decision.flowId };
    case 'build':
      if (!intake.categoryId) throw new InvalidInputError('category', 'gate_closed');
      return { kind: 'ai_build', categoryId: intake.categoryId };
    case 'ad_hoc':
      return { kind: 'ad_hoc' };
    case 'escalate':
      return { kind: 'none' };
  }
}

const decisionOf = (decision: IntakeDecision): Decision => decision.kind;

/**
 * The private card shows the choice; only the interaction that chose can redraw it. It comes after the head of the
 * thread, in the same lane, so that it can link to it.
 */
async function redrawIntakeCard(
  ctx: Context,
  tx: Acting,
  { intakeId, lane, responseUrl }: { intakeId: string; lane: string; responseUrl: string | null },
): Promise<void> {
  if (!responseUrl) return;
  const { slackUserId } = ctx.actor;
  await tx.enqueue({ work: { kind: 'intake.reply', intakeId, responseUrl, slackUserId }, lane });
}
