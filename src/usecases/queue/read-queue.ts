import type { QueueLine } from '../../domain/cards.js';
import type { Page } from '../../domain/page.js';
import { authorize } from '../../domain/policy.js';
import { forReader } from '../../domain/private.js';
import type { SessionStatus } from '../../domain/session.js';
import type { Context } from '../context.js';

export interface ReadQueue {
  /** `mine`: what the actor carries. Otherwise the account's sessions of that status. */
  which: 'mine' | SessionStatus;
  /** Counts from 1; a page that is not there reads as the nearest that is. */
  page: number;
}

/** One page of sessions, newest first. */
export async function readQueue(ctx: Context, { which, page }: ReadQueue): Promise<Page<QueueLine>> {
  authorize(ctx.actor, 'queue.read');
  const { accountId, memberId } = ctx.actor;
  if (which === 'mine') return ctx.store.queue.carriedBy(accountId, memberId, page);
  return forReader(await ctx.store.queue.ofStatus(accountId, which, page), ctx.actor);
}
