import type { QueueLine } from '../../domain/cards.js';
import type { IndexState } from '../../domain/index-state.js';
import type { Intake } from '../../domain/intake.js';
import { costMicros, dayOf, reservedUsage } from '../../domain/ledger.js';
import { type Page, pageSize } from '../../domain/page.js';
import { can } from '../../domain/policy.js';
import { forReader } from '../../domain/private.js';
import type { ProposalLine } from '../../domain/proposal-card.js';
import type { SessionStatus } from '../../domain/session.js';
import type { Trouble } from '../../domain/trouble.js';
import { type GivenUp, messageKinds } from '../../domain/work.js';
import type { Context } from '../context.js';
import { hearsOf } from '../shared/engineering.js';
import { indexState } from '../shared/index-state.js';

export interface ReadHome {
  status: SessionStatus;
  minePage: number;
  queuePage: number;
  escalationsPage: number;
}

export interface Home {
  mine: Page<QueueLine>;
  queue: Page<QueueLine>;
  /** Null for those who do not handle escalations. */
  escalations: Page<QueueLine> | null;
  /** Drafts that wait for a review, the newest of them; null for those who do not review. */
  proposals: { lines: ProposalLine[]; total: number } | null;
  /** Intakes that still wait for the actor's choice. */
  undecided: Intake[];
  /**
   * What admins should know: whose escalations nobody is set to hear about, by the names of categories, null being no
   * category; what was given up; for how long messages have been due; what does not work; that today's AI budget has no
   * room for another request.
   */
  warnings: {
    unheard: 'all' | (string | null)[];
    givenUp: GivenUp;
    queueAgeMs: number;
    troubles: readonly Trouble[];
    budgetUsedUp: boolean;
    index: IndexState | null;
  } | null;
}

/** What App Home shows to this member; null to somebody who may do nothing yet, which is no refusal here. */
export async function readHome(ctx: Context, input: ReadHome): Promise<Home | null> {
  if (!can(ctx.actor, 'queue.read')) return null;
  const { accountId, memberId } = ctx.actor;
  const { queue, intakes } = ctx.store;
  return {
    mine: await queue.carriedBy(accountId, memberId, input.minePage),
    queue: forReader(await queue.ofStatus(accountId, input.status, input.queuePage), ctx.actor),
    escalations: can(ctx.actor, 'escalation.read')
      ? forReader(await queue.ofStatus(accountId, 'escalated', input.escalationsPage), ctx.actor)
      : null,
    proposals: can(ctx.actor, 'proposal.read') ? await ctx.store.proposals.open(accountId, pageSize) : null,
    undecided: await intakes.undecided(accountId, memberId, 3),
    warnings: can(ctx.actor, 'settings.read') ? await warningsOf(ctx) : null,
  };
}

async function warningsOf(ctx: Context): Promise<Home['warnings']> {
  const { accountId } = ctx.actor;
  return {
    unheard: await unheardIn(ctx),
    givenUp: await ctx.store.jobs.givenUp(accountId),
    troubles: ctx.troubles(),
    budgetUsedUp: ctx.asksAhead && !(await hasRoom(ctx)),
    index: await indexState(ctx),
    queueAgeMs: await ctx.store.jobs.queueAge(ctx.now(), messageKinds),
  };
}

/** Asks for each category as its escalations do; a default channel answers for all of them. */
async function unheardIn({ store, actor: { accountId } }: Context): Promise<'all' | (string | null)[]> {
  if ((await store.accounts.find(accountId))?.defaultChannelId) return [];
  const categories = [...(await store.categories.list(accountId)), null];
  const unheard: (string | null)[] = [];
  for (const category of categories)
    if (!(await hearsOf(store, accountId, category?.id ?? null))) unheard.push(category?.name ?? null);
  return unheard.length === categories.length ? 'all' : unheard;
}

/** Whether today's budget of the account lets one more request to the model through. */
async function hasRoom({ store, actor: { accountId }, price, now }: Context): Promise<boolean> {
  const budget = await store.accounts.budget(accountId);
  return store.ledger.hasRoom(accountId, dayOf(now()), costMicros(reservedUsage, price), budget);
}
