import type { Suggestion } from '../../domain/match.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { type ListedFlow, listFlows } from '../flow/list-flows.js';
import { found } from '../shared/transact.js';

/** How a ticket can go on where its flow is the wrong one. */
export interface WaysOn {
  ticketNumber: number;
  /** The flow that is walked now. */
  flowTitle: string;
  /** Flows that were near when the problem came in, without those that were tried. */
  near: Suggestion[];
  /** The other published flows, by title, as many as are listed. */
  others: ListedFlow[];
  /** How many flows are listed, and how many there are. */
  library: { listed: number; total: number };
  canBuild: boolean;
}

/**
 * What an agent can choose who says that the flow is the wrong one. The matcher does not run again.
 * @throws {NotFoundError} if the account has no such session, or it walks no flow.
 */
export async function readWaysOn(ctx: Context, { sessionId }: { sessionId: string }): Promise<WaysOn> {
  authorize(ctx.actor, 'session.walk');
  const { accountId } = ctx.actor;
  const { sessions, intakes, feedback, categories, flows: published } = ctx.store;
  const session = found(await sessions.find(accountId, sessionId), 'session');
  const ticket = found(await intakes.ticket(accountId, session.ticketId), 'ticket');
  const intake = found(await intakes.find(accountId, ticket.intakeId), 'intake');
  const walked = found(await feedback.flowOf(accountId, session.treeId), 'flow');
  const tried = new Set([walked.flowId, ...(await feedback.leftFlows(accountId, intake.id))]);
  const suggested = intake.suggestions.filter(({ flowId }) => !tried.has(flowId));
  const startable = await published.startable(
    accountId,
    suggested.map(({ flowId }) => flowId),
  );
  const near = suggested.filter(({ flowId }) => startable.has(flowId));
  const offered = new Set(near.map(({ flowId }) => flowId));
  const { flows, total } = await listFlows(ctx);
  const category = ticket.categoryId ? await categories.find(accountId, ticket.categoryId) : null;
  return {
    ticketNumber: ticket.number,
    flowTitle: walked.title,
    near,
    others: flows.filter(({ flowId }) => !tried.has(flowId) && !offered.has(flowId)),
    library: { listed: flows.length, total },
    canBuild: category?.buildEnabled === true && category.archivedAt === null,
  };
}
