import { type Gate, type Intake, type Outcome, type Problem, ruleOutcome } from '../../domain/intake.js';
import { decideCategory, type Suggestion } from '../../domain/match.js';
import { authorize } from '../../domain/policy.js';
import { isDirectMessage } from '../../domain/post.js';
import { cleanText, limits, optionalText, requiredText, shorten } from '../../domain/text.js';
import type { Urgency } from '../../domain/ticket.js';
import { laneOf } from '../../domain/work.js';
import type { Flow } from '../../store/flow-store.js';
import type { Context } from '../context.js';
import { askEarly, type EarlyRoot, isOfUse, takeBack } from '../shared/early-root.js';
import { findFlows } from '../shared/find-flows.js';
import { problemPlace } from '../shared/join-draft.js';
import { type ByWords, searchProblem } from '../shared/search-problem.js';
import { type Start, startSession } from '../shared/start-session.js';
import { type Acting, found, transact } from '../shared/transact.js';

/** How the agent wants to begin. Only `match` runs the matcher. */
export type HowToStart =
  | { kind: 'match' }
  | { kind: 'flow'; flow: string }
  /** Without a category the problem's words choose it. */
  | { kind: 'build'; categoryId: string | null }
  | { kind: 'ad_hoc' };

export interface SubmitIntake {
  problem: string;
  customerName?: string | null;
  customerContact?: string | null;
  device?: string | null;
  urgency?: Urgency;
  /** Walked in a direct message; nothing of it is shown in channels. */
  isPrivate?: boolean;
  how: HowToStart;
  /** Where it was typed; null from App Home. */
  channelId: string | null;
  /** Slack's URL for private replies to where it was typed. */
  responseUrl: string | null;
}

export interface SubmittedIntake {
  intake: Intake;
  /** Set where a walk has started. */
  ticketNumber: number | null;
}

/**
 * Takes a problem in: finds the flow that is right, or says what is near, or starts building, or says that it is
 * out of scope (DESIGN.md section 2). A ticket and a session are made for matched, build and ad hoc only.
 * @throws {PermissionDeniedError} unless the actor is L1 or covers L1.
 * @throws {InvalidInputError} for an empty problem, an unknown flow, or a category that is not open for building.
 */
export async function submitIntake(ctx: Context, input: SubmitIntake): Promise<SubmittedIntake> {
  authorize(ctx.actor, 'intake.submit');
  const problem = problemOf(input);
  const ruled = await rule(ctx, problem, input.how);
  // What it was matched by: the embedder has it still.
  const place = ruled.start?.kind === 'ai_build' ? await problemPlace(ctx, problem.text) : null;
  return transact(ctx, async (tx) => {
    const intake: Intake = {
      accountId: tx.accountId,
      id: ctx.newId(),
      memberId: ctx.actor.memberId,
      problem,
      outcome: ruled.outcome,
      reason: ruled.reason,
      categoryId: ruled.categoryId,
      suggestions: ruled.suggestions,
      decision: null,
      chosenFlowId: ruled.start?.kind === 'flow' ? ruled.start.flowId : null,
      channelId: input.channelId,
      createdAt: tx.now,
    };
    await tx.intakes.create(intake);
    const start: Start | null = ruled.start?.kind === 'ai_build' ? { ...ruled.start, place } : ruled.start;
    if (ruled.early && !isOfUse(ruled.early, ruled)) await takeBack(tx, ruled.early);
    const started = start && (await startSession(ctx, tx, intake, start, input.responseUrl));
    if (!started) await replyPrivately(ctx, tx, intake, input.responseUrl);
    else if (isElsewhere(intake, input))
      await replyPrivately(ctx, tx, intake, input.responseUrl, laneOf(started.session));
    const ticketNumber = started?.ticket.number ?? null;
    await tx.record({
      action: 'intake.submitted',
      subject: 'intake',
      subjectId: intake.id,
      after: { outcome: intake.outcome, ticketNumber, sessionId: started?.session.id ?? null },
    });
    return { intake, ticketNumber };
  });
}

async function replyPrivately(
  ctx: Context,
  tx: Acting,
  intake: Intake,
  responseUrl: string | null,
  lane?: string,
): Promise<void> {
  const { slackUserId } = ctx.actor;
  await tx.enqueue({ work: { kind: 'intake.reply', intakeId: intake.id, responseUrl, slackUserId }, lane });
}

/** A private walk that was started in a channel opens elsewhere, so the channel has to say where, to its agent alone. */
const isElsewhere = ({ problem, channelId }: Intake, { responseUrl }: SubmitIntake): boolean =>
  problem.private && responseUrl !== null && channelId !== null && !isDirectMessage(channelId);

function problemOf(input: SubmitIntake): Problem {
  // A pasted mail may be longer than is of use: its beginning is kept rather than all of it refused.
  const text = requiredText('problem', shorten(cleanText(input.problem), limits.problem), limits.problem);
  return {
    text,
    customerName: optionalText('customerName', input.customerName, limits.customerField),
    customerContact: optionalText('customerContact', input.customerContact, limits.customerField),
    device: optionalText('device', input.device, limits.customerField),
    urgency: input.urgency ?? 'normal',
    private: input.isPrivate ?? false,
  };
}

interface Ruled {
  outcome: Outcome;
  reason: string;
  categoryId: string | null;
  suggestions: Suggestion[];
  start: Start | null;
  /** A first step that was asked for before this was ruled. */
  early?: EarlyRoot | null;
}

const nothing = { categoryId: null, suggestions: [] };

async function rule(ctx: Context, problem: Problem, how: HowToStart): Promise<Ruled> {
  switch (how.kind) {
    case 'ad_hoc':
      return {
        ...nothing,
        outcome: 'ad_hoc',
        reason: 'The agent chose to walk ad hoc.',
        start: { kind: 'ad_hoc' },
      };
    case 'flow': {
      const flow = found(await findFlow(ctx, how.flow), 'flow');
      const start = { kind: 'flow', flowId: flow.id } as const;
      return {
        ...nothing,
        outcome: 'matched',
        reason: 'The agent named the flow.',
        categoryId: flow.categoryId,
        start,
      };
    }
    case 'build':
      return ruleByGate(ctx, problem, how.categoryId);
    case 'match':
      return ruleByMatch(ctx, problem);
  }
}

/** By its id, as a menu names it, or by its slug, as people type it. */
async function findFlow(ctx: Context, named: string): Promise<Flow | null> {
  const { accountId } = ctx.actor;
  const name = named.trim().toLowerCase();
  return isId(name) ? ctx.store.flows.find(accountId, name) : ctx.store.flows.findBySlug(accountId, name);
}

const isId = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

/** "Build anyway": flows are not looked at; the category still decides whether it may be built. */
async function ruleByGate(ctx: Context, problem: Problem, named: string | null): Promise<Ruled> {
  const gate = await gateOf(ctx, named ?? (await categoryIdOf(ctx, problem.text)));
  const categoryId = gate?.categoryId ?? null;
  if (gate?.buildEnabled) {
    const start = { kind: 'ai_build', categoryId: gate.categoryId } as const;
    return {
      ...nothing,
      outcome: 'build',
      reason: `The agent chose to build. Category: ${gate.name}.`,
      categoryId,
      start,
    };
  }
  const reason = gate
    ? `Building is off for ${gate.name}.`
    : 'No category fits, so there is nothing to build from.';
  return { ...nothing, outcome: 'out_of_scope', reason, categoryId, start: null };
}

async function categoryIdOf(ctx: Context, text: string): Promise<string | null> {
  const { embedderId } = await ctx.store.matching.of(accountOf(ctx));
  const { search } = await searchProblem(ctx, text, embedderId);
  return decideCategory(search)?.categoryId ?? null;
}

async function ruleByMatch(ctx: Context, problem: Problem): Promise<Ruled> {
  const [early, { match, flows: suggestions, search, byWords }] = await Promise.all([
    askEarly(ctx, problem),
    findFlows(ctx, problem.text),
  ]);
  const gate = await gateOf(ctx, decideCategory(search)?.categoryId ?? null);
  const { outcome, reason } = ruleOutcome(match, gate);
  const flow =
    match.kind === 'matched' ? await ctx.store.flows.find(accountOf(ctx), match.flow.flowId) : null;
  const categoryId = flow?.categoryId ?? gate?.categoryId ?? null;
  return {
    outcome,
    reason: byWords ? `${reason} ${byWordsReason[byWords]}` : reason,
    categoryId,
    suggestions,
    start: startOf(outcome, suggestions, categoryId),
    early,
  };
}

const accountOf = ({ actor }: Context): string => actor.accountId;

/** Said where vectors could not help. */
const byWordsReason: Record<ByWords, string> = {
  embedder_silent: 'Searched by words alone, because the search by meaning does not answer.',
  indexing: 'Searched by words alone, because some flows cannot be found by meaning yet.',
};

function startOf(outcome: Outcome, suggestions: Suggestion[], categoryId: string | null): Start | null {
  const [first] = suggestions;
  if (outcome === 'matched' && first) return { kind: 'flow', flowId: first.flowId };
  if (outcome === 'build' && categoryId) return { kind: 'ai_build', categoryId };
  return null;
}

async function gateOf(ctx: Context, categoryId: string | null): Promise<Gate | null> {
  const category = categoryId ? await ctx.store.categories.find(ctx.actor.accountId, categoryId) : null;
  if (!category || category.archivedAt) return null;
  return { categoryId: category.id, name: category.name, buildEnabled: category.buildEnabled };
}
