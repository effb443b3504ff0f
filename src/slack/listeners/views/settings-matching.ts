import type { App, ViewSubmitAction } from '@slack/bolt';
import { readinessSteps } from '../../../domain/match-learning.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf, oneOf } from '../inputs.js';
import { redrawSettings } from './settings.js';

/** The modal in which admins set how readily flows start by themselves. */
export function registerMatchingView(app: App, deps: ListenerDeps): void {
  app.view<ViewSubmitAction>(callback.matchingSave, async (args) => {
    const [first, ...steps] = ['balanced' as const, ...readinessSteps];
    const readiness = oneOf([first, ...steps], inputsOf(args.view).option(field.readiness));
    await deps.useCases.saveMatching(callerOf(args.context), { readiness });
    await args.ack();
    await redrawSettings(deps, args);
  });
}
