import type { App, BlockAction } from '@slack/bolt';
import type { IntakeDecision } from '../../../usecases/intake/decide-intake.js';
import { intakeChoiceModal } from '../../blocks/intake-card.js';
import { escalateModal } from '../../blocks/session-modals.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { intakeButton, useFlowButton } from '../../payloads.js';
import { afterwards } from '../../surfaces/afterwards.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, inModal, placeOf, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

type Choice = { intakeId: string; decision: IntakeDecision };

/** The buttons of an intake: on its private card, and in the modal that App Home opens. */
export function registerIntakeActions(app: App, deps: ListenerDeps): void {
  const decides = (choice: (value: string | undefined) => Choice) => decideCallback(deps, choice);
  app.action<BlockAction>(action.intakeOpen, openCallback(deps));
  app.action<BlockAction>(matching(action.intakeUseFlow), decides(chosenFlow));
  app.action<BlockAction>(action.intakeBuild, decides(chosen({ kind: 'build' })));
  app.action<BlockAction>(action.intakeAdHoc, decides(chosen({ kind: 'ad_hoc' })));
  app.action<BlockAction>(action.intakeEscalate, escalateIntakeCallback());
}

const chosen =
  (decision: IntakeDecision) =>
  (value: string | undefined): Choice => ({ ...intakeButton.decode(value), decision });

function chosenFlow(value: string | undefined): Choice {
  const { intakeId, flowId } = useFlowButton.decode(value);
  return { intakeId, decision: { kind: 'use_flow', flowId } };
}

const openCallback =
  ({ useCases, links }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId } = intakeButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () =>
      intakeChoiceModal(await useCases.readIntake(callerOf(args.context), { intakeId }), links),
    );
  };

const decideCallback =
  ({ useCases, links, log }: ListenerDeps, choice: (value: string | undefined) => Choice) =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId, decision } = choice(chosenValue(args.action));
    const caller = callerOf(args.context);
    await useCases.decideIntake(caller, { intakeId, decision, responseUrl: placeOf(args).responseUrl });
    await args.ack();
    const { view: modal } = args.body;
    if (!inModal(args) || !modal) return;
    // A private card is redrawn by its response URL; a modal has none.
    await afterwards(log, async () => {
      const view = intakeChoiceModal(await useCases.readIntake(caller, { intakeId }), links);
      await args.client.views.update({ view_id: modal.id, view });
    });
  };

const escalateIntakeCallback =
  () =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId } = intakeButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(
      args.client,
      args.body.trigger_id,
      async () => escalateModal({ intakeId, ...replyTo(args) }),
      inModal(args) ? 'push' : 'open',
    );
  };
