import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found, transact } from '../shared/transact.js';

/**
 * Retires a flow: from here on no problem is matched to it and no walk starts on it. Walks under way go on. Once more
 * changes nothing; publishing another content of it makes it live again.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no flow of this slug.
 */
export async function retireFlow(ctx: Context, { slug }: { slug: string }): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const flow = found(await tx.flows.findBySlug(tx.accountId, slug), 'flow');
    if (flow.retiredAt) return;
    await tx.flows.setRetired(tx.accountId, flow.id, { retiredAt: tx.now, at: tx.now });
    await tx.record({
      action: 'flow.retired',
      subject: 'flow',
      subjectId: flow.id,
      before: { slug, retiredAt: null },
      after: { slug, retiredAt: tx.now },
    });
  });
}
