import type { App, BlockAction } from '@slack/bolt';
import type { IntakeDecision } from '../../../usecases/intake/decide-intake.js';
import { escalateModal } from '../../blocks/session-modals.js';
import { callerOf } from '../../caller.js';
import { action, matching } from '../../ids.js';
import { intakeButton, useFlowButton } from '../../payloads.js';
import { openModal } from '../../surfaces/modals.js';
import { type ClickArgs, chosenValue, placeOf, replyTo } from '../click.js';
import type { ListenerDeps } from '../deps.js';

/** The buttons of an intake's private card. */
export function registerIntakeActions(app: App, deps: ListenerDeps): void {
  app.action<BlockAction>(matching(action.intakeUseFlow), useFlowCallback(deps));
  app.action<BlockAction>(action.intakeBuild, decideCallback(deps, { kind: 'build' }));
  app.action<BlockAction>(action.intakeAdHoc, decideCallback(deps, { kind: 'ad_hoc' }));
  app.action<BlockAction>(action.intakeEscalate, escalateIntakeCallback());
}

const useFlowCallback =
  ({ useCases }: ListenerDeps) =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId, flowId } = useFlowButton.decode(chosenValue(args.action));
    const { responseUrl } = placeOf(args);
    await useCases.decideIntake(callerOf(args.context), {
      intakeId,
      decision: { kind: 'use_flow', flowId },
      responseUrl,
    });
    await args.ack();
  };

const decideCallback =
  ({ useCases }: ListenerDeps, decision: IntakeDecision) =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId } = intakeButton.decode(chosenValue(args.action));
    await useCases.decideIntake(callerOf(args.context), {
      intakeId,
      decision,
      responseUrl: placeOf(args).responseUrl,
    });
    await args.ack();
  };

const escalateIntakeCallback =
  () =>
  async (args: ClickArgs): Promise<void> => {
    const { intakeId } = intakeButton.decode(chosenValue(args.action));
    await args.ack();
    await openModal(args.client, args.body.trigger_id, async () =>
      escalateModal({ intakeId, ...replyTo(args) }),
    );
  };
