/** So short a word is one letter away from many others: `line` and `fine` are not `mine`. */
const short = 4;

/** The word that was meant, where what was typed is one edit away from it; null for the word itself, and for others. */
export function nearMiss<Word extends string>(typed: string, words: readonly Word[]): Word | null {
  return words.find((word) => isOneEditAway(typed.toLowerCase(), word)) ?? null;
}

/** One letter more, less or other, or two that have changed places. */
function isOneEditAway(typed: string, word: string): boolean {
  if (typed === word) return false;
  let same = 0;
  while (same < word.length && typed[same] === word[same]) same += 1;
  const [left, right] = [typed.slice(same), word.slice(same)];
  const isMore = left.slice(1) === right;
  const isLess = left === right.slice(1);
  const isSwapped = left.slice(0, 2) === `${right[1]}${right[0]}` && left.slice(2) === right.slice(2);
  const isOther = word.length > short && left.slice(1) === right.slice(1);
  return isMore || isLess || isSwapped || isOther;
}
