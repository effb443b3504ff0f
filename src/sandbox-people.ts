import { type Role, systemActor } from './domain/member.js';
import type { Workspace } from './sandbox/index.js';
import type { Store } from './store/store.js';
import type { UseCases } from './usecases/index.js';

/** Who plays which part in the sandbox: the admin is there first and so becomes the owner. */
const seats: { handle: string; role: Role | null; coversL1?: boolean }[] = [
  { handle: 'admin', role: null },
  { handle: 'agent', role: 'l1' },
  { handle: 'agent2', role: 'l1' },
  { handle: 'engineer', role: 'engineer' },
];

interface Seating {
  useCases: UseCases;
  store: Store;
  accountId: string;
  identity: { slackTeamId: string };
}

/**
 * Gives the sandbox's people their roles and the account its engineering channel, once: by the same use cases by
 * which an admin does it in Slack. Where it was cut short it is completed; who has a role keeps it.
 */
export async function seatSandboxPeople(
  { useCases, store, accountId, identity }: Seating,
  workspace: Workspace,
): Promise<void> {
  if (await isDone(store, accountId)) return;
  const caller = { actor: systemActor(accountId, 'setup'), delivery: null };
  for (const { handle, role, coversL1 = false } of seats) {
    const person = workspace.people().find((one) => one.handle === handle);
    if (!person) continue;
    const met = await useCases.meetPerson({
      slackTeamId: identity.slackTeamId,
      slackUserId: person.id,
      surface: 'setup',
      lookUp: async () => ({ displayName: person.name, standing: 'full' }),
    });
    if (role && !met.role) await useCases.giveRole(caller, { memberId: met.memberId, role, coversL1 });
  }
  const channel = workspace.channel('engineering');
  await useCases.saveAccount(caller, {
    defaultChannelId: channel?.id ?? null,
    newcomers: 'ask',
    recipients: [],
  });
}

/** Where escalations go is said last of all. */
async function isDone(store: Store, accountId: string): Promise<boolean> {
  const account = await store.accounts.find(accountId);
  if (account?.defaultChannelId) return true;
  return (await store.accounts.defaultRecipients(accountId)).length > 0;
}
