import { error, type LintFinding } from './finding.js';

/** Characters that hide, reorder or imitate: format and private ones, fillers, blanks that are not a space. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|[\p{Variation_Selector}]|\u17B4|\u17B5/u;
/** Fine where they belong: line breaks, and what emoji are made of. */
const fine = /[\n\t]|\p{Extended_Pictographic}\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*/gu;
const manyMarks = /\p{M}{3,}/u;
const oddSpace = /[\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/u;
/** Letters that Unicode has twice: mathematical, full-width, circled. */
const styled =
  /[\u{1D400}-\u{1D7FF}\uFF21-\uFF3A\uFF41-\uFF5A\u24B6-\u24E9\u{1F110}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/u;

const slackSyntax: readonly [RegExp, string][] = [
  [/<[@#!][^>\s]*>?/, 'It has a mention.'],
  [/(?<![\w.])@(?:channel|here|everyone|group|all)\b/i, 'It has a mention.'],
  [/(?<![\w.+-])@[a-z][\w.-]*/i, 'It has a mention.'],
  [/<[^<>\n]*\|[^<>\n]*>/, 'It has a masked link.'],
  [/<(?:https?|mailto|tel|ftp|file|slack|javascript|data):/i, 'It has a link.'],
  [/\[[^\]\n]+\]\s?\([^)\n]+\)/, 'It has a masked link.'],
  [/<\/?[a-z][^>\n]*>|<!--/i, 'It has markup.'],
  [/&(?:lt|gt|amp|#\d+|#x[\da-f]+);/i, 'It has escaped characters.'],
  [/```|\{\{|\}\}|\$\{/, 'It has formatting characters.'],
  [/(?:javascript|data|file|vbscript|slack|ms-\w+|tel|mailto|ssh|ftp|smb):\S/i, 'It has a link.'],
  [/\\\\[\w.-]+\\\w/, 'It names a network path.'],
];

/** A word of letters from two alphabets that look alike is not what it seems. */
const mixed =
  /(?=[^\s]*\p{Script=Latin})(?=[^\s]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}\p{N}_-]{2,}/u;

/** What a text could do in Slack besides being read: ping, link, hide, imitate. */
export function slackSafety(text: string): LintFinding[] {
  const found = slackSyntax.filter(([pattern]) => pattern.test(text)).map(([, message]) => message);
  if (hidden.test(text.replace(fine, ''))) found.push('It has invisible characters.');
  if (manyMarks.test(text.normalize('NFD'))) found.push('It has stacked accents.');
  if (oddSpace.test(text)) found.push('It has unusual spaces.');
  if (styled.test(text)) found.push('It has styled letters.');
  if (text.split(/[^\p{L}\p{M}\p{N}_-]+/u).some((word) => mixed.test(word)))
    found.push('It mixes alphabets inside a word.');
  return [...new Set(found)].map((message) => error('unsafe_text', message));
}

const alphabets = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Han', /\p{Script=Han}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
] as const;

/** Alphabets that the conversation does not have: another language, or letters that imitate. Latin is everywhere. */
export function foreignAlphabets(text: string, conversation: string): LintFinding[] {
  const known = alphabets.filter(([, letters]) => letters.test(conversation)).map(([name]) => name);
  const japanese = known.some((name) => name === 'Hiragana' || name === 'Katakana' || name === 'Han');
  const foreign = alphabets.filter(
    ([name, letters]) =>
      name !== 'Latin' &&
      letters.test(text) &&
      !known.includes(name) &&
      !(japanese && ['Hiragana', 'Katakana', 'Han'].includes(name)),
  );
  // Any other alphabet at all: a letter that none of the above knows.
  const unknown = [...text].filter(
    (char) =>
      /\p{L}/u.test(char) &&
      !/\p{Script=Common}/u.test(char) &&
      alphabets.every(([, letters]) => !letters.test(char)),
  );
  const wrong = foreign.length > 0 || unknown.some((char) => !conversation.includes(char));
  return wrong ? [error('unsafe_text', 'It is written in another alphabet than the problem.')] : [];
}
