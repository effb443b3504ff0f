import { noteAction } from '../../domain/escalation.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { hold, keep } from '../shared/escalation-acts.js';
import { transact } from '../shared/transact.js';

/**
 * The claimant writes in the thread of an escalation's card: they are at it. Nothing of what they say is kept.
 */
export async function noteDeskMessage(
  ctx: Context,
  thread: { channelId: string; threadTs: string },
): Promise<void> {
  authorize(ctx.actor, 'escalation.claim');
  const { accountId, memberId } = ctx.actor;
  const escalation = await ctx.store.escalations.findByThread(accountId, thread.channelId, thread.threadTs);
  if (!escalation || noteAction(escalation, memberId, ctx.now()) === escalation) return;
  await transact(ctx, async (tx) => {
    const held = await hold(tx, escalation.id);
    const acted = noteAction(held.escalation, memberId, tx.now);
    if (acted === held.escalation) return;
    await keep(ctx, tx, held, acted);
    await tx.record({ action: 'escalation.confirmed', subject: 'escalation', subjectId: escalation.id });
  });
}
