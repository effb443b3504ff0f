import type { App, BlockAction } from '@slack/bolt';
import { solvedBy } from '../../../domain/brief.js';
import { ticketNote } from '../../../domain/ticket-note.js';
import { reopenModal } from '../../blocks/closing-modals.js';
import { ticketNoteModal } from '../../blocks/ticket-note-modal.js';
import { callerOf } from '../../caller.js';
import { action } from '../../ids.js';
import { fixButton, sessionButton } from '../../payloads.js';
import { redrawHome } from '../../surfaces/home.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons about how a walk ended: it works, reopen, close it unsolved. */
export function registerClosingActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(action.sessionWorks, worksCallback(deps));
  app.action<BlockAction>(action.sessionReopen, reopenCallback(deps));
  app.action<BlockAction>(action.sessionTicketNote, noteCallback(deps));
  app.action<BlockAction>(action.sessionAbandon, abandonCallback(deps));
}

const worksCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    await deps.useCases.confirmFix(caller, fixButton.decode(chosenValue(args.action)));
    await args.ack();
    await redrawHome(deps, args, caller);
  };

const reopenCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { sessionId } = sessionButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { card } = await useCases.readSession(callerOf(args.context), { sessionId });
      const { ticketNumber, reopenUntil: until } = card;
      return reopenModal({ sessionId, ticketNumber, until, ...replyTo(args) });
    });
  };

const noteCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { sessionId } = sessionButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () => {
      const { card, brief } = await useCases.readSession(callerOf(args.context), { sessionId });
      const note = ticketNote({ ...card, brief: brief.brief, solvedBy: solvedBy(brief) });
      return ticketNoteModal({ ticketNumber: card.ticketNumber, note });
    });
  };

const abandonCallback =
  (deps: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const caller = callerOf(args.context);
    await deps.useCases.abandonSession(caller, sessionButton.decode(chosenValue(args.action)));
    await args.ack();
    await redrawHome(deps, args, caller);
  };
