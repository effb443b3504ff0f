import type { Button, Overflow } from '@slack/types';
import type { WalkCard } from '../../domain/cards.js';
import { action } from '../ids.js';
import { type MoreVerb, moreOption, stepButton } from '../payloads.js';
import { button, option } from './elements.js';

/** From every step there is a way out; these are the buttons, each naming the walk and how far it was. */
export interface Ways {
  back: Button | null;
  note: Button;
  escalate: Button;
  resolve: Button;
  adHoc: Button;
  retry: Button;
  addStep: Button;
  /** On the first cards, where a walk shows that its flow does not fit; later it is in the menu. */
  wrongFlow: Button | null;
}

/** Cards before this position have the button. */
const firstCards = 2;

export function waysOf(card: WalkCard): Ways {
  const value = stepButton.encode({ sessionId: card.sessionId, position: card.position });
  return {
    back: card.canGoBack ? button('Back', action.sessionBack, value) : null,
    note: button('Note', action.sessionNote, value),
    escalate: button('Escalate', action.sessionEscalate, value),
    resolve: button('Solved', action.sessionResolve, value),
    adHoc: button('Walk ad hoc', action.sessionWalkAdHoc, value),
    retry: button('Try again', action.sessionRetry, value),
    addStep: button('Add a step', action.sessionAddStep, value),
    wrongFlow: isFirst(card) ? button('Wrong flow', action.sessionWrongFlow, value) : null,
  };
}

const isFirst = ({ canLeave, position }: WalkCard): boolean => canLeave && position < firstCards;

/** Every verb of the menu that this walk takes. */
export function verbsOf(card: WalkCard, ...verbs: MoreVerb[]): MoreVerb[] {
  return card.canLeave && !isFirst(card) ? [...verbs, 'wrong_flow'] : verbs;
}

/** The one button of a row that stands out. */
export const primary = (one: Button): Button => ({ ...one, style: 'primary' });

/** The same button in other words. */
export const renamed = (one: Button, text: string): Button => ({ ...one, text: { ...one.text, text } });

const moreWords: Record<MoreVerb, string> = {
  resolve: 'Mark as solved',
  hand_over: 'Hand over',
  stop: 'Stop for now',
  wrong_flow: 'Wrong flow',
  abandon: 'Close unsolved',
};

/** What is needed seldom. The option holds the verb; the walk is named by the block around it. */
export const more = (...verbs: MoreVerb[]): Overflow => ({
  type: 'overflow',
  action_id: action.sessionMore,
  options: verbs.map((verb) => option(moreWords[verb], moreOption.encode(verb))),
});
