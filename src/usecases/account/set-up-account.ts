import type { Account } from '../../domain/account.js';
import { InvalidInputError } from '../../domain/errors.js';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import { systemActor } from '../../domain/member.js';
import { saveCategory } from '../category/save-category.js';
import type { Context, Services } from '../context.js';
import { publishFlows } from '../flow/publish-flow.js';
import { found } from '../shared/transact.js';

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
 * Makes the account of a workspace where there is none, with its starter content. Until somebody has used it, every
 * start adds what is missing, so that a first start that was cut short is completed by the next; what is there is left
 * as it is. The program's own act: nobody to authorize.
 */
export async function setUpAccount(services: Services, input: SetUpAccount): Promise<Account> {
  const { store } = services;
  const { slackTeamId, starter } = input;
  const account = (await store.accounts.findByTeam(slackTeamId)) ?? (await makeAccount(services, input));
  if (await isSetUp(store, account.id)) return account;
  const ctx: Context = {
    ...services,
    actor: systemActor(account.id, 'setup'),
    delivery: null,
  };
  for (const category of starter.categories) await addCategory(ctx, category);
  const known = await store.flows.bySlugs(
    account.id,
    starter.flows.map(({ slug }) => slug),
  );
  const definitions = starter.flows.filter(({ slug }) => !known.has(slug));
  await publishFlows(ctx, { definitions, source: 'starter' });
  return account;
}

/** Of several programs that start at once one makes it; all of them get the same. */
async function makeAccount({ store, now, newId }: Services, input: SetUpAccount): Promise<Account> {
  const { slackTeamId, slackEnterpriseId, name } = input;
  const account: Account = {
    id: newId(),
    slackTeamId,
    slackEnterpriseId,
    name,
    defaultChannelId: null,
    newcomers: 'ask',
  };
  await store.accounts.create({ ...account, createdAt: now() });
  return found(await store.accounts.findByTeam(slackTeamId), 'account');
}

async function isSetUp({ members, flows }: Services['store'], accountId: string): Promise<boolean> {
  return (await members.hasAnybody(accountId)) && (await flows.list(accountId, 1)).length > 0;
}

async function addCategory(ctx: Context, category: StarterCategory): Promise<void> {
  if (await ctx.store.categories.findByName(ctx.actor.accountId, category.name)) return;
  try {
    await saveCategory(ctx, { ...category, categoryId: null, engineeringChannelId: null, recipients: [] });
  } catch (error) {
    // Another program that starts at the same time has added it.
    if (!(error instanceof InvalidInputError && error.problem === 'taken')) throw error;
  }
}
