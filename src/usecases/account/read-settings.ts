import type { Account } from '../../domain/account.js';
import type { Category } from '../../domain/category.js';
import type { IndexState } from '../../domain/index-state.js';
import type { MatchReadiness } from '../../domain/match-learning.js';
import { type Member, type Person, personOf } from '../../domain/member.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { indexState } from '../shared/index-state.js';
import { found } from '../shared/transact.js';

export interface Settings {
  account: Account;
  /** Those that are open. */
  categories: Category[];
  archivedCategories: Category[];
  /** Who is told about escalations where no channel is configured. */
  recipients: Person[];
  /** Everybody with a role. */
  members: Member[];
  /** The Slack user group that a role comes from, by member; who is not in it has theirs by hand. */
  roleGroups: Record<string, string>;
  matching: { readiness: MatchReadiness; index: IndexState | null };
}

/**
 * What admins set.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 */
export async function readSettings(ctx: Context): Promise<Settings> {
  authorize(ctx.actor, 'settings.read');
  const { accountId } = ctx.actor;
  const { store } = ctx;
  const recipients = await store.members.findMany(
    accountId,
    await store.accounts.defaultRecipients(accountId),
  );
  return {
    account: found(await store.accounts.find(accountId), 'account'),
    categories: await store.categories.list(accountId),
    archivedCategories: await store.categories.archived(accountId),
    recipients: recipients.map(personOf),
    members: await store.members.active(accountId),
    roleGroups: await store.groupRoles.sources(accountId),
    matching: { readiness: (await store.matching.of(accountId)).readiness, index: await indexState(ctx) },
  };
}
