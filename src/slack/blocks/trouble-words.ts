import type { Trouble } from '../../domain/trouble.js';
import type { Mrkdwn } from './text.js';

const problems: Record<Trouble['problem'], string> = {
  refused: 'The AI’s endpoint refuses the key.',
  unknown_model: 'The AI’s endpoint has no model of this name.',
  not_an_endpoint: 'What answers at the AI’s address is no OpenAI-compatible endpoint.',
  unreachable: 'The AI’s endpoint does not answer.',
  unusable: 'The model cannot be used for this.',
};

/** What does not work, which variable to look at, and what goes on meanwhile. */
export const troubleWords = ({ variable, problem }: Trouble): Mrkdwn =>
  `⚠️ *${problems[problem]}* Look at \`${variable}\`. ${meanwhile(variable)}`;

const meanwhile = (variable: Trouble['variable']): string =>
  variable === 'INTAKE_EMBEDDING_MODEL'
    ? 'Until it is right, problems are matched by their words alone.'
    : 'Until it is right, problems without a flow are walked by the built-in protocols.';
