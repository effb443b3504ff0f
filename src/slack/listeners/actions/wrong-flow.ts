import type { App, BlockAction } from '@slack/bolt';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { stepButton } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { wrongFlowModalFor } from '../../surfaces/wrong-flow-modal.js';
import { type ClickArgs, chosenValue, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** "Wrong flow" on a card of a walk. */
export function registerWrongFlowAction(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.sessionWrongFlow, openCallback(deps));
}

const openCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const place = stepButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, () =>
      wrongFlowModalFor(useCases, callerOf(args.context), { ...place, ...replyTo(args) }),
    );
  };
