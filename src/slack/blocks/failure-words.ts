import type { Failure } from '../../domain/draft.js';
import { budgetWords } from './refusals.js';
import type { Mrkdwn } from './text.js';

/** Why the next step could not be written, and what to do about it, in the words of the card's buttons. */
export const failureWords: Record<Failure, Mrkdwn> = {
  budget_account: budgetWords.account,
  budget_member: budgetWords.member,
  timeout: 'The AI did not answer in time. Try again in a moment, or walk ad hoc.',
  unreachable: 'The AI cannot be reached. Try again in a moment, or walk ad hoc.',
  unauthorized:
    'The AI does not accept our key; an admin has to set it right. Try again to go on with the built-in protocol, without AI.',
  unknown_model:
    'The AI does not know the model that is set; an admin has to set it right. Try again to go on with the built-in protocol, without AI.',
  rate_limited: 'The AI has too much to do just now. Try again in a minute, or walk ad hoc.',
  refused: 'The AI declined to write a step for this. Walk ad hoc, or escalate.',
  garbage: 'What the AI wrote could not be used. Try again, or walk ad hoc.',
  empty: 'The AI gave no answer. Try again, or walk ad hoc.',
  other: 'Try again in a moment, or walk ad hoc.',
};

/** True where another try comes to the same: what goes on without the AI is the button that stands out then. */
export const isLasting = (why: Failure): boolean =>
  why === 'refused' || why === 'budget_account' || why === 'budget_member';
