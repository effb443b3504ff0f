import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import { settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { categoryMetadata, settingsMetadata } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf, oneOf } from '../inputs.js';
import { meetAll } from '../meet-all.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Save = (deps: ListenerDeps, args: Args, inputs: Inputs) => Promise<unknown>;

/** The modals in which admins set things. */
export function registerSettingsViews(app: App, deps: ListenerDeps): void {
  const on = (callbackId: string, save: Save) =>
    app.view<ViewSubmitAction>(callbackId, async (args) => {
      await save(deps, args, inputsOf(args.view));
      await args.ack();
      await redrawSettings(deps, args);
    });
  on(callback.accountSave, saveAccount);
  on(callback.categorySave, saveCategory);
  on(callback.rolesSave, saveRole);
}

const saveAccount: Save = async (deps, args, inputs) => {
  const recipients = inputs.people(field.recipients);
  await meetAll(deps, args, recipients);
  return deps.useCases.saveAccount(callerOf(args.context), {
    defaultChannelId: inputs.channel(field.defaultChannel),
    newcomers: oneOf(['ask', 'join_as_l1'], inputs.option(field.newcomers)),
    recipients,
  });
};

const saveCategory: Save = async (deps, args, inputs) => {
  const { categoryId = null } = categoryMetadata.decode(args.view.private_metadata);
  const recipients = inputs.people(field.recipients);
  await meetAll(deps, args, recipients);
  return deps.useCases.saveCategory(callerOf(args.context), {
    categoryId,
    name: inputs.text(field.name),
    keywords: inputs.text(field.keywords).split(/[,\n]/),
    buildEnabled: inputs.ticked(field.buildEnabled),
    identityGate: inputs.ticked(field.identityGate),
    engineeringChannelId: inputs.channel(field.engineeringChannel),
    recipients,
  });
};

const saveRole: Save = async (deps, args, inputs) => {
  const slackUserId = inputs.person(field.member);
  if (!slackUserId) throw new InvalidInputError(field.member, 'empty');
  const [memberId] = await meetAll(deps, args, [slackUserId]);
  if (!memberId) throw new InvalidInputError(field.member, 'unknown');
  const role = inputs.option(field.role);
  return deps.useCases.giveRole(callerOf(args.context), {
    memberId,
    role: role === 'l1' || role === 'engineer' || role === 'admin' || role === 'owner' ? role : null,
    coversL1: inputs.ticked(field.coversL1),
  });
};

/** The settings modal underneath shows what was saved. */
export async function redrawSettings(
  { useCases, log }: ListenerDeps,
  { client, context, view }: Args,
): Promise<void> {
  const { settingsViewId } = settingsMetadata.decode(view.private_metadata);
  if (!settingsViewId) return;
  // It may have been closed in the meantime; what was saved is saved.
  await afterwards(log, async () => {
    const settings = settingsModal(await useCases.readSettings(callerOf(context)));
    await client.views.update({ view_id: settingsViewId, view: settings });
  });
}
