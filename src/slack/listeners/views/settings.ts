import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { InvalidInputError } from '../../../domain/errors.js';
import { settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { categoryMetadata, settingsMetadata } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { isOutside } from '../../surfaces/channel-membership.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf, oneOf } from '../inputs.js';
import { meetAll } from '../meet-all.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type ChannelField = typeof field.defaultChannel | typeof field.engineeringChannel;
type Save = (deps: ListenerDeps, args: Args, inputs: Inputs) => Promise<unknown>;

/** The modals in which admins set things. */
export function registerSettingsViews(app: App, deps: ListenerDeps): void {
  const on = (callbackId: string, save: Save) =>
    app.view<ViewSubmitAction>(callbackId, async (args) => {
      await save(deps, args, inputsOf(args.view));
      await args.ack();
      await redrawSettings(deps, args);
    });
  const withChannel = (callbackId: string, name: ChannelField, save: Save) =>
    app.view<ViewSubmitAction>(callbackId, async (args) => {
      const inputs = inputsOf(args.view);
      await save(deps, args, inputs);
      await args.ack();
      await redrawSettings(deps, args, await channelToJoin(deps, args, inputs.channel(name)));
    });
  withChannel(callback.accountSave, field.defaultChannel, saveAccount);
  withChannel(callback.categorySave, field.engineeringChannel, saveCategory);
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

/** The channel that was saved, where Intake is not in it; null also where that cannot be told: what was saved is saved. */
async function channelToJoin(
  { log }: ListenerDeps,
  { client }: Args,
  channelId: string | null,
): Promise<string | null> {
  if (channelId === null) return null;
  try {
    return (await isOutside(client, channelId)) ? channelId : null;
  } catch (error) {
    log.warn({ err: error }, 'settings: whether Intake is in the channel could not be asked');
    return null;
  }
}

/** The settings modal underneath shows what was saved. @param toJoin the saved channel that Intake is not in. */
export async function redrawSettings(
  { useCases, log }: ListenerDeps,
  { client, context, view }: Args,
  toJoin: string | null = null,
): Promise<void> {
  const { settingsViewId } = settingsMetadata.decode(view.private_metadata);
  if (!settingsViewId) return;
  // It may have been closed in the meantime; what was saved is saved.
  await afterwards(log, async () => {
    const settings = settingsModal(await useCases.readSettings(callerOf(context)), toJoin);
    await client.views.update({ view_id: settingsViewId, view: settings });
  });
}
