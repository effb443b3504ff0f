import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Role } from '../../../domain/member.js';
import { mayGiveRole } from '../../../domain/policy.js';
import type { Caller, UseCases } from '../../../usecases/index.js';
import { rolesModal } from '../../blocks/roles-modal.js';
import { accountModal, categoryModal, settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { categoryButton, idOption } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The settings modal and the modals above it. */
export function registerSettingsActions(app: App, deps: ListenerDeps): void {
  const category = (decode: (args: ClickArgs) => string | null) => stacks(deps, categoryFor(decode));
  app.action<BlockAction>(action.settingsOpen, openCallback(deps));
  app.action<BlockAction>(action.accountEdit, stacks(deps, accountFor));
  app.action<BlockAction>(action.rolesOpen, stacks(deps, rolesFor));
  app.action<BlockAction>(
    action.categoryAdd,
    category(() => null),
  );
  app.action<BlockAction>(
    matching(action.categoryEdit),
    category((args) => categoryButton.decode(chosenValue(args.action)).categoryId),
  );
  app.action<BlockAction>(
    action.categoryPick,
    category((args) => idOption.decode(chosenValue(args.action))),
  );
}

const openCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () =>
      settingsModal(await useCases.readSettings(callerOf(args.context))),
    );
  };

interface Above {
  useCases: UseCases;
  caller: Caller;
  settingsViewId: string | undefined;
  args: ClickArgs;
}

const stacks =
  ({ useCases }: ListenerDeps, build: (above: Above) => Promise<ModalView>) =>
  async (args: ClickArgs): Promise<void> => {
    await args.ack();
    const above = { useCases, caller: callerOf(args.context), settingsViewId: args.body.view?.id, args };
    await openModal(args.client, args.body.trigger_id, () => build(above), 'push');
  };

async function accountFor({ useCases, caller, settingsViewId }: Above): Promise<ModalView> {
  return accountModal({ settings: await useCases.readSettings(caller), settingsViewId });
}

const categoryFor =
  (decode: (args: ClickArgs) => string | null) =>
  async ({ useCases, caller, settingsViewId, args }: Above): Promise<ModalView> => {
    const categoryId = decode(args);
    const known = categoryId ? await useCases.readCategory(caller, { categoryId }) : null;
    return categoryModal({
      category: known?.category ?? null,
      recipients: known?.recipients ?? [],
      settingsViewId,
    });
  };

const roles: readonly Role[] = ['l1', 'engineer', 'admin', 'owner'];

async function rolesFor({ useCases, caller, settingsViewId }: Above): Promise<ModalView> {
  const { members, roleGroups } = await useCases.readSettings(caller);
  const hasOwner = members.some(({ role, standing }) => role === 'owner' && standing === 'full');
  const givable = roles.filter((to) => mayGiveRole(caller.actor, { from: null, to, hasOwner }));
  return rolesModal({ members, roleGroups, chosen: null, givable, settingsViewId });
}
