import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { fillIndexLater } from '../shared/fill-index-later.js';
import { found, transact } from '../shared/transact.js';

/**
 * Brings an archived category back as it was, with its flows and drafts. Once more changes nothing.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function restoreCategory(ctx: Context, { categoryId }: { categoryId: string }): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const before = found(await tx.categories.find(tx.accountId, categoryId), 'category');
    if (!before.archivedAt) return;
    const after = { ...before, archivedAt: null };
    await tx.categories.save(after);
    await fillIndexLater(ctx, tx);
    await tx.record({
      action: 'category.restored',
      subject: 'category',
      subjectId: categoryId,
      before,
      after,
    });
  });
}
