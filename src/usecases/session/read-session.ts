import type { BriefLine, MessageRef, SessionCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

export interface SessionRead {
  card: SessionCard;
  brief: BriefLine[];
  thread: MessageRef | null;
}

/**
 * A walk with everything that was tried in it.
 * @throws {NotFoundError} if the account has no such session.
 */
export async function readSession(ctx: Context, { sessionId }: { sessionId: string }): Promise<SessionRead> {
  authorize(ctx.actor, 'session.read');
  const { accountId } = ctx.actor;
  return {
    card: found(await ctx.store.cards.session(accountId, sessionId), 'session'),
    brief: await ctx.store.cards.brief(accountId, sessionId),
    thread: await ctx.store.cards.thread(accountId, sessionId),
  };
}
