import type { FlowCandidate, FoundPhrase, Library } from '../domain/match-evidence.js';
import { readProblem } from '../domain/match-measures.js';
import { frequenciesOf, type Phrase, type PhraseKind } from '../domain/match-phrases.js';
import { lexemesIn } from '../domain/match-words.js';
import {
  candidatesOf,
  frequenciesIn,
  libraryOf,
  phrasesOfFlows,
  spelledLike,
  type WeightedLexeme,
} from './flow-search-sql.js';
import type { Prisma } from './generated/client.js';

type Db = Prisma.TransactionClient;

/** What flows are searched for; `vectors` as pgvector reads them, none without an embedder. */
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

/** So many words that the library does not know are looked up by their spelling. */
const mostUnknown = 6;

/** Of a long mail the nearest parts are sought among all flows; the others only count for the candidates. */
const mostParts = 4;

/** The candidates among an account's flows, and what is known of the library. */
export async function searchFlows(
  db: Db,
  accountId: string,
  sought: SoughtFlows,
): Promise<{ flows: FlowCandidate[]; library: Library }> {
  const [{ size, usualExtent } = { size: 0, usualExtent: 1 }] = await db.$queryRaw<
    { size: number; usualExtent: number }[]
  >(libraryOf(accountId));
  const library = { size, usualExtent, frequency: new Map<string, number>() };
  if (size === 0) return { flows: [], library };
  const words = [...readProblem(sought.text, library).lexemes];
  await learnFrequencies(db, accountId, words, library.frequency);
  const lexemes = await lexemesFor(db, accountId, sought.text, library);
  const found = await db.$queryRaw<Omit<FlowCandidate, 'phrases'>[]>(
    candidatesOf(accountId, lexemes, usualExtent, sought.embedderId, sought.vectors.slice(0, mostParts)),
  );
  const flows = await withPhrases(db, accountId, found, sought);
  await learnFrequencies(db, accountId, lexemesOf(flows), library.frequency);
  return { flows, library };
}

async function learnFrequencies(
  db: Db,
  accountId: string,
  lexemes: readonly string[],
  known: Map<string, number>,
): Promise<void> {
  const unknown = lexemes.filter((lexeme) => !known.has(lexeme));
  if (unknown.length === 0) return;
  const rows = await db.$queryRaw<{ lexeme: string; flows: number }[]>(frequenciesIn(accountId, unknown));
  for (const { lexeme, flows } of rows) known.set(lexeme, flows);
}

/** The problem's lexemes that the library has, and those that its unknown words may be mistyped for. */
async function lexemesFor(
  db: Db,
  accountId: string,
  text: string,
  library: Library,
): Promise<WeightedLexeme[]> {
  const { lexemes, weightOf } = readProblem(text, library);
  const unknown = [...lexemes]
    .filter((lexeme) => !library.frequency.has(lexeme) && /^[\p{L}\p{N}]{4,}$/u.test(lexeme))
    .slice(0, mostUnknown);
  const alike =
    unknown.length === 0
      ? []
      : await db.$queryRaw<{ lexeme: string; flows: number }[]>(spelledLike(accountId, unknown));
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

async function withPhrases(
  db: Db,
  accountId: string,
  found: readonly Omit<FlowCandidate, 'phrases'>[],
  { embedderId, vectors }: SoughtFlows,
): Promise<FlowCandidate[]> {
  const ids = found.map(({ flowId }) => flowId);
  const rows = await db.$queryRaw<
    { flowId: string; kind: PhraseKind; text: string; cosines: number[] | null }[]
  >(phrasesOfFlows(accountId, ids, embedderId, vectors));
  const byFlow = new Map<string, FoundPhrase[]>();
  for (const { flowId, ...phrase } of rows) byFlow.set(flowId, [...(byFlow.get(flowId) ?? []), phrase]);
  return found.map((flow) => ({ ...flow, phrases: byFlow.get(flow.flowId) ?? [] }));
}

const lexemesOf = (flows: readonly FlowCandidate[]): string[] => {
  const all = new Set<string>();
  for (const { phrases } of flows)
    for (const { kind, text } of phrases)
      if (kind !== 'body') for (const lexeme of lexemesIn(text)) all.add(lexeme);
  return [...all];
};

/** Has the word index forget a flow. The account is locked while its flows are indexed. */
export async function forgetWords(db: Db, accountId: string, flowId: string): Promise<void> {
  await db.$executeRaw`
    with gone as (
      delete from posting where account_id = ${accountId}::uuid and flow_id = ${flowId}::uuid returning lexeme
    )
    update vocabulary v set flows = v.flows - 1
    where v.account_id = ${accountId}::uuid and v.lexeme in (select lexeme from gone)`;
}

/** Has the word index know a flow that it does not know. The account is locked while its flows are indexed. */
export async function indexWords(
  db: Db,
  accountId: string,
  flowId: string,
  phrases: readonly Phrase[],
): Promise<void> {
  const { frequency, extent } = frequenciesOf(phrases);
  const lexemes = [...frequency.keys()].sort();
  const frequencies = lexemes.map((lexeme) => frequency.get(lexeme) ?? 0);
  await db.$executeRaw`
    with word as materialized (
      select lexeme, frequency from unnest(${lexemes}::text[], ${frequencies}::real[]) as w(lexeme, frequency)
    ),
    extents as (
      insert into flow_extent (account_id, flow_id, extent)
      values (${accountId}::uuid, ${flowId}::uuid, ${extent}::real)
      on conflict (account_id, flow_id) do update set extent = excluded.extent
    ),
    postings as (
      insert into posting (account_id, flow_id, lexeme, frequency, extent)
      select ${accountId}::uuid, ${flowId}::uuid, lexeme, frequency, ${extent}::real from word
    )
    insert into vocabulary (account_id, lexeme, flows)
    select ${accountId}::uuid, lexeme, 1 from word order by lexeme
    on conflict (account_id, lexeme) do update set flows = vocabulary.flows + 1`;
}
