import type { Account } from '../../domain/account.js';
import { readStarterContent } from '../../flow-files/starter-content.js';
import { createWorkspace } from '../../sandbox/index.js';
import type { Store } from '../../store/store.js';
import { setUpAccount } from '../../usecases/account/set-up-account.js';
import type { Services } from '../../usecases/context.js';
import { InputError } from '../shared/command.js';
import { manifestPath } from '../shared/manifest.js';

/**
 * The account that a command is about: the one named, or the only one; null where there is none yet.
 * @throws {InputError} for an unknown team, and where there are several and none is named.
 */
export async function findAccount(
  { accounts }: Pick<Store, 'accounts'>,
  teamId: string | null,
): Promise<Account | null> {
  const all = await accounts.list();
  const known = all.map(({ slackTeamId, name }) => `${slackTeamId} (${name})`).join(', ');
  if (teamId !== null) {
    const named = all.find(({ slackTeamId }) => slackTeamId === teamId);
    if (!named) throw new InputError(`There is no account of team ${teamId}. There are: ${known || 'none'}.`);
    return named;
  }
  const [first, second] = all;
  if (first && second) throw new InputError(`Which account is meant? Say --account with one of: ${known}.`);
  return first ?? null;
}

/** The same, for a command that needs one. @throws {InputError} also where there is none yet. */
export async function existingAccount(
  store: Pick<Store, 'accounts'>,
  teamId: string | null,
): Promise<Account> {
  const account = await findAccount(store, teamId);
  if (!account)
    throw new InputError('There is no account yet. Start Intake once, or import a folder of flows.');
  return account;
}

/** Sets the sandbox's account up, as its first start would. */
export async function setUpSandboxAccount(services: Services): Promise<Account> {
  const { workspace } = createWorkspace({ manifestPath }).workspace.view('admin');
  return setUpAccount(services, {
    slackTeamId: workspace.id,
    slackEnterpriseId: null,
    name: workspace.name,
    starter: await readStarterContent(),
  });
}
