import type { App, BlockAction } from '@slack/bolt';
import { briefModal, briefOf } from '../../blocks/brief-modal.js';
import { resolveModal } from '../../blocks/closing-modals.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { escalationButton } from '../../payloads.js';
import { redrawHome } from '../../surfaces/home.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, placeOf, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of an escalation's card, and of its line in App Home. */
export function registerEscalationActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.escalationClaim, claimCallback(deps));
  app.action<BlockAction>(action.escalationBrief, briefCallback(deps));
  app.action<BlockAction>(action.escalationResolve, resolveCallback(deps));
}

const claimCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId } = escalationButton.decode(chosenValue(args.action));
    const caller = callerOf(args.context);
    const { responseUrl, messageTs } = placeOf(args);
    await deps.useCases.claimEscalation(caller, { escalationId, responseUrl, messageTs });
    await args.ack();
    await redrawHome(deps, args, caller);
  };

const briefCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId } = escalationButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () =>
      briefModal(briefOf(await useCases.readEscalation(callerOf(args.context), { escalationId })), links),
    );
  };

const resolveCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { escalationId, sessionId } = escalationButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { ticketNumber } = await useCases.readEscalation(callerOf(args.context), { escalationId });
      const how = { asksHelpful: false, confirmed: false };
      return resolveModal({ sessionId, escalationId, ticketNumber, ...how, ...replyTo(args) });
    });
  };
