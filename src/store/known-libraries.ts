import { setImmediate } from 'node:timers/promises';
import type { Phrase } from '../domain/match-phrases.js';
import { type Spellings, spellingsOf } from '../domain/match-spelling.js';
import { textOf } from '../domain/match-texts.js';

/** How many live flows an account has, how long their texts are on average, and what it looks at vectors through. */
export interface CountedLibrary {
  size: number;
  usualExtent: number;
  /** The version of the lens that its vectors are looked at through; null while none was learned. */
  lens: number | null;
}

/** The same, with all of its lexemes. */
export interface KnownLibrary extends CountedLibrary {
  /** In how many flows each is. */
  frequency: ReadonlyMap<string, number>;
  spellings: Spellings;
}

/** How what is not remembered is read. */
export interface LibraryReader {
  count(): Promise<CountedLibrary>;
  frequencies(): Promise<ReadonlyMap<string, number>>;
  /** Texts of its flows, of a large one as many as are worth remembering. */
  phrases(): Promise<readonly Phrase[]>;
}

/** What searches need to know of a library as a whole, remembered where one flow more or less changes little. */
export interface KnownLibraries {
  of(accountId: string, reader: LibraryReader): Promise<KnownLibrary>;
}

/** From so many flows on a library is remembered. */
const large = 200;

/** After so long it is counted again; its words stay known for as long as nothing has changed. */
const freshMs = 10_000;

/** In all libraries together; a lexeme takes about a hundred bytes. */
const mostLexemes = 400_000;

/**
 * Counting a library and reading its words takes longer than finding the candidates in it. Only weights are read from
 * what is remembered, never which flows there are: a flow that was published a moment ago is found.
 */
export function knownLibraries(now: () => number = Date.now): KnownLibraries {
  const known = new Map<string, KnownLibrary & { until: number }>();
  return {
    async of(accountId, reader) {
      const before = known.get(accountId);
      if (before && before.until > now()) return before;
      const library = { ...(await readAgain(before, reader)), until: now() + freshMs };
      known.delete(accountId);
      if (library.size < large) return library;
      if (!before) void takeApart(await reader.phrases());
      known.set(accountId, library);
      let lexemes = 0;
      for (const { frequency } of known.values()) lexemes += frequency.size;
      for (const [oldest, { frequency }] of known) {
        if (lexemes <= mostLexemes) break;
        known.delete(oldest);
        lexemes -= frequency.size;
      }
      return library;
    },
  };
}

async function readAgain(before: KnownLibrary | undefined, reader: LibraryReader): Promise<KnownLibrary> {
  if (before) {
    const counted = await reader.count();
    const same =
      before.size === counted.size &&
      before.usualExtent === counted.usualExtent &&
      before.lens === counted.lens;
    if (same) return before;
  }
  const [counted, frequency] = await Promise.all([reader.count(), reader.frequencies()]);
  return { ...counted, frequency, spellings: spellingsOf(frequency.keys()) };
}

/** Texts at a time: less than a millisecond, so that nobody waits for them. */
const atOnce = 20;

/** Takes texts apart before they come up: that of hundreds would make the first decisions of a process twice as long. */
async function takeApart(phrases: readonly Phrase[]): Promise<void> {
  for (let from = 0; from < phrases.length; from += atOnce) {
    for (const phrase of phrases.slice(from, from + atOnce)) textOf(phrase);
    await setImmediate();
  }
}
