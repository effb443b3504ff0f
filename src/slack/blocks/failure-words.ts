import type { Failure } from '../../domain/draft.js';
import { budgetWords } from './refusals.js';
import type { Mrkdwn } from './text.js';

/** Why the next step could not be written, and what to do about it. */
export const failureWords: Record<Failure, Mrkdwn> = {
  budget_account: budgetWords.account,
  budget_member: budgetWords.member,
  timeout: 'The AI did not answer in time. Try again in a moment, or go on without it.',
  unreachable: 'The AI cannot be reached. Try again in a moment, or go on without it.',
  unauthorized: 'The AI does not accept our key. An admin has to set it right; until then go on without it.',
  unknown_model:
    'The AI does not know the model that is set. An admin has to set it right; until then go on without it.',
  rate_limited: 'The AI has too much to do just now. Try again in a minute, or go on without it.',
  refused: 'The AI declined to write a step for this. Go on ad hoc, or escalate.',
  garbage: 'What the AI wrote could not be used. Try again, or go on without it.',
  empty: 'The AI gave no answer. Try again, or go on without it.',
  other: 'Try again in a moment, or go on without it.',
};
