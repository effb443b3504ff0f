import { InvalidInputError } from '../../domain/errors.js';
import type { Intake } from '../../domain/intake.js';
import { postKey } from '../../domain/post.js';
import type { Session, SessionKind } from '../../domain/session.js';
import type { Ticket } from '../../domain/ticket.js';
import { laneOf } from '../../domain/work.js';
import type { Context } from '../context.js';
import { emit } from './emit.js';
import { draftFor, type ProblemPlace } from './join-draft.js';
import { addPost, addStepPost } from './posts.js';
import { type Asked, askAhead, noteFound, requestNode } from './request-node.js';
import { watchStale } from './timers.js';
import { type Acting, found } from './transact.js';

/** How a walk begins. */
export type Start =
  | { kind: 'flow'; flowId: string }
  /** `place` is where the problem lies in meaning, where that could be told: drafts of the same one are looked for there. */
  | { kind: 'ai_build'; categoryId: string; place?: ProblemPlace | null }
  | { kind: 'ad_hoc' }
  /** Escalated without walking. */
  | { kind: 'none' };

/** Makes the ticket and the session of an intake, and has the thread's head and first message sent. */
export async function startSession(
  ctx: Context,
  tx: Acting,
  intake: Intake,
  start: Start,
  responseUrl: string | null,
): Promise<{ session: Session; ticket: Ticket }> {
  const place = await placeOf(ctx, tx, intake, start);
  const ticketId = ctx.newId();
  const session = newSession(ctx, tx, { ticketId, kind: start.kind, place });
  await tx.sessions.create(session);
  await noteFound(ctx, tx, session, place.asked ?? null);
  await askAhead(ctx, tx, session);
  await addHead(ctx, tx, session, intake, responseUrl);
  if (start.kind !== 'none') await watchStale(tx, session);
  const ticket: Ticket = {
    accountId: tx.accountId,
    id: ticketId,
    // As late as can be: whoever takes the next number waits for this one's commit.
    number: await tx.accounts.nextTicketNumber(tx.accountId),
    intakeId: intake.id,
    categoryId: place.categoryId,
  };
  await tx.intakes.createTicket({ ...ticket, createdAt: tx.now });
  await emit(ctx, tx, session, 'ticket.opened', { walk: session.kind });
  return { session, ticket };
}

/**
 * Goes on with a ticket in another way after its session has ended: a new session, in the same thread. The thread's
 * head shows the new session from here on.
 */
export async function startInstead(
  ctx: Context,
  tx: Acting,
  { left, intake, ticket }: { left: Session; intake: Intake; ticket: Ticket },
  start: Start,
): Promise<Session> {
  const place = await placeOf(ctx, tx, intake, start);
  const session = {
    ...newSession(ctx, tx, { ticketId: ticket.id, kind: start.kind, place }),
    startedById: left.startedById,
    carriedById: left.carriedById,
  };
  await tx.sessions.create(session);
  await tx.intakes.recategorize({ ...ticket, categoryId: place.categoryId });
  await tx.posts.passHeadOn(tx.accountId, left.id, session.id);
  if (start.kind !== 'none') await watchStale(tx, session);
  return session;
}

interface Place {
  treeId: string | null;
  currentNodeId: string | null;
  categoryId: string | null;
  /** What asking for the root of a draft came to. */
  asked?: Asked;
}

/** Where the walk begins; on a draft without a root the root is asked for. */
async function placeOf(ctx: Context, tx: Acting, intake: Intake, start: Start): Promise<Place> {
  if (start.kind === 'flow') return placeOnFlow(tx, start.flowId, intake);
  if (start.kind === 'ai_build') return placeOnDraft(ctx, tx, intake, start);
  return { treeId: null, currentNodeId: null, categoryId: intake.categoryId };
}

async function placeOnFlow(tx: Acting, flowId: string, intake: Intake): Promise<Place> {
  const flow = found(await tx.flows.find(tx.accountId, flowId), 'flow');
  if (flow.retiredAt) throw new InvalidInputError('flow', 'retired');
  const category = flow.categoryId ? await tx.categories.find(tx.accountId, flow.categoryId) : null;
  if (category?.archivedAt) throw new InvalidInputError('flow', 'archived');
  const version = found(await tx.flows.currentVersion(tx.accountId, flowId), 'flow');
  const root = found(await tx.trees.rootOf(tx.accountId, version.treeId), 'flow');
  return { treeId: version.treeId, currentNodeId: root, categoryId: flow.categoryId ?? intake.categoryId };
}

async function placeOnDraft(
  ctx: Context,
  tx: Acting,
  intake: Intake,
  { categoryId, place = null }: Extract<Start, { kind: 'ai_build' }>,
): Promise<Place> {
  const category = found(await tx.categories.find(tx.accountId, categoryId), 'category');
  if (category.archivedAt) throw new InvalidInputError('category', 'archived');
  if (!category.buildEnabled) throw new InvalidInputError('category', 'gate_closed');
  const draft = await draftFor(ctx, tx, { problem: intake.problem, categoryId, place });
  const asked = await requestNode(ctx, tx, draft, null);
  return { treeId: draft.treeId, currentNodeId: asked.nodeId, categoryId, asked };
}

function newSession(
  ctx: Context,
  tx: Acting,
  { ticketId, kind, place }: { ticketId: string; kind: SessionKind; place: Place },
): Session {
  return {
    accountId: tx.accountId,
    id: ctx.newId(),
    ticketId,
    kind,
    status: 'active',
    treeId: place.treeId,
    currentNodeId: place.currentNodeId,
    pendingAnswerId: null,
    stepCount: 0,
    startedById: ctx.actor.memberId,
    carriedById: ctx.actor.memberId,
    toldHowAt: null,
    stoppedAt: null,
    nudgedAt: null,
    sweepAt: null,
    endedAt: null,
    abandonedFor: null,
    helpful: null,
    resolutionNotes: null,
    createdAt: tx.now,
    updatedAt: tx.now,
  };
}

/** The head of the thread where the problem was typed, or else in a direct message; then the first step. */
async function addHead(
  ctx: Context,
  tx: Acting,
  session: Session,
  intake: Intake,
  responseUrl: string | null,
): Promise<void> {
  const head = { key: postKey.sessionCard(session.id), kind: 'session_card' as const, sessionId: session.id };
  // A private one is nobody else's to read.
  const channelId = (intake.problem.private ? null : intake.channelId) ?? ctx.actor.slackUserId;
  // Where Intake turns out not to be in the channel, this is how to say so there.
  const detail = responseUrl && !intake.problem.private ? { startedUrl: responseUrl } : null;
  await addPost(ctx, tx, { ...head, channelId, detail }, { lane: laneOf(session) });
  if (session.kind !== 'none') await addStepPost(ctx, tx, session);
}
