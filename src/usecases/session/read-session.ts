import type { Brief } from '../../domain/brief.js';
import type { MessageRef, SessionCard } from '../../domain/cards.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { assertReads } from '../shared/assert-reads.js';
import { found } from '../shared/transact.js';

export interface SessionRead {
  card: SessionCard;
  brief: Brief;
  thread: MessageRef | null;
}

/**
 * A walk with everything that was tried in it.
 * @throws {NotFoundError} if the account has no such session.
 * @throws {PermissionDeniedError} `private` for a private one that the actor has nothing to do with.
 */
export async function readSession(ctx: Context, { sessionId }: { sessionId: string }): Promise<SessionRead> {
  authorize(ctx.actor, 'session.read');
  await assertReads(ctx, sessionId);
  const { accountId } = ctx.actor;
  return {
    card: found(await ctx.store.cards.session(accountId, sessionId), 'session'),
    brief: found(await ctx.store.cards.brief(accountId, sessionId), 'session'),
    thread: await ctx.store.cards.thread(accountId, sessionId),
  };
}
