import type { InputBlock, ModalView, StaticSelect } from '@slack/types';
import type { Problem } from '../../domain/intake.js';
import { limits as domainLimits } from '../../domain/text.js';
import { urgencies } from '../../domain/ticket.js';
import { field, view } from '../ids.js';
import { intakeMetadata, startOption } from '../payloads.js';
import { context, grouped, option, stack } from './elements.js';
import { menuInput, modal, textInput, tickInput } from './inputs.js';
import { limits } from './limits.js';
import { plain } from './text.js';
import { urgencyWords } from './words.js';

export interface IntakeModalInput {
  /** What is known already, from the command or from an earlier try. */
  problem?: Partial<Problem>;
  /** Published flows by title, to start with one of them directly. */
  flows: { flowId: string; title: string }[];
  /** How many are published, listed or not. */
  total: number;
  /** The categories that are open for building. */
  categories: { categoryId: string; name: string }[];
  responseUrl?: string;
  channelId?: string;
}

// A view may have 250 KB; an option takes up to 400 bytes.
const mostFlows = 300;

/** `/intake` alone: the problem, whose it is, and how to start. */
export function intakeModal({ problem = {}, flows, total, categories, ...to }: IntakeModalInput): ModalView {
  const listed = flows.slice(0, mostFlows);
  return modal({
    callbackId: view.intakeSubmit,
    title: 'New intake',
    submit: 'Start',
    metadata: intakeMetadata.encode(to),
    blocks: stack(
      ...problemInputs(problem),
      customerInput(field.device, 'Device', problem.device, 'Model, serial number or asset tag'),
      urgencyInput(problem),
      privateInput(problem),
      startInput(listed, categories),
      listed.length < total
        ? context(
            `The menu lists ${listed.length} of ${total} flows; “Find the flow that fits” searches all.`,
          )
        : null,
    ),
  });
}

/** The problem and whose it is; also asked where something is escalated without a walk. */
export function problemInputs(problem: Partial<Problem>): InputBlock[] {
  const isCut = (problem.text?.length ?? 0) > limits.inputText;
  return [
    textInput(field.problem, {
      label: 'Problem',
      value: problem.text,
      multiline: true,
      focus: true,
      placeholder: 'What does the customer say? One or two sentences are enough.',
      hint: isCut
        ? 'Slack takes 3,000 characters here, so the end was cut. Add the rest as a note.'
        : undefined,
    }),
    customerInput(field.customerName, 'Customer', problem.customerName, 'Name'),
    customerInput(field.customerContact, 'Contact', problem.customerContact, 'Phone or mail'),
  ];
}

/** Asked wherever a problem is typed: nothing of a private one is shown in channels. */
export const privateInput = ({ private: value }: Partial<Problem>): InputBlock =>
  tickInput(field.private, {
    label: 'Private',
    tick: 'Walk it in a direct message; show nothing of it in channels',
    value: value ?? false,
  });

const urgencyInput = ({ urgency }: Partial<Problem>): InputBlock =>
  menuInput(field.urgency, {
    label: 'Urgency',
    words: urgencyWords,
    order: urgencies,
    value: urgency ?? 'normal',
  });

type CustomerField = typeof field.customerName | typeof field.customerContact | typeof field.device;

const customerInput = (
  id: CustomerField,
  label: string,
  value: string | null | undefined,
  placeholder: string,
): InputBlock =>
  textInput(id, { label, value, placeholder, optional: true, max: domainLimits.customerField });

const match = option('Find the flow that fits', startOption.encode({ kind: 'match' }));

const ways = [
  match,
  option('Walk ad hoc, without a flow', startOption.encode({ kind: 'ad_hoc' })),
  option('Escalate to engineering, without a walk', startOption.encode({ kind: 'escalate' })),
];

function startInput(
  flows: IntakeModalInput['flows'],
  categories: IntakeModalInput['categories'],
): InputBlock {
  const builds = categories
    .slice(0, limits.options)
    .map(({ categoryId, name }) => option(name, startOption.encode({ kind: 'build', categoryId })));
  const options = flows.map(({ flowId, title }) =>
    option(title, startOption.encode({ kind: 'flow', flowId })),
  );
  const element: StaticSelect = {
    type: 'static_select',
    action_id: field.start,
    option_groups: [
      ...grouped('How', ways),
      ...grouped('Build a walk, step by step, for', builds),
      ...grouped('Walk this flow', options),
    ],
    initial_option: match,
  };
  return { type: 'input', block_id: field.start, label: plain('How to start', 200), element };
}
