import type { ModalView } from '@slack/types';
import { longest } from '../../domain/flow-definition.js';
import { proposalLimits } from '../../domain/proposal.js';
import type { ProposalCard } from '../../domain/proposal-card.js';
import type { ReviewNode } from '../../domain/proposal-review.js';
import { oneLine } from '../../domain/text.js';
import { field, view } from '../ids.js';
import { idOption, proposalEditMetadata, takeOutOption } from '../payloads.js';
import { context, option, stack } from './elements.js';
import { modal, optionsInput, textInput } from './inputs.js';

/** The review underneath, which is drawn anew. */
export interface Underneath {
  reviewViewId?: string;
  page?: number;
}

/** How the flow is called and found. */
export function proposalDetailsModal(
  { proposalId, revision, title, examples, category }: ProposalCard,
  categories: { categoryId: string; name: string }[],
  underneath: Underneath,
): ModalView {
  const known = categories.some(({ categoryId }) => categoryId === category.id);
  const all = known ? categories : [...categories, { categoryId: category.id, name: category.name }];
  const options = all.map(({ categoryId, name }) => option(name, idOption.encode(categoryId)));
  return modal({
    callbackId: view.proposalDetails,
    title: 'Edit the flow',
    submit: 'Save',
    metadata: proposalEditMetadata.encode({ proposalId, revision, ...underneath }),
    blocks: [
      textInput(field.title, { label: 'Title', value: title, max: proposalLimits.title, focus: true }),
      textInput(field.examples, {
        label: 'Phrasings',
        value: examples.join('\n'),
        multiline: true,
        hint: 'How customers say it, one a line. No names or numbers of customers: everybody can read a flow.',
      }),
      optionsInput(field.category, {
        label: 'Category',
        placeholder: 'Choose one',
        options,
        value: idOption.encode(category.id),
      }),
    ],
  });
}

/** The words of one step. */
export function proposalTextModal(
  { proposalId, revision }: ProposalCard,
  node: ReviewNode,
  underneath: Underneath,
): ModalView {
  return modal({
    callbackId: view.proposalText,
    title: `Step ${node.number}`,
    submit: 'Save',
    metadata: proposalEditMetadata.encode({ proposalId, revision, nodeId: node.nodeId, ...underneath }),
    blocks: stack(
      textInput(field.text, {
        label: 'Text',
        value: node.text,
        multiline: true,
        optional: true,
        max: proposalLimits.text,
        focus: true,
        hint: 'Empty puts back what was walked. The draft and its walks keep their own text.',
      }),
      node.kind === 'question'
        ? textInput(field.howToTell, {
            label: 'How to find out',
            value: node.howToTell ?? '',
            multiline: true,
            optional: true,
            max: longest.howToTell,
            hint: 'What who is not sure reads under the question. Empty leaves it out.',
          })
        : null,
    ),
  });
}

/** Why not, and what of the draft is wrong. */
export function proposalRejectModal({ proposalId, revision, review }: ProposalCard): ModalView {
  const nothing = option('Nothing: the steps are right, no flow is wanted', takeOutOption.encode(null));
  const steps = review.nodes.slice(0, 98).map(({ nodeId, number, cameBy, text }) => {
    const way = cameBy === null ? 'All of it' : `From ${number}`;
    return option(`${way}: ${oneLine(text, 60)}`, takeOutOption.encode(nodeId));
  });
  return modal({
    callbackId: view.proposalReject,
    title: 'Reject',
    submit: 'Reject',
    metadata: proposalEditMetadata.encode({ proposalId, revision }),
    blocks: stack(
      textInput(field.reason, {
        label: 'What is wrong with it?',
        multiline: true,
        max: proposalLimits.reason,
        focus: true,
      }),
      optionsInput(field.takeOut, {
        label: 'What is taken out of the draft?',
        placeholder: 'Choose one',
        options: [nothing, ...steps],
        value: steps[0]?.value ?? nothing.value,
      }),
      context(
        'New walks do not come to what is taken out. Walks that are on it go on; their threads are told why.',
      ),
    ),
  });
}
