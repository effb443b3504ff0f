import type { ActionsBlock, Button } from '@slack/types';
import type { WalkCard } from '../../domain/cards.js';
import { type Answer, type FlowNode, labelGiven } from '../../domain/flow.js';
import { shorten } from '../../domain/text.js';
import { action, blockPrefix, indexed } from '../ids.js';
import { answerButton, answerSelectBlock, idOption, nodeButton } from '../payloads.js';
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
  rows: (ActionsBlock | null)[];
}

/**
 * Up to five answers are buttons, more are a menu. Labels that a button or menu would cut are numbered and written
 * out above. What does not fit a message is chosen in a modal. Where "Something else" can be said, or how to find out,
 * that and "Not sure" have a row of their own: they are the server's, and the answers of the step itself stay buttons.
 */
export function offer(card: WalkCard, node: FlowNode): Offer {
  const own = ownAnswers(node);
  const main = offerOf(card, node, own);
  return own.length === node.answers.length ? main : { ...main, rows: [...main.rows, serverRow(card, node)] };
}

/** The answers that are chosen among each other; the others have buttons of their own that do more than answer. */
export function ownAnswers(node: FlowNode): Answer[] {
  const says = node.answers.some(({ kind }) => kind === 'something_else') || Boolean(node.howToTell);
  return node.answers.filter(({ kind }) => !says || (kind !== 'something_else' && kind !== 'not_sure'));
}

function offerOf(card: WalkCard, node: FlowNode, answers: Answer[]): Offer {
  if (answers.length === 0) return { list: null, rows: [] };
  const isMenu = answers.length > mostButtons;
  const shown = isMenu ? limits.optionText : limits.buttonTextShown;
  const numbered = answers.some(({ label }) => label.length > shown);
  const list = numbered ? numberedList(answers) : null;
  const labels = answers.map(({ label }, index) =>
    numbered ? shorten(`${index + 1}. ${label}`, 75) : label,
  );
  const listLength = list?.length ?? 0;
  const fits = listLength <= most.list && listLength + labels.join('').length <= most.both;
  if (!fits || answers.length > limits.options) return { list: null, rows: [chooseRow(card, node, answers)] };
  const choices = answers.map(({ id }, index) => ({ id, label: labels[index] ?? '' }));
  return { list, rows: [isMenu ? menuRow(card, node, choices) : buttonRow(card, node, choices)] };
}

/** "*1.* Yes, the light is on" and so on, one a line. */
const numberedList = (answers: Answer[]): Mrkdwn =>
  answers.map(({ label }, index) => `*${index + 1}.* ${mrkdwn(label)}`).join('\n');

type Choice = Pick<Answer, 'id' | 'label'>;

const place = (card: WalkCard, node: FlowNode) => ({
  sessionId: card.sessionId,
  position: card.position,
  nodeId: node.id,
});

const answerValue = (card: WalkCard, node: FlowNode, { id: answerId }: Choice): string =>
  answerButton.encode({ ...place(card, node), answerId });

const buttonRow = (card: WalkCard, node: FlowNode, choices: Choice[]): ActionsBlock | null =>
  actions(
    `${blockPrefix.answers}:${card.position}`,
    ...choices.map((one, index) =>
      button(one.label, indexed(action.sessionAnswer, index), answerValue(card, node, one)),
    ),
  );

/** What the server adds to every question of a draft; "Something else" asks what in a modal. */
const serverRow = (card: WalkCard, node: FlowNode): ActionsBlock | null =>
  actions(
    `${blockPrefix.answers}:${card.position}:server`,
    ...node.answers.map((one) => {
      if (one.kind === 'not_sure') return notSureButton(card, node, one);
      return one.kind === 'something_else'
        ? button(one.label, action.sessionSay, answerValue(card, node, one))
        : null;
    }),
  );

/** Where the question says how to find out, that is asked for first. */
function notSureButton(card: WalkCard, node: FlowNode, answer: Answer): Button {
  if (node.howToTell && !card.toldHow)
    return button(answer.label, action.sessionTellHow, nodeButton.encode(place(card, node)));
  const actionId = indexed(action.sessionAnswer, node.answers.indexOf(answer));
  return button(labelGiven(node, answer), actionId, answerValue(card, node, answer));
}

const menuRow = (card: WalkCard, node: FlowNode, choices: Choice[]): ActionsBlock | null =>
  actions(answerSelectBlock.encode(place(card, node)), {
    type: 'static_select',
    action_id: action.sessionAnswerSelect,
    placeholder: plain(`Choose one of ${choices.length} answers`, limits.placeholder),
    ...listed(choices.map(({ id, label }) => option(label, idOption.encode(id)))),
  });

const chooseRow = (card: WalkCard, node: FlowNode, answers: Answer[]): ActionsBlock | null =>
  actions(
    `${blockPrefix.answers}:${card.position}`,
    button(
      `Choose one of ${answers.length} answers…`,
      action.sessionChoose,
      nodeButton.encode(place(card, node)),
      'primary',
    ),
  );
