import type { Intake } from '../../domain/intake.js';
import { authorize } from '../../domain/policy.js';
import { cleanText, limits, optionalText, requiredText, shorten } from '../../domain/text.js';
import type { Urgency } from '../../domain/ticket.js';
import type { Context } from '../context.js';
import { type Escalated, type EscalationReason, escalate } from '../shared/escalate.js';
import { startSession } from '../shared/start-session.js';
import { found, transact } from '../shared/transact.js';

export interface EscalateProblem extends EscalationReason {
  problem: string;
  customerName?: string | null;
  customerContact?: string | null;
  device?: string | null;
  urgency?: Urgency;
  categoryId?: string | null;
  /** Nothing of it is shown in channels. */
  isPrivate?: boolean;
  channelId: string | null;
  responseUrl: string | null;
}

/**
 * Escalates a problem without walking it: a ticket and a session of kind `none` are made, so that it has a thread
 * and a history like every other.
 * @throws {InvalidInputError} for an empty problem or reason.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function escalateProblem(ctx: Context, input: EscalateProblem): Promise<Escalated> {
  authorize(ctx.actor, 'session.escalate');
  const text = requiredText('problem', shorten(cleanText(input.problem), limits.problem), limits.problem);
  return transact(ctx, async (tx) => {
    const categoryId = input.categoryId ?? null;
    if (categoryId) found(await tx.categories.find(tx.accountId, categoryId), 'category');
    const intake: Intake = {
      accountId: tx.accountId,
      id: ctx.newId(),
      memberId: ctx.actor.memberId,
      problem: {
        text,
        customerName: optionalText('customerName', input.customerName, limits.customerField),
        customerContact: optionalText('customerContact', input.customerContact, limits.customerField),
        device: optionalText('device', input.device, limits.customerField),
        urgency: input.urgency ?? 'normal',
        private: input.isPrivate ?? false,
      },
      outcome: 'ad_hoc',
      reason: 'The agent escalated without walking.',
      categoryId,
      suggestions: [],
      decision: 'escalate',
      chosenFlowId: null,
      channelId: input.channelId,
      createdAt: tx.now,
    };
    await tx.intakes.create(intake);
    const { session } = await startSession(ctx, tx, intake, { kind: 'none' }, input.responseUrl);
    const escalated = await escalate(ctx, tx, session, input);
    await tx.record({
      action: 'escalation.opened',
      subject: 'escalation',
      subjectId: escalated.escalation.id,
      after: { sessionId: session.id, ticketNumber: escalated.ticketNumber, category: input.category },
    });
    return escalated;
  });
}
