import type { Detector, HiddenKind } from './redact/detector.js';
import { personalDetectors } from './redact/personal.js';
import { secretDetectors } from './redact/secrets.js';

/** Secrets and personal data of a run of texts, and what stands in their place. */
export interface Redaction {
  /** The text with a placeholder for each; the same value gets the same one in all texts of this redaction. */
  hide(text: string): string;
  /** Personal data put back, for a screen. Secrets stay hidden: nobody reads a password off a card. */
  show(text: string): string;
}

const placeholder = /\[(SECRET|EMAIL|PHONE|CARD|ACCOUNT|PERSON|ADDRESS|USER)_(\d{1,4})\]/g;

/** What is shown for a placeholder that this redaction did not set. */
const inWords: Record<HiddenKind, string> = {
  SECRET: '(hidden)',
  EMAIL: 'the e-mail address',
  PHONE: 'the phone number',
  CARD: 'the card',
  ACCOUNT: 'the account number',
  PERSON: 'the customer',
  ADDRESS: 'the address',
  USER: 'the user name',
};

/**
 * Begins a redaction. Placeholders are numbered by first appearance, so the same texts in the same order always give
 * the same result. What has been hidden before stays as it is.
 * @param known values that are personal whatever they look like: the customer's name and contact
 */
export function createRedaction(known: readonly (string | null | undefined)[] = []): Redaction {
  const detectors = [...secretDetectors, ...knownDetectors(known), ...personalDetectors];
  const byValue = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<HiddenKind, number>();

  const nameFor = (kind: HiddenKind, value: string): string => {
    const key = `${kind}:${value.replace(/\s+/g, ' ').toLowerCase()}`;
    const given = byValue.get(key);
    if (given) return given;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const name = `[${kind}_${number}]`;
    byValue.set(key, name);
    values.set(name, value);
    return name;
  };

  return {
    hide(text) {
      for (const [, kind, number] of text.matchAll(placeholder))
        counts.set(kind as HiddenKind, Math.max(counts.get(kind as HiddenKind) ?? 0, Number(number)));
      return detectors.reduce((rest, detector) => replaceFound(rest, detector, nameFor), text);
    },
    show: (text) =>
      text.replace(placeholder, (name, kind: HiddenKind) =>
        kind === 'SECRET' ? inWords.SECRET : (values.get(name) ?? inWords[kind]),
      ),
  };
}

/** A text of which nobody's own words are known, for people: each placeholder by what it stands for. */
export const withoutPlaceholders = (text: string): string => createRedaction().show(text);

/** One text without its secrets and personal data. */
export const redact = (text: string, known: readonly (string | null | undefined)[] = []): string =>
  createRedaction(known).hide(text);

function replaceFound(
  text: string,
  { kind, pattern, value }: Detector,
  nameFor: (kind: HiddenKind, value: string) => string,
): string {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const found = value ? value(match) : { start: 0, text: match[0] };
    if (!found || found.text === '' || hasPlaceholder(found.text)) continue;
    const start = match.index + found.start;
    if (start < from) continue;
    result += text.slice(from, start) + nameFor(kind, found.text);
    from = start + found.text.length;
  }
  return result + text.slice(from);
}

/** True where something was taken out of the text, or a model wrote of it by its placeholder. */
export const hasPlaceholder = (text: string): boolean => text.search(placeholder) >= 0;

/** The known values themselves, and the parts of a name where they are written as names. */
function knownDetectors(known: readonly (string | null | undefined)[]): Detector[] {
  return known.flatMap((value) => {
    const whole = value?.trim() ?? '';
    if (whole.length < 2) return [];
    const isName = /^[\p{L}\p{M}'’. -]+$/u.test(whole);
    const parts = isName ? whole.split(/[\s.]+/).filter((part) => part.length >= 3) : [];
    const exact: Detector = { kind: isName ? 'PERSON' : 'ACCOUNT', pattern: wordPattern(whole, 'giu') };
    return [
      exact,
      ...parts.map((part) => ({ kind: 'PERSON' as const, pattern: wordPattern(capital(part), 'gu') })),
    ];
  });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function wordPattern(words: string, flags: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags);
}
