import { type IntakeError, PermissionDeniedError } from '../../domain/errors.js';
import { action } from '../ids.js';
import { actions, button, type Message, section, stack } from './elements.js';
import { refusal } from './refusals.js';
import { quote } from './text.js';

/** A refusal as a private message. What was typed with a command is given back, so that it is not lost. */
export function refusalMessage(error: IntakeError, typed = ''): Message {
  const text = refusal(error);
  const mayAsk = error instanceof PermissionDeniedError && error.why === 'no_role';
  return {
    text,
    blocks: stack(
      section(text),
      typed.trim() === '' ? null : section(`What you typed:\n${quote(typed, 2_500)}`),
      mayAsk
        ? actions('access.request', button('Ask for access', action.accessRequest, 'access', 'primary'))
        : null,
    ),
  };
}
