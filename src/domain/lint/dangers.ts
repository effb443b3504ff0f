import type { Danger } from './danger.js';
import { commands } from './danger-commands.js';
import { steps } from './danger-steps.js';
import { any, protections, rebuilt } from './danger-words.js';
import { leetWords, onlyAsks, plainWords, sentencesOf } from './plain-words.js';

const pronoun = new RegExp(
  String.raw`\b(?:${any('(?:turn|switch|shut) (?:it|them|that|this) off', 'disable (?:it|them|that|this)', 'uninstall (?:it|them|that|this)', 'turn off (?:it|that|this)', 'deactivate (?:it|them|that)', 'schalte[n]? sie (?:ihn|es|sie|die) (?:aus|ab)', 'desactivez-l[ea]', 'desactivel[oa]')})\b`,
);
const protection = new RegExp(String.raw`\b${protections}`);

/** Words that forbid what follows. Those that only seem to ("do not forget to …") are none. */
const forbids =
  /\b(?:do not|don't|dont|never|must not|mustn't|should not|shouldn't|cannot|can't|without|instead of|rather than|not|nicht|niemals|kein\w*|ohne|ne|jamais|sans|no|nunca|sin)\b(?!\s+(?:only|just|forget|hesitate|worry|mind|wait|fail|be afraid|matter|a problem|skip|leave|stop|vergessen|zogern|oublie[zr]|hesite[zr]|olvid\w*|dud[ea]\w*))/g;
const seemsToForbid =
  /\b(?:forget|hesitate|worry|afraid|wait|fail|mind|matter|skip|vergessen|zogern|oubli|hesit|olvid|dud)\w*/;

/** What a text would have somebody do that must never be done; each kind once. Reads through what hides words. */
export function dangersIn(text: string): Danger[] {
  const plain = plainWords(text);
  const found = new Set<Danger>();
  for (const version of new Set([plain, leetWords(plain)])) {
    for (const { danger, pattern } of commands) if (pattern.test(version)) found.add(danger);
    for (const sentence of sentencesOf(version)) {
      if (onlyAsks(sentence)) continue;
      for (const { danger, pattern } of steps)
        if (!found.has(danger) && takesPlace(sentence, pattern)) found.add(danger);
    }
    if (protection.test(version) && pronoun.test(version)) found.add('protection_off');
  }
  return [...found];
}

function takesPlace(sentence: string, pattern: RegExp): boolean {
  const match = pattern.exec(sentence);
  if (!match) return false;
  if (isForbidden(sentence, match.index)) {
    // "Do not restart it, turn off the firewall": what comes after the forbidden part counts by itself.
    const rest = sentence.slice(match.index + match[0].length);
    return rest !== sentence && pattern.test(rest) && takesPlace(rest, pattern);
  }
  return !(
    rebuilt.test(match[0] + sentence.slice(match.index + match[0].length).split(/[,.;]/)[0]) &&
    isWipe(pattern)
  );
}

const wipePatterns = new Set(steps.filter(({ danger }) => danger === 'wipe').map(({ pattern }) => pattern));
const isWipe = (pattern: RegExp): boolean => wipePatterns.has(pattern);

/** A word that forbids stands shortly before, in the same part of the sentence. */
function isForbidden(sentence: string, at: number): boolean {
  const before =
    sentence
      .slice(Math.max(0, at - 30), at)
      .split(/[,:;]|\b(?:but|and then|then|aber|sondern|mais|pero)\b/)
      .at(-1) ?? '';
  return [...before.matchAll(forbids)].some(({ index }) => !seemsToForbid.test(before.slice(index)));
}
