import { error, type LintFinding } from './finding.js';
import { plainWords } from './plain-words.js';

/** What the server adds itself, or what answers nothing. */
const serversOwn =
  /^(?:(?:i |we )?(?:am |are )?not (?:sure|certain)|unsure|unknown|(?:i |we )?(?:don't|dont|do not|does not|can't|cannot) (?:know|tell|say)|other|others|another|something else|none of (?:these|the above|them)|anything else|else|n\/?a|maybe|skip|done|didn't help|can't do this|weiss (?:ich )?nicht|unbekannt|sonstiges|andere[rs]?|etwas anderes|je ne sais pas|autre|autre chose|no (?:lo )?se|otro|otra cosa)\W*$/;
const yes = /^(?:yes|ja|oui|si)$/;
const no = /^(?:no|nein|non)\b/;

interface Range {
  low: number;
  high: number;
}

/** Whether answers can be told apart, and whether one of them is always right. */
export function checkAnswers(labels: readonly string[]): LintFinding[] {
  const plain = labels.map((label) => plainWords(label).replace(/[.!?…]+$/, ''));
  const wrong: string[] = [];
  if (new Set(plain.map((label) => label.replace(/[^\p{L}\p{N}<>]+/gu, ' ').trim())).size < plain.length)
    wrong.push('Two answers say the same.');
  if (plain.some((label) => serversOwn.test(label)))
    wrong.push('The server adds "Not sure" and its like itself.');
  if (plain.some((label) => /\band\s?\/\s?or\b|\bund\/oder\b|\bet\/ou\b|\by\/o\b/.test(label)))
    wrong.push('No "and/or" in an answer.');
  if (plain.some((label) => !/[\p{L}\p{N}]/u.test(label))) wrong.push('An answer has no words.');
  const hasYes = plain.some((label) => yes.test(label));
  if (hasYes && !plain.some((label) => no.test(label))) wrong.push('"Yes" needs a "No".');
  if (overlaps(plain)) wrong.push('Two ranges of numbers overlap.');
  return wrong.map((message) => error('answers', message));
}

function overlaps(labels: readonly string[]): boolean {
  const ranges = labels.map(rangeOf);
  if (ranges.some((range) => range === null)) return false;
  const known = ranges.filter((range) => range !== null);
  return known.some((a, i) => known.slice(i + 1).some((b) => a.low <= b.high && b.low <= a.high));
}

/** "2 to 5", "more than 10", "3": what numbers an answer stands for; null where it is about none. */
function rangeOf(label: string): Range | null {
  const numbers = (label.match(/\d+(?:[.,]\d+)?/g) ?? []).map((text) => Number(text.replace(',', '.')));
  const [first, second] = numbers;
  if (first === undefined || /\d+\.\d+\.\d+/.test(label)) return null;
  if (second !== undefined)
    return /\bto\b|-|\band\b|bis|between/.test(label)
      ? { low: Math.min(first, second), high: Math.max(first, second) }
      : null;
  if (/\b(?:more than|over|above|mehr als|uber)\b|>(?!=)/.test(label))
    return { low: first + 1e-9, high: Infinity };
  if (/\bor more|at least|mindestens|>=/.test(label)) return { low: first, high: Infinity };
  if (/\b(?:less than|under|below|fewer than|weniger als|unter)\b|<(?!=)/.test(label))
    return { low: -Infinity, high: first - 1e-9 };
  if (/\bor (?:less|fewer)|at most|up to|hochstens|<=/.test(label)) return { low: -Infinity, high: first };
  return { low: first, high: first };
}
