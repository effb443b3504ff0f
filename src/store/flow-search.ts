import type { FlowCandidate, FoundPhrase, Library } from '../domain/match-evidence.js';
import { readProblem } from '../domain/match-measures.js';
import { frequenciesOf, type Phrase, type PhraseKind } from '../domain/match-phrases.js';
import { lexemesIn } from '../domain/match-words.js';
import {
  candidatesOf,
  frequenciesIn,
  libraryOf,
  type WeightedLexeme,
  wordsOfLibrary,
} from './flow-search-sql.js';
import type { Prisma } from './generated/client.js';
import type { KnownLibraries } from './known-libraries.js';

type Db = Prisma.TransactionClient;

/** What flows are searched for; `vectors` as arrays of whole numbers, of which only the direction counts. */
export interface SoughtFlows {
  text: string;
  embedderId: string;
  vectors: readonly string[];
}

/**
 * Words look up so many rows of the index at most, rare ones first: in a library of thousands a word that most flows
 * have finds nothing, and reading who has it takes the longest.
 */
const mostPostings = 8_000;

/** Of a long mail the nearest parts are sought among all flows; the others only count for the candidates. */
const mostParts = 4;

/** The candidates among an account's flows, and what is known of the library. */
export async function searchFlows(
  db: Db,
  known: KnownLibraries,
  accountId: string,
  sought: SoughtFlows,
): Promise<{ flows: FlowCandidate[]; library: Library }> {
  const { size, usualExtent, frequency } = await known.of(accountId, async () => {
    const [counted] = await db.$queryRaw<{ size: number; usualExtent: number }[]>(libraryOf(accountId));
    return counted ?? { size: 0, usualExtent: 1 };
  });
  const library = { size, usualExtent, frequency: new Map<string, number>() };
  if (size === 0) return { flows: [], library };
  const alike = await learnWords(db, accountId, sought.text, library, frequency);
  const flows = await candidates(db, accountId, {
    lexemes: lexemesFor(sought.text, library, alike),
    usualExtent,
    embedderId: sought.embedderId,
    means: Math.min(sought.vectors.length, mostParts),
    vectors: sought.vectors,
  });
  const lexemes = lexemesOf(flows);
  await learnFrequencies(db, accountId, lexemes, frequency);
  for (const lexeme of lexemes) {
    const count = frequency.get(lexeme);
    if (count !== undefined) library.frequency.set(lexeme, count);
  }
  return { flows, library };
}

interface WordRow {
  lexeme: string;
  flows: number;
}

/** Looks the problem's words up; returns those of the library that its unknown ones may be mistyped for. */
async function learnWords(
  db: Db,
  accountId: string,
  text: string,
  library: Library & { frequency: Map<string, number> },
  known: Map<string, number>,
): Promise<WordRow[]> {
  const lexemes = [...readProblem(text, library).lexemes];
  const unknown = lexemes.filter((lexeme) => !known.has(lexeme));
  const mistypable = unknown.filter((lexeme) => /^[\p{L}\p{N}]{4,}$/u.test(lexeme));
  const rows =
    unknown.length === 0
      ? []
      : await db.$queryRaw<(WordRow & { alike: boolean })[]>(wordsOfLibrary(accountId, unknown, mistypable));
  for (const { lexeme, flows, alike } of rows) if (!alike) known.set(lexeme, flows);
  for (const lexeme of lexemes) {
    const flows = known.get(lexeme);
    if (flows !== undefined) library.frequency.set(lexeme, flows);
  }
  return rows.filter(({ alike }) => alike);
}

async function learnFrequencies(
  db: Db,
  accountId: string,
  lexemes: readonly string[],
  known: Map<string, number>,
): Promise<void> {
  const unknown = lexemes.filter((lexeme) => !known.has(lexeme));
  if (unknown.length === 0) return;
  const rows = await db.$queryRaw<WordRow[]>(frequenciesIn(accountId, unknown));
  for (const { lexeme, flows } of rows) known.set(lexeme, flows);
}

/** The problem's lexemes that the library has, and those that its unknown words may be mistyped for. */
function lexemesFor(text: string, library: Library, alike: readonly WordRow[]): WeightedLexeme[] {
  const { lexemes, weightOf } = readProblem(text, library);
  const all = new Map<string, { flows: number; weight: number }>();
  for (const lexeme of lexemes) {
    const flows = library.frequency.get(lexeme);
    if (flows !== undefined) all.set(lexeme, { flows, weight: weightOf(lexeme) });
  }
  for (const { lexeme, flows } of alike)
    if (!all.has(lexeme)) all.set(lexeme, { flows, weight: weightOf(lexeme) / 2 });
  return rareOnes(all);
}

function rareOnes(all: ReadonlyMap<string, { flows: number; weight: number }>): WeightedLexeme[] {
  const taken: WeightedLexeme[] = [];
  let postings = 0;
  for (const [lexeme, { flows, weight }] of [...all].sort(([, a], [, b]) => a.flows - b.flows)) {
    postings += flows;
    if (postings > mostPostings && taken.length > 0) break;
    taken.push({ lexeme, weight });
  }
  return taken;
}

async function candidates(
  db: Db,
  accountId: string,
  sought: Parameters<typeof candidatesOf>[1],
): Promise<FlowCandidate[]> {
  type Row = Omit<FlowCandidate, 'phrases'> & {
    kind: PhraseKind | null;
    text: string;
    cosines: number[] | null;
  };
  const rows = await db.$queryRaw<Row[]>(candidatesOf(accountId, sought));
  const flows = new Map<string, FlowCandidate & { phrases: FoundPhrase[] }>();
  for (const { flowId, title, categoryId, kind, text, cosines } of rows) {
    const flow = flows.get(flowId) ?? { flowId, title, categoryId, phrases: [] };
    flows.set(flowId, flow);
    if (kind !== null) flow.phrases.push({ kind, text, cosines });
  }
  return [...flows.values()];
}

const lexemesOf = (flows: readonly FlowCandidate[]): string[] => {
  const all = new Set<string>();
  for (const { phrases } of flows)
    for (const { kind, text } of phrases)
      if (kind !== 'body') for (const lexeme of lexemesIn(text)) all.add(lexeme);
  return [...all];
};

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
