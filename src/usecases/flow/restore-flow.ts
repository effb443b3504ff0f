import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { fillIndexLater } from '../shared/fill-index-later.js';
import { found, transact } from '../shared/transact.js';

/**
 * Brings a retired flow back as it was. Once more changes nothing.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no flow of this slug.
 */
export async function restoreFlow(ctx: Context, { slug }: { slug: string }): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const flow = found(await tx.flows.findBySlug(tx.accountId, slug), 'flow');
    if (!flow.retiredAt) return;
    await tx.flows.setRetired(tx.accountId, flow.id, { retiredAt: null, at: tx.now });
    await fillIndexLater(ctx, tx);
    await tx.record({
      action: 'flow.restored',
      subject: 'flow',
      subjectId: flow.id,
      before: { slug, retiredAt: flow.retiredAt },
      after: { slug, retiredAt: null },
    });
  });
}
