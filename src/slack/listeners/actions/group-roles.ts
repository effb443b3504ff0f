import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import { groupRoleOrder, groupRolesModal } from '../../blocks/group-roles-modal.js';
import { callerOf } from '../../caller.js';
import { action, view as callback, field } from '../../ids.js';
import { openModal } from '../../surfaces/modals.js';
import { userGroups } from '../../surfaces/user-groups.js';
import type { ClickArgs } from '../click.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf } from '../inputs.js';

/** Which Slack user group gives which role: its modal above the roles. */
export function registerGroupRoles(app: App, { useCases }: ListenerDeps): void {
  app.action<BlockAction>(action.groupRolesOpen, async (args: ClickArgs) => {
    await args.ack();
    const build = async () => {
      const groupRoles = await useCases.listGroupRoles(callerOf(args.context));
      return groupRolesModal({ groupRoles, groups: await userGroups(args.client) });
    };
    await openModal(args.client, args.body.trigger_id, build, 'push');
  });
  app.view<ViewSubmitAction>(callback.groupRolesSave, async ({ ack, view, context }) => {
    const inputs = inputsOf(view);
    const chosen = inputs.option(field.role);
    await useCases.saveGroupRole(callerOf(context), {
      groupId: inputs.option(field.roleGroup),
      role: groupRoleOrder.find((role) => role === chosen) ?? null,
      coversL1: inputs.ticked(field.coversL1),
    });
    await ack();
  });
}
