import type { FlowCandidate, FoundPhrase } from '../domain/match-evidence.js';
import { cosineOf, type Lens, lookThrough } from '../domain/match-lens.js';
import { readProblem } from '../domain/match-measures.js';
import { frequenciesOf, type Phrase, type PhraseKind } from '../domain/match-phrases.js';
import { candidatesOf, frequenciesIn, libraryOf, phrasesIn, type WeightedLexeme } from './flow-search-sql.js';
import type { Prisma } from './generated/client.js';
import type { CountedLibrary, KnownLibraries, KnownLibrary } from './known-libraries.js';
import { inWholeNumbers } from './vector-sql.js';

type Db = Prisma.TransactionClient;

/** What flows are searched for: vectors of length 1, and the same as arrays of whole numbers. */
export interface SoughtFlows {
  text: string;
  embedderId: string;
  vectors: readonly Float32Array[];
  directions: readonly string[];
}

/**
 * Words look up so many rows of the index at most, rare ones first: in a large library a word that most flows have finds
 * nothing, and reading who has it takes the longest.
 */
const mostPostings = (size: number): number => Math.min(Math.max(1_000, 2 * size), 8_000);

/** Of a long mail the nearest parts are sought among all flows; the others only count for the candidates. */
const mostParts = 4;

/** So many words that the library does not know are looked up by their spelling. */
const mostUnknown = 6;

/** What is known of an account's flows as a whole. */
export const knownLibrary = (
  db: Db,
  known: KnownLibraries,
  accountId: string,
  embedderId: string,
): Promise<KnownLibrary> =>
  known.of(accountId, {
    count: () => countLibrary(db, accountId, embedderId),
    frequencies: () => readFrequencies(db, accountId),
    phrases: () => readPhrases(db, accountId),
  });

/** The candidates among an account's flows, their texts compared through its lens. */
export async function searchFlows(
  db: Db,
  { library, lens }: { library: KnownLibrary; lens: Lens },
  accountId: string,
  sought: SoughtFlows,
): Promise<FlowCandidate[]> {
  if (library.size === 0) return [];
  return candidates(db, accountId, {
    lexemes: lexemesFor(sought.text, library),
    usualExtent: library.usualExtent,
    embedderId: sought.embedderId,
    means: sought.directions.slice(0, mostParts),
    looks: sought.vectors.map((vector) => {
      const { direction, offset } = lookThrough(lens, vector);
      return { ...inWholeNumbers(direction), offset };
    }),
  });
}

async function countLibrary(db: Db, accountId: string, embedderId: string): Promise<CountedLibrary> {
  const [counted] = await db.$queryRaw<CountedLibrary[]>(libraryOf(accountId, embedderId));
  return counted ?? { size: 0, usualExtent: 1, lens: null };
}

async function readFrequencies(db: Db, accountId: string): Promise<Map<string, number>> {
  const [row] = await db.$queryRaw<{ lexemes: string; flows: string }[]>(frequenciesIn(accountId));
  const lexemes: string[] = JSON.parse(row?.lexemes ?? '[]');
  const flows: number[] = JSON.parse(row?.flows ?? '[]');
  return new Map(lexemes.map((lexeme, at) => [lexeme, flows[at] ?? 0]));
}

async function readPhrases(db: Db, accountId: string): Promise<Phrase[]> {
  const [row] = await db.$queryRaw<{ phrases: string }[]>(phrasesIn(accountId));
  return (JSON.parse(row?.phrases ?? '[]') as [PhraseKind, string][]).map(([kind, text]) => ({ kind, text }));
}

/**
 * The problem's lexemes, and those of the library that its unknown words may be mistyped for, with half the weight of
 * what was typed. Unknown ones are looked up too: a flow that was published a moment ago may have them.
 */
function lexemesFor(text: string, library: KnownLibrary): WeightedLexeme[] {
  const { lexemes, weightOf } = readProblem(text, library);
  const all = new Map<string, WeightedLexeme & { flows: number }>();
  const unknown: string[] = [];
  for (const lexeme of lexemes) {
    const flows = library.frequency.get(lexeme) ?? 0;
    all.set(lexeme, { lexeme, flows, weight: weightOf(lexeme) });
    if (flows === 0 && /^[\p{L}\p{N}]{4,}$/u.test(lexeme)) unknown.push(lexeme);
  }
  for (const word of unknown.slice(0, mostUnknown))
    for (const lexeme of library.spellings.nearest(word))
      if (!all.has(lexeme))
        all.set(lexeme, {
          lexeme,
          flows: library.frequency.get(lexeme) ?? 0,
          weight: weightOf(word) / 2,
        });
  return rareOnes([...all.values()], mostPostings(library.size));
}

function rareOnes(all: readonly (WeightedLexeme & { flows: number })[], most: number): WeightedLexeme[] {
  const taken: WeightedLexeme[] = [];
  let postings = 0;
  for (const one of all.toSorted((a, b) => a.flows - b.flows)) {
    postings += one.flows;
    if (postings > most && taken.length > 0) break;
    taken.push(one);
  }
  return taken;
}

/** A sought vector, as the lens turned it and in whole numbers. */
interface Look {
  numbers: string;
  scale: number;
  offset: number;
}

async function candidates(
  db: Db,
  accountId: string,
  { looks, ...sought }: Omit<Parameters<typeof candidatesOf>[1], 'looks'> & { looks: readonly Look[] },
): Promise<FlowCandidate[]> {
  type Phrases = [kind: PhraseKind, text: string, products: number[] | null][];
  type Row = Omit<FlowCandidate, 'phrases'> & { phrases: string };
  const numbers = looks.map((look) => look.numbers);
  const rows = await db.$queryRaw<Row[]>(candidatesOf(accountId, { ...sought, looks: numbers }));
  const cosines = ([length = 1, ...products]: readonly number[]) =>
    looks.map((look, at) => cosineOf((products[at] ?? 0) / look.scale, look, length));
  return rows.map(({ phrases, ...flow }) => ({
    ...flow,
    phrases: (JSON.parse(phrases) as Phrases).map(
      ([kind, text, products]): FoundPhrase => ({ kind, text, cosines: products && cosines(products) }),
    ),
  }));
}

/** The texts by which a flow is found. */
export interface FlowTexts {
  flowId: string;
  phrases: readonly Phrase[];
}

/** Has the word index forget flows. The account is locked while its flows are indexed. */
export async function forgetWords(db: Db, accountId: string, flowIds: readonly string[]): Promise<void> {
  await db.$executeRaw`
    with gone as (
      delete from posting where account_id = ${accountId}::uuid and flow_id = any(${flowIds}::uuid[]) returning lexeme
    )
    update vocabulary v set flows = v.flows - gone.flows
    from (select lexeme, count(*)::int as flows from gone group by lexeme) gone
    where v.account_id = ${accountId}::uuid and v.lexeme = gone.lexeme`;
}

/** Has the word index know flows that it does not know. The account is locked while its flows are indexed. */
export async function indexWords(db: Db, accountId: string, flows: readonly FlowTexts[]): Promise<void> {
  const extents = flows.map(({ flowId, phrases }) => ({ flowId, ...frequenciesOf(phrases) }));
  const words = extents.flatMap(({ flowId, frequency }) =>
    [...frequency].map(([lexeme, count]) => ({ flowId, lexeme, count })),
  );
  await db.$executeRaw`
    with extents as materialized (
      select flow_id, extent from unnest(
        ${extents.map(({ flowId }) => flowId)}::uuid[], ${extents.map(({ extent }) => extent)}::real[]
      ) as e(flow_id, extent)
    ),
    word as materialized (
      select flow_id, lexeme, frequency from unnest(
        ${words.map(({ flowId }) => flowId)}::uuid[], ${words.map(({ lexeme }) => lexeme)}::text[],
        ${words.map(({ count }) => count)}::real[]
      ) as w(flow_id, lexeme, frequency)
    ),
    known as (
      insert into flow_extent (account_id, flow_id, extent)
      select ${accountId}::uuid, flow_id, extent from extents
      on conflict (account_id, flow_id) do update set extent = excluded.extent
    ),
    postings as (
      insert into posting (account_id, flow_id, lexeme, frequency, extent)
      select ${accountId}::uuid, flow_id, lexeme, frequency, extent from word join extents using (flow_id)
    )
    insert into vocabulary (account_id, lexeme, flows)
    select ${accountId}::uuid, lexeme, count(*) from word group by lexeme order by lexeme
    on conflict (account_id, lexeme) do update set flows = vocabulary.flows + excluded.flows`;
}
