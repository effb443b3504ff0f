import type { ActionsBlock } from '@slack/types';
import type { WalkCard } from '../../domain/cards.js';
import type { Answer, FlowNode } from '../../domain/flow.js';
import { shorten } from '../../domain/text.js';
import { action, blockPrefix, indexed } from '../ids.js';
import { answerButton, answerSelectBlock, chooseButton, idOption } from '../payloads.js';
import { actions, button, listed, option } from './elements.js';
import { limits } from './limits.js';
import { type Mrkdwn, mrkdwn, plain } from './text.js';

const mostButtons = 5;
/** What the answers may take: the list a section, both together half of a message, so that the node's text has the rest. */
const most = { list: 2_900, both: 4_000 } as const;

/** How a node's answers are offered. */
export interface Offer {
  /** The answers in full, where a button would cut them on screen. */
  list: Mrkdwn | null;
  row: ActionsBlock | null;
}

/**
 * Up to five answers are buttons, more are a menu. Labels that a button or menu would cut are numbered and written
 * out above. What does not fit a message is chosen in a modal.
 */
export function offer(card: WalkCard, node: FlowNode): Offer {
  const { answers } = node;
  if (answers.length === 0) return { list: null, row: null };
  const isMenu = answers.length > mostButtons;
  const shown = isMenu ? limits.optionText : limits.buttonTextShown;
  const numbered = answers.some(({ label }) => label.length > shown);
  const list = numbered ? numberedList(answers) : null;
  const labels = answers.map(({ label }, index) =>
    numbered ? shorten(`${index + 1}. ${label}`, 75) : label,
  );
  const listLength = list?.length ?? 0;
  const fits = listLength <= most.list && listLength + labels.join('').length <= most.both;
  if (!fits || answers.length > limits.options) return { list: null, row: chooseRow(card, node) };
  return { list, row: isMenu ? menuRow(card, node, labels) : buttonRow(card, node, labels) };
}

/** "*1.* Yes, the light is on" and so on, one a line. */
const numberedList = (answers: Answer[]): Mrkdwn =>
  answers.map(({ label }, index) => `*${index + 1}.* ${mrkdwn(label)}`).join('\n');

const place = (card: WalkCard, node: FlowNode) => ({
  sessionId: card.sessionId,
  position: card.position,
  nodeId: node.id,
});

const buttonRow = (card: WalkCard, node: FlowNode, labels: string[]): ActionsBlock | null =>
  actions(
    `${blockPrefix.answers}:${card.position}`,
    ...node.answers.map(({ id: answerId }, index) =>
      button(
        labels[index] ?? '',
        indexed(action.sessionAnswer, index),
        answerButton.encode({ ...place(card, node), answerId }),
      ),
    ),
  );

const menuRow = (card: WalkCard, node: FlowNode, labels: string[]): ActionsBlock | null =>
  actions(answerSelectBlock.encode(place(card, node)), {
    type: 'static_select',
    action_id: action.sessionAnswerSelect,
    placeholder: plain(`Choose one of ${labels.length} answers`, limits.placeholder),
    ...listed(node.answers.map(({ id }, index) => option(labels[index] ?? '', idOption.encode(id)))),
  });

const chooseRow = (card: WalkCard, node: FlowNode): ActionsBlock | null =>
  actions(
    `${blockPrefix.answers}:${card.position}`,
    button(
      `Choose one of ${node.answers.length} answers…`,
      action.sessionChoose,
      chooseButton.encode(place(card, node)),
      'primary',
    ),
  );
