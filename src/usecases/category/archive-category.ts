import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found, transact } from '../shared/transact.js';

/**
 * Archives a category: from here on no intake is put into it, and no walk starts on its flows or drafts. Walks and
 * escalations under way go on, by its channel and its clocks. Once more changes nothing.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function archiveCategory(ctx: Context, { categoryId }: { categoryId: string }): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  await transact(ctx, async (tx) => {
    await tx.accounts.lock(tx.accountId);
    const before = found(await tx.categories.find(tx.accountId, categoryId), 'category');
    if (before.archivedAt) return;
    const after = { ...before, archivedAt: tx.now };
    await tx.categories.save(after);
    await tx.record({
      action: 'category.archived',
      subject: 'category',
      subjectId: categoryId,
      before,
      after,
    });
  });
}
