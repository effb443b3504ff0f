import type { App, BlockAction } from '@slack/bolt';
import { archivedModal } from '../../blocks/settings-archive.js';
import { settingsModal } from '../../blocks/settings-modals.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { categoryButton, categoryMetadata, idOption } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { type ClickArgs, chosenValue } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** Archives a category from its modal, and restores one from the settings. */
export function registerArchiveActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.categoryArchive, archiveCallback(deps));
  app.action<BlockAction>(matching(action.categoryRestore), restoreCallback(deps));
}

const archiveCallback =
  ({ useCases, log }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    const { categoryId } = categoryButton.decode(chosenValue(args.action));
    await useCases.archiveCategory(caller, { categoryId });
    await args.ack();
    const { view } = args.body;
    if (!view) return;
    const { settingsViewId } = categoryMetadata.decode(view.private_metadata);
    await afterwards(log, async () => {
      const { category } = await useCases.readCategory(caller, { categoryId });
      await args.client.views.update({ view_id: view.id, view: archivedModal(category.name) });
    });
    if (!settingsViewId) return;
    // It may have been closed in the meantime.
    await afterwards(log, async () => {
      const settings = settingsModal(await useCases.readSettings(caller));
      await args.client.views.update({ view_id: settingsViewId, view: settings });
    });
  };

const restoreCallback =
  ({ useCases, log }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    await useCases.restoreCategory(caller, { categoryId: restored(args) });
    await args.ack();
    const { view } = args.body;
    if (!view) return;
    await afterwards(log, async () => {
      const settings = settingsModal(await useCases.readSettings(caller));
      await args.client.views.update({ view_id: view.id, view: settings });
    });
  };

/** By the button beside it, or by the menu of many. */
function restored({ action: clicked }: ClickArgs): string {
  const value = chosenValue(clicked);
  return clicked.type === 'button' ? categoryButton.decode(value).categoryId : idOption.decode(value);
}
