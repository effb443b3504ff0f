import type { InputBlock, ModalView } from '@slack/types';
import { reasonCategories } from '../../domain/escalation.js';
import type { FlowNode } from '../../domain/flow.js';
import type { Problem } from '../../domain/intake.js';
import type { Person } from '../../domain/member.js';
import { limits as domainLimits, shorten } from '../../domain/text.js';
import { field, view } from '../ids.js';
import { answerMetadata, escalateMetadata, idOption, sessionMetadata, stepMetadata } from '../payloads.js';
import { context, option, section, stack } from './elements.js';
import { menuInput, modal, optionsInput, textInput } from './inputs.js';
import { privateInput, problemInputs } from './intake-modal.js';
import { packed, pieces } from './pack.js';
import { ownAnswers } from './walk-answers.js';
import { reasonWords } from './words.js';

/** Where a private answer to a modal goes. */
export interface ReplyTo {
  responseUrl?: string;
  channelId?: string;
}

interface OfSession extends ReplyTo {
  sessionId: string;
  ticketNumber: number;
}

export function noteModal({ ticketNumber, ...to }: OfSession): ModalView {
  return modal({
    callbackId: view.sessionNote,
    title: `Note on #${ticketNumber}`,
    submit: 'Keep note',
    metadata: sessionMetadata.encode(to),
    blocks: [
      textInput(field.note, {
        label: 'Note',
        multiline: true,
        focus: true,
        hint: 'Everybody in the thread sees it, and so do engineers. Typing in the thread does the same.',
      }),
    ],
  });
}

export interface EscalateModalInput extends ReplyTo {
  /** The walk that is escalated. */
  sessionId?: string;
  /** The walk's flow is left as the wrong one, as the card showed it at this position. */
  leftAt?: number;
  ticketNumber?: number;
  /** The intake that is escalated without a walk; its problem is known. */
  intakeId?: string;
  /** Asked where there is neither. */
  problem?: Partial<Problem>;
  /** What kind of problem it may be, asked along with the problem. */
  categories?: { categoryId: string; name: string }[];
}

/** Hands a problem to engineering, with everything that was tried. */
export function escalateModal({ ticketNumber, problem, categories, ...to }: EscalateModalInput): ModalView {
  const isKnown = to.sessionId !== undefined || to.intakeId !== undefined;
  return modal({
    callbackId: view.sessionEscalate,
    title: ticketNumber === undefined ? 'Escalate' : `Escalate #${ticketNumber}`,
    submit: 'Escalate',
    metadata: escalateMetadata.encode({
      ...to,
      device: problem?.device ? shorten(problem.device, domainLimits.customerField) : undefined,
      urgency: problem?.urgency,
    }),
    blocks: stack(
      ...(isKnown
        ? []
        : [...problemInputs(problem ?? {}), privateInput(problem ?? {}), categoryInput(categories ?? [])]),
      menuInput(field.reasonCategory, {
        label: 'Why engineering?',
        words: reasonWords,
        order: reasonCategories,
        value: 'other',
      }),
      textInput(field.reason, {
        label: 'What do they need to know?',
        multiline: true,
        hint: 'The problem and every step go along by themselves.',
      }),
    ),
  });
}

function categoryInput(categories: { categoryId: string; name: string }[]): InputBlock | null {
  if (categories.length === 0) return null;
  const options = categories.map(({ categoryId, name }) => option(name, idOption.encode(categoryId)));
  return optionsInput(field.category, {
    label: 'Category',
    placeholder: 'Choose one',
    options,
    optional: true,
  });
}

/** Gives the walk to a colleague who may walk. */
export function handOverModal({
  ticketNumber,
  members,
  ...to
}: OfSession & { members: Person[] }): ModalView {
  const form = {
    callbackId: view.sessionHandOver,
    title: `Hand over #${ticketNumber}`,
    metadata: sessionMetadata.encode(to),
  };
  if (members.length === 0) {
    const words =
      'There is nobody to hand this to yet: no other L1 agent, and nobody who covers L1. An admin can add people in Intake’s settings.';
    return modal({ ...form, submit: null, close: 'Close', blocks: [section(words)] });
  }
  const options = members.map(({ memberId, displayName }) => option(displayName, idOption.encode(memberId)));
  return modal({
    ...form,
    submit: 'Hand over',
    blocks: [optionsInput(field.member, { label: 'To whom?', placeholder: 'Choose a colleague', options })],
  });
}

/** A step of an ad hoc walk. */
export function addStepModal({ ticketNumber, ...to }: OfSession & { position: number }): ModalView {
  return modal({
    callbackId: view.sessionAddStep,
    title: `Step on #${ticketNumber}`,
    submit: 'Add step',
    metadata: stepMetadata.encode(to),
    blocks: [
      textInput(field.tried, { label: 'What did you try?', multiline: true, focus: true }),
      textInput(field.result, { label: 'What came of it?', multiline: true, optional: true }),
    ],
  });
}

// A view may have 250 KB and a character may take three bytes.
const room = { size: 2_900, sections: 60, characters: 55_000 } as const;

/** Answers that are too many or too long for a message, in full, with a menu to choose from. */
export function answersModal({
  ticketNumber,
  node,
  ...to
}: OfSession & { position: number; node: FlowNode }): ModalView {
  const answers = ownAnswers(node);
  const entries = answers.map(({ label }, index) => pieces(`${index + 1}. ${label}`, room.size));
  const { sections, left } = packed(entries, room);
  const options = answers.map(({ id, label }, index) => option(shorten(`${index + 1}. ${label}`, 75), id));
  const text = pieces(node.text, room.size).slice(0, 10);
  return modal({
    callbackId: view.sessionAnswer,
    title: `Answer on #${ticketNumber}`,
    submit: 'Answer',
    metadata: answerMetadata.encode({ ...to, nodeId: node.id }),
    blocks: stack(
      ...text.map((piece) => section(piece)),
      ...sections.map((piece) => section(piece)),
      left > 0 ? context(`${left} answers are too long to show in full; the menu has all of them.`) : null,
      optionsInput(field.answer, { label: 'Answer', placeholder: 'Choose an answer', options }),
    ),
  });
}
