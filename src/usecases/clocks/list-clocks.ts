import type { DeskSettings } from '../../domain/escalation-clock.js';
import { authorize } from '../../domain/policy.js';
import type { TruthTimes } from '../../domain/truth-times.js';
import type { Context } from '../context.js';

export interface ListedClocks {
  times: TruthTimes;
  /** What holds where a category says nothing. */
  account: DeskSettings;
  categories: { categoryId: string; name: string; settings: DeskSettings }[];
}

/**
 * How long escalations may wait and who is called, by category; and when fixes are asked about.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function listClocks(ctx: Context): Promise<ListedClocks> {
  authorize(ctx.actor, 'settings.read');
  const { accountId } = ctx.actor;
  const { categories, clocks } = ctx.store;
  const listed: ListedClocks['categories'] = [];
  for (const { id, name } of await categories.list(accountId))
    listed.push({ categoryId: id, name, settings: await clocks.read(accountId, id) });
  return {
    times: await clocks.times(accountId),
    account: await clocks.read(accountId, null),
    categories: listed,
  };
}
