import type { DeskSettings } from '../../domain/escalation-clock.js';
import { type Person, personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { found } from '../shared/transact.js';

export interface ClocksRead {
  /** Null for the account's. */
  category: { categoryId: string; name: string } | null;
  settings: DeskSettings;
  onCall: Person[];
  nextLevel: Person[];
}

/**
 * The clocks of one category, or the account's, with the people that they call.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function readClocks(
  ctx: Context,
  { categoryId }: { categoryId: string | null },
): Promise<ClocksRead> {
  authorize(ctx.actor, 'settings.read');
  const { accountId } = ctx.actor;
  const { categories, clocks, members } = ctx.store;
  const category = categoryId ? found(await categories.find(accountId, categoryId), 'category') : null;
  const settings = await clocks.read(accountId, categoryId);
  const people = async (memberIds: string[]) => (await members.findMany(accountId, memberIds)).map(personOf);
  return {
    category: category && { categoryId: category.id, name: category.name },
    settings,
    onCall: await people(settings.onCall.memberIds),
    nextLevel: await people(settings.nextLevel.memberIds),
  };
}
