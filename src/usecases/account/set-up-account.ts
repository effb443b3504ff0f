import type { Account } from '../../domain/account.js';
import { categoryNameKey } from '../../domain/category.js';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import { systemActor } from '../../domain/member.js';
import { saveCategory } from '../category/save-category.js';
import type { Context, Services } from '../context.js';
import { publishFlow } from '../flow/publish-flow.js';

/** A category as starter content names it. */
export interface StarterCategory {
  name: string;
  keywords: string[];
  protocol: string;
  buildEnabled: boolean;
  identityGate: boolean;
}

export interface SetUpAccount {
  slackTeamId: string;
  slackEnterpriseId: string | null;
  name: string;
  starter: { categories: StarterCategory[]; flows: FlowDefinition[] };
}

/**
 * Makes the account of a workspace where there is none, with its starter content: categories and flows that are
 * missing are added, those that are there are left as they are. The program's own act: nobody to authorize.
 */
export async function setUpAccount(services: Services, input: SetUpAccount): Promise<Account> {
  const existing = await services.store.accounts.findByTeam(input.slackTeamId);
  if (existing) return existing;
  const { slackTeamId, slackEnterpriseId, name } = input;
  const account: Account = {
    id: services.newId(),
    slackTeamId,
    slackEnterpriseId,
    name,
    defaultChannelId: null,
    newcomers: 'ask',
  };
  await services.store.accounts.create({ ...account, createdAt: services.now() });
  const made = await services.store.accounts.findByTeam(slackTeamId);
  if (made?.id !== account.id) return made ?? account;
  // Nobody waits for starter content: the program is ready first, and its vectors are filled in after.
  const ctx: Context = {
    ...services,
    indexing: 'later',
    actor: systemActor(account.id, 'setup'),
    delivery: null,
  };
  await addCategories(ctx, input.starter.categories);
  for (const definition of input.starter.flows) await publishFlow(ctx, { definition, source: 'starter' });
  return account;
}

async function addCategories(ctx: Context, categories: readonly StarterCategory[]): Promise<void> {
  const known = new Set(
    (await ctx.store.categories.list(ctx.actor.accountId)).map(({ name }) => categoryNameKey(name)),
  );
  for (const category of categories) {
    if (known.has(categoryNameKey(category.name))) continue;
    await saveCategory(ctx, { ...category, categoryId: null, engineeringChannelId: null, recipients: [] });
  }
}
