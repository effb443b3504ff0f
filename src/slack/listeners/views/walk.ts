import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { reasonCategories } from '../../../domain/escalation.js';
import { urgencies } from '../../../domain/ticket.js';
import type { UseCases } from '../../../usecases/index.js';
import type { HowToStart } from '../../../usecases/intake/submit-intake.js';
import { adHocStep } from '../../blocks/words.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import {
  answerMetadata,
  escalateMetadata,
  idOption,
  intakeMetadata,
  type Start,
  sayMetadata,
  sessionMetadata,
  startOption,
  stepMetadata,
} from '../../payloads.js';
import { escalateProblemModalFor } from '../../surfaces/intake-modals.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf, oneOf } from '../inputs.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Submit = (useCases: UseCases, args: Args, inputs: Inputs) => Promise<unknown>;

/** The modals in which agents and engineers act. */
export function registerWalkViews(app: App, { useCases }: ListenerDeps): void {
  const on = (callbackId: string, submit: Submit) =>
    app.view<ViewSubmitAction>(callbackId, async (args) => {
      await submit(useCases, args, inputsOf(args.view));
      await args.ack();
    });
  app.view<ViewSubmitAction>(callback.intakeSubmit, async (args) => {
    const inputs = inputsOf(args.view);
    const start = startOption.decode(inputs.option(field.start));
    if (start.kind === 'escalate') {
      // Engineers want to know why: asked in place of this form.
      const view = await escalationFor(useCases, args, inputs);
      return args.ack({ response_action: 'update', view });
    }
    await submitIntake(useCases, args, inputs, howOf(start));
    await args.ack();
  });
  on(callback.sessionAnswer, submitAnswer);
  on(callback.sessionSay, submitSaid);
  on(callback.sessionNote, submitNote);
  on(callback.sessionAddStep, submitStep);
  on(callback.sessionEscalate, submitEscalation);
  on(callback.sessionHandOver, submitHandOver);
}

const submitIntake = (useCases: UseCases, { view, context }: Args, inputs: Inputs, how: HowToStart) => {
  const { responseUrl = null, channelId = null } = intakeMetadata.decode(view.private_metadata);
  return useCases.submitIntake(callerOf(context), {
    ...problemOf(inputs),
    how,
    responseUrl,
    channelId,
  });
};

const escalationFor = (useCases: UseCases, { view, context }: Args, inputs: Inputs) => {
  const { problem: text, isPrivate, ...problem } = problemOf(inputs);
  return escalateProblemModalFor(useCases, callerOf(context), {
    ...intakeMetadata.decode(view.private_metadata),
    problem: { text, private: isPrivate, ...problem },
  });
};

const howOf = (start: Exclude<Start, { kind: 'escalate' }>): HowToStart =>
  start.kind === 'flow' ? { kind: 'flow', flow: start.flowId } : start;

const problemOf = (inputs: Inputs) => ({
  problem: inputs.text(field.problem),
  customerName: inputs.text(field.customerName),
  customerContact: inputs.text(field.customerContact),
  device: inputs.text(field.device),
  isPrivate: inputs.ticked(field.private),
  urgency: oneOf(['normal', ...urgencies], inputs.option(field.urgency)),
});

const submitAnswer: Submit = (useCases, { view, context }, inputs) => {
  const { sessionId, position, nodeId, responseUrl = null } = answerMetadata.decode(view.private_metadata);
  const answerId = idOption.decode(inputs.option(field.answer));
  return useCases.answerNode(callerOf(context), { sessionId, position, nodeId, answerId, responseUrl });
};

const submitSaid: Submit = (useCases, { view, context }, inputs) => {
  const { responseUrl = null, channelId: _, ...answer } = sayMetadata.decode(view.private_metadata);
  const text = inputs.text(field.said);
  return useCases.answerNode(callerOf(context), { ...answer, text, responseUrl });
};

const submitNote: Submit = (useCases, { view, context }, inputs) => {
  const { sessionId } = sessionMetadata.decode(view.private_metadata);
  return useCases.addNote(callerOf(context), { source: 'modal', sessionId, text: inputs.text(field.note) });
};

const submitStep: Submit = (useCases, { view, context }, inputs) => {
  const { sessionId, position } = stepMetadata.decode(view.private_metadata);
  const text = adHocStep(inputs.text(field.tried), inputs.text(field.result) || null);
  return useCases.addStep(callerOf(context), { sessionId, position, text });
};

const submitEscalation: Submit = (useCases, { view, context }, inputs) => {
  const {
    sessionId,
    intakeId,
    leftAt,
    responseUrl = null,
    channelId = null,
    device,
    urgency,
  } = escalateMetadata.decode(view.private_metadata);
  const caller = callerOf(context);
  const reason = {
    reason: inputs.text(field.reason),
    category: oneOf(['other', ...reasonCategories], inputs.option(field.reasonCategory)),
  };
  if (sessionId && leftAt !== undefined)
    return useCases.leaveFlow(caller, { sessionId, position: leftAt, next: { kind: 'escalate', reason } });
  if (sessionId) return useCases.escalateSession(caller, { sessionId, ...reason });
  if (intakeId)
    return useCases.decideIntake(caller, { intakeId, decision: { kind: 'escalate', reason }, responseUrl });
  // Those two were asked by the intake form, or not at all.
  const problem = { ...problemOf(inputs), device, urgency };
  const chosen = inputs.option(field.category);
  const categoryId = chosen === null ? null : idOption.decode(chosen);
  return useCases.escalateProblem(caller, { ...problem, ...reason, categoryId, responseUrl, channelId });
};

const submitHandOver: Submit = (useCases, { view, context }, inputs) => {
  const { sessionId } = sessionMetadata.decode(view.private_metadata);
  const toMemberId = idOption.decode(inputs.option(field.member));
  return useCases.carrySession(callerOf(context), { sessionId, act: { kind: 'hand_over', toMemberId } });
};
