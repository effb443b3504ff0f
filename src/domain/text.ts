import { InvalidInputError } from './errors.js';

/**
 * Longest texts that are kept, in characters. A Slack input takes 3,000; a pasted mail in a slash command
 * may be longer, and what is cut is said.
 */
export const limits = {
  problem: 10_000,
  /** As long as a message in Slack may be: what is typed in a thread is kept whole. */
  note: 40_000,
  reason: 3_000,
  resolution: 10_000,
  customerField: 200,
  categoryName: 60,
  keyword: 80,
  /** All keywords of a category, as they are edited: in one Slack input, with a comma and a space between them. */
  keywords: 3_000,
  url: 2_000,
  /** Of one fix: a hundred days. */
  minutes: 144_000,
} as const;

// Tag characters, variation selectors but the emoji one, zero-width and bidi controls: they hide text from people
// and change how a card reads (OWASP LLM01:2026). ZWJ (200D) and FE0F stay, emoji are made of them.
const invisible =
  /[\u{E0000}-\u{E007F}]|[\uFE00-\uFE0E]|[\u200B\u200C\u2060\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** Text as a person meant it: no invisible or control characters, lines ended by \n, trimmed. Lone surrogates become U+FFFD. */
export function cleanText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(control, '')
    .replace(invisible, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/**
 * Cleaned text that must not be empty.
 * @throws {InvalidInputError} `empty`, or `too_long` with the limit in characters.
 */
export function requiredText(field: string, raw: string, limit: number): string {
  const text = cleanText(raw);
  if (text === '') throw new InvalidInputError(field, 'empty');
  if (text.length > limit) throw new InvalidInputError(field, 'too_long', limit);
  return text;
}

/**
 * Cleaned text, or null where nothing was typed.
 * @throws {InvalidInputError} `too_long` with the limit in characters.
 */
export function optionalText(field: string, raw: string | null | undefined, limit: number): string | null {
  const text = cleanText(raw ?? '');
  if (text.length > limit) throw new InvalidInputError(field, 'too_long', limit);
  return text === '' ? null : text;
}

/** True if there is a letter or a digit to work with: emoji and punctuation alone describe no problem. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The first `length` characters at most; never half a character, which the database and Slack refuse. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** The same, ended by an ellipsis where cut. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${cut(text, length - 1).trimEnd()}…`;

/** One line of it, for lists and headers. */
export const oneLine = (text: string, length: number): string =>
  shorten(text.replace(/\s+/g, ' ').trim(), length);

/** Day and minute as they are the same for everybody: "2026-03-20 09:00 UTC". */
export const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
