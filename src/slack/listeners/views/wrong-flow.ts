import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { UseCases } from '../../../usecases/index.js';
import { escalateModal } from '../../blocks/session-modals.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { idOption, stepMetadata, type WayOn, wayOnOption } from '../../payloads.js';
import type { ListenerDeps } from '../deps.js';
import { inputsOf } from '../inputs.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The modal in which an agent says that the flow is the wrong one, and how the ticket goes on. */
export function registerWrongFlowView(app: App, { useCases }: ListenerDeps): void {
  app.view<ViewSubmitAction>(callback.sessionLeaveFlow, (args) => submit(useCases, args));
}

async function submit(useCases: UseCases, args: Args): Promise<void> {
  const { sessionId, position, ...to } = stepMetadata.decode(args.view.private_metadata);
  const way = wayOnOf(args);
  if (way.kind === 'escalate') {
    // Engineers want to know why: asked in place of this modal, and left and escalated at once from there.
    const view = escalateModal({ ...to, sessionId, leftAt: position });
    return args.ack({ response_action: 'update', view });
  }
  await useCases.leaveFlow(callerOf(args.context), { sessionId, position, next: way });
  await args.ack();
}

/** The menu of the whole library goes before the near flows. */
function wayOnOf({ view }: Args): WayOn {
  const inputs = inputsOf(view);
  const other = inputs.option(field.otherFlow);
  return other === null
    ? wayOnOption.decode(inputs.option(field.wayOn))
    : { kind: 'use_flow', flowId: idOption.decode(other) };
}
