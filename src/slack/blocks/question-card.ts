import type { QuestionCard } from '../../domain/cards.js';
import { action, blockPrefix } from '../ids.js';
import { questionButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { moment, mrkdwn, mrkdwnLine, person } from './text.js';

const shown = 2_700;

/** A question from engineering: the agent's copies take the answer, all copies show it. */
export function questionCard(card: QuestionCard): Message {
  const { questionId, ticketNumber, askedBy, text, answer } = card;
  const headline = `❓ ${person(askedBy)} asks about #${ticketNumber}`;
  const waits = answer === null && !card.closed;
  return {
    text: `${headline}: ${mrkdwnLine(text, 300)}`,
    blocks: stack(
      section(`*${headline}*\n${mrkdwn(text, shown)}`),
      answer && section(`💬 ${mrkdwn(answer.text, shown)}`),
      answer && context(`Answered by ${person(answer.by)}, ${moment(answer.at)}`),
      waits && card.asks ? context('Press the button, or just type the answer in the walk’s thread.') : null,
      waits && !card.asks ? context('The agent has been asked; the answer comes here.') : null,
      answer === null && card.closed ? context('Not answered; the escalation has ended.') : null,
      waits && card.asks
        ? actions(
            `${blockPrefix.step}:question`,
            button('Answer', action.questionAnswer, questionButton.encode({ questionId }), 'primary'),
          )
        : null,
    ),
  };
}
