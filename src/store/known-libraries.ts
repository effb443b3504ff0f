/** How many live flows an account has, and how long their texts are on average. */
export interface CountedLibrary {
  size: number;
  usualExtent: number;
}

/** The same, with the lexemes that are known so far to be in it, and in how many flows each is. */
export interface KnownLibrary extends CountedLibrary {
  frequency: Map<string, number>;
}

/** What searches need to know of a library as a whole, remembered where one flow more or less changes little. */
export interface KnownLibraries {
  of(accountId: string, count: () => Promise<CountedLibrary>): Promise<KnownLibrary>;
}

/** From so many flows on a library is remembered. */
const large = 200;

/** After so long it is counted again; its words stay known for as long as nothing has changed. */
const freshMs = 10_000;

const most = { accounts: 50, lexemes: 60_000 } as const;

/**
 * Counting a library and looking up a thousand words takes longer than finding the candidates in it. Only weights are
 * read from what is remembered, never which flows there are: a flow that was published a moment ago is found.
 */
export function knownLibraries(now: () => number = Date.now): KnownLibraries {
  const known = new Map<string, KnownLibrary & { until: number }>();
  return {
    async of(accountId, count) {
      const before = known.get(accountId);
      if (before && before.until > now() && before.frequency.size <= most.lexemes) return before;
      const counted = await count();
      const same =
        before?.size === counted.size &&
        before.usualExtent === counted.usualExtent &&
        before.frequency.size <= most.lexemes;
      const library = {
        ...counted,
        frequency: same ? before.frequency : new Map<string, number>(),
        until: now() + freshMs,
      };
      known.delete(accountId);
      if (library.size >= large) known.set(accountId, library);
      const [oldest] = known.keys();
      if (known.size > most.accounts && oldest !== undefined) known.delete(oldest);
      return library;
    },
  };
}
