import type { Problem } from './intake.js';
import { createRedaction, type Redaction } from './redact.js';

/** What was typed on the way: a note, or what it was instead of an answer. */
export interface Said {
  text: string;
  at: Date;
}

/**
 * What names the customer of one walk, numbered in the order in which it was said: the problem first, then what was typed
 * on the way. So what a model was asked with a placeholder for can be put back, for this walk's readers alone.
 */
export function redactionOfWalk(
  { text, customerName, customerContact }: Pick<Problem, 'text' | 'customerName' | 'customerContact'>,
  said: readonly Said[],
): Redaction {
  const redaction = createRedaction([customerName, customerContact]);
  redaction.hide(text);
  for (const one of said.toSorted((a, b) => a.at.getTime() - b.at.getTime())) redaction.hide(one.text);
  return redaction;
}
