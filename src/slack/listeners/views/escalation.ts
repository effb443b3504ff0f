import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { UseCases } from '../../../usecases/index.js';
import { callerOf } from '../../caller.js';
import { view as callback, field } from '../../ids.js';
import { escalationMetadata, idOption, questionMetadata } from '../../payloads.js';
import type { ListenerDeps } from '../deps.js';
import { type Inputs, inputsOf } from '../inputs.js';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Submit = (useCases: UseCases, args: Args, inputs: Inputs) => Promise<unknown>;

/** The modals in which engineers act on an escalation, and agents answer them. */
export function registerEscalationViews(app: App, { useCases }: ListenerDeps): void {
  const on = (callbackId: string, submit: Submit) =>
    app.view<ViewSubmitAction>(callbackId, async (args) => {
      await submit(useCases, args, inputsOf(args.view));
      await args.ack();
    });
  on(callback.escalationReassign, submitReassign);
  on(callback.escalationHandBack, submitHandBack);
  on(callback.escalationAsk, submitQuestion);
  on(callback.questionAnswer, submitAnswer);
}

const ofEscalation = ({ view }: Args) => {
  const {
    escalationId,
    responseUrl = null,
    messageTs = null,
  } = escalationMetadata.decode(view.private_metadata);
  return { escalationId, responseUrl, messageTs };
};

const submitReassign: Submit = (useCases, args, inputs) =>
  useCases.reassignEscalation(callerOf(args.context), {
    ...ofEscalation(args),
    toMemberId: idOption.decode(inputs.option(field.member)),
  });

const submitHandBack: Submit = (useCases, args, inputs) =>
  useCases.handBackEscalation(callerOf(args.context), {
    ...ofEscalation(args),
    instruction: inputs.text(field.instruction),
  });

const submitQuestion: Submit = (useCases, args, inputs) =>
  useCases.askAgent(callerOf(args.context), {
    escalationId: ofEscalation(args).escalationId,
    question: inputs.text(field.question),
  });

const submitAnswer: Submit = (useCases, { view, context }, inputs) => {
  const { questionId } = questionMetadata.decode(view.private_metadata);
  return useCases.answerQuestion(callerOf(context), { questionId, answer: inputs.text(field.answer) });
};
