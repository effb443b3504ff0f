import { type IntakeError, PermissionDeniedError } from '../../domain/errors.js';
import { action } from '../ids.js';
import { actions, button, type Message, section, stack } from './elements.js';
import { refusal, unexpected } from './refusals.js';
import { quote } from './text.js';

/** A refusal as a private message. What was typed with a command is given back, so that it is not lost. */
export function refusalMessage(error: IntakeError, typed = ''): Message {
  const text = refusal(error);
  const mayAsk = error instanceof PermissionDeniedError && error.why === 'no_role';
  return {
    text,
    blocks: stack(
      section(text),
      givenBack(typed),
      mayAsk
        ? actions('access.request', button('Ask for access', action.accessRequest, 'access', 'primary'))
        : null,
    ),
  };
}

/** A fault of ours as a private message, with what was typed. `reference` is what the log is searched by. */
export function faultMessage(reference: string, typed = ''): Message {
  const text = unexpected(reference);
  return { text, blocks: stack(section(text), givenBack(typed)) };
}

const givenBack = (typed: string): ReturnType<typeof section> | null =>
  typed.trim() === '' ? null : section(`What you typed:\n${quote(typed, 2_500)}`);
