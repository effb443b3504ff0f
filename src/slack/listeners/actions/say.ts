import type { App, BlockAction } from '@slack/bolt';
import { sayModal } from '../../blocks/say-modal.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { answerButton } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** "Something else": what it is is asked in a modal. */
export function registerSayAction(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.sessionSay, sayCallback(deps));
}

const sayCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { nodeId, ...place } = answerButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const caller = callerOf(args.context);
      const { card } = await useCases.readSession(caller, { sessionId: place.sessionId });
      const node = await useCases.readNode(caller, { sessionId: place.sessionId, nodeId });
      return sayModal({ ...place, ticketNumber: card.ticketNumber, node, ...replyTo(args) });
    });
  };
