import type { ModalView } from '@slack/types';
import type { QuestionCard } from '../../domain/cards.js';
import type { Person } from '../../domain/member.js';
import { field, view } from '../ids.js';
import { escalationMetadata, idOption, questionMetadata } from '../payloads.js';
import { option, section } from './elements.js';
import { modal, optionsInput, textInput } from './inputs.js';
import type { ReplyTo } from './session-modals.js';
import { mrkdwn, person } from './text.js';

interface OfEscalation extends ReplyTo {
  escalationId: string;
  ticketNumber: number;
  messageTs?: string;
}

/** Gives an escalation to somebody who may claim it. */
export function reassignModal({
  ticketNumber,
  people,
  ...to
}: OfEscalation & { people: Person[] }): ModalView {
  const form = {
    callbackId: view.escalationReassign,
    title: `Give #${ticketNumber}`,
    metadata: escalationMetadata.encode(to),
  };
  if (people.length === 0) {
    const words =
      'There is nobody else to give this to: no other engineer, admin or owner. An admin can add people in Intake’s settings.';
    return modal({ ...form, submit: null, close: 'Close', blocks: [section(words)] });
  }
  const options = people.map(({ memberId, displayName }) => option(displayName, idOption.encode(memberId)));
  return modal({
    ...form,
    submit: 'Give',
    blocks: [optionsInput(field.member, { label: 'To whom?', placeholder: 'Choose an engineer', options })],
  });
}

/** Hands an escalation back to L1. */
export const handBackModal = ({ ticketNumber, ...to }: OfEscalation): ModalView =>
  modal({
    callbackId: view.escalationHandBack,
    title: `Hand back #${ticketNumber}`,
    submit: 'Hand back',
    metadata: escalationMetadata.encode(to),
    blocks: [
      textInput(field.instruction, {
        label: 'What should the agent do?',
        multiline: true,
        focus: true,
        hint: 'The walk goes on where it was, with this in its thread. The agent can escalate again.',
      }),
    ],
  });

/** Asks the agent something. */
export const askModal = ({ ticketNumber, ...to }: OfEscalation): ModalView =>
  modal({
    callbackId: view.escalationAsk,
    title: `Ask about #${ticketNumber}`,
    submit: 'Ask',
    metadata: escalationMetadata.encode(to),
    blocks: [
      textInput(field.question, {
        label: 'What do you need to know?',
        multiline: true,
        focus: true,
        hint: 'The agent gets it in their thread and directly. The answer comes back to you.',
      }),
    ],
  });

/** What the agent answers an engineer with. */
export const answerQuestionModal = (
  card: Pick<QuestionCard, 'questionId' | 'ticketNumber' | 'text' | 'askedBy'>,
): ModalView =>
  modal({
    callbackId: view.questionAnswer,
    title: `Answer on #${card.ticketNumber}`,
    submit: 'Send answer',
    metadata: questionMetadata.encode({ questionId: card.questionId }),
    blocks: [
      section(`${person(card.askedBy)} asks:\n${mrkdwn(card.text, 2_700)}`),
      textInput(field.answer, { label: 'Your answer', multiline: true, focus: true }),
    ],
  });
