import { Prisma } from './generated/client.js';

/** How many candidates each scorer keeps. */
const kept = { words: 15, vectors: 20 } as const;

/** Every flow of an account that is published, not retired and of no archived category. */
const liveFlows = (accountId: string): Prisma.Sql => Prisma.sql`
  select f.id from flow f where f.account_id = ${accountId}::uuid and ${isLive(accountId)}`;

/** Of a flow `f`. */
const isLive = (accountId: string): Prisma.Sql => Prisma.sql`
  f.retired_at is null and f.current_version_id is not null
    and (f.category_id is null or f.category_id not in (
      select id from category where account_id = ${accountId}::uuid and archived_at is not null))`;

/** How many live flows there are, and how long their texts are on average. */
export const libraryOf = (accountId: string): Prisma.Sql => Prisma.sql`
  select
    (select count(*)::int from (${liveFlows(accountId)}) live) as size,
    (select coalesce(avg(extent), 1)::float8 from flow_extent where account_id = ${accountId}::uuid) as "usualExtent"`;

/** In how many flows each lexeme is; what no flow has is left out. */
export const frequenciesIn = (accountId: string, lexemes: readonly string[]): Prisma.Sql => Prisma.sql`
  select v.lexeme, v.flows from unnest(${lexemes}::text[]) as sought(lexeme)
  join vocabulary v on v.account_id = ${accountId}::uuid and v.lexeme = sought.lexeme and v.flows > 0`;

/** Of the library's lexemes the ones spelled most like each unknown word; a first letter is hardly ever mistyped. */
export const spelledLike = (accountId: string, words: readonly string[]): Prisma.Sql => Prisma.sql`
  select near.lexeme, near.flows from unnest(${words}::text[]) as unknown(word)
  cross join lateral (
    select v.lexeme, v.flows from vocabulary v
    where v.account_id = ${accountId}::uuid and v.flows > 0
      and v.lexeme >= left(unknown.word, 1) and v.lexeme < chr(ascii(unknown.word) + 1)
      and length(v.lexeme) between length(unknown.word) - 2 and length(unknown.word) + 2
      and similarity(v.lexeme, unknown.word) >= 0.4
    order by similarity(v.lexeme, unknown.word) desc, v.lexeme
    limit 2
  ) near`;

/** A lexeme to look flows up by, with what it weighs. */
export interface WeightedLexeme {
  lexeme: string;
  weight: number;
}

/**
 * The flows that are among the best by words (BM25, k1 1.2, b 0.75, with this account's document frequencies, because
 * ts_rank knows none) or by the cosine of their mean vector to the nearest part of the problem.
 */
export const candidatesOf = (
  accountId: string,
  lexemes: readonly WeightedLexeme[],
  usualExtent: number,
  embedderId: string,
  vectors: readonly string[],
): Prisma.Sql => Prisma.sql`
  with found as materialized (
    select p.flow_id, sum(sought.weight * p.frequency * 2.2
      / (p.frequency + 1.2 * (0.25 + 0.75 * p.extent / ${usualExtent}::float8))) as keyword
    from unnest(${lexemes.map(({ lexeme }) => lexeme)}::text[], ${lexemes.map(({ weight }) => weight)}::float8[])
      as sought(lexeme, weight)
    join posting p on p.account_id = ${accountId}::uuid and p.lexeme = sought.lexeme
    group by p.flow_id
  ),
  by_words as (
    select found.flow_id from found join flow f on f.account_id = ${accountId}::uuid and f.id = found.flow_id
    where ${isLive(accountId)}
    order by found.keyword desc, found.flow_id
    limit ${kept.words}
  ),
  by_vectors as (
    select v.flow_id from flow_vector v join flow f on f.account_id = v.account_id and f.id = v.flow_id
    where v.account_id = ${accountId}::uuid and v.embedder = ${embedderId} and ${vectors.length} > 0
      and ${isLive(accountId)}
    order by ${nearestOf(vectors)}, v.flow_id
    limit ${kept.vectors}
  )
  select f.id as "flowId", f.title, f.category_id as "categoryId" from flow f
  where f.account_id = ${accountId}::uuid
    and f.id in (select flow_id from by_words union select flow_id from by_vectors)
  order by f.id`;

/** The distance of a flow's mean to the nearest vector. */
const nearestOf = (vectors: readonly string[]): Prisma.Sql =>
  vectors.length === 0
    ? Prisma.sql`1`
    : Prisma.sql`least(${Prisma.join(vectors.map((vector) => Prisma.sql`v.mean <=> ${vector}::vector`))})`;

/** The texts of flows, each with its cosine to every vector; a vector of zeros has none. */
export const phrasesOfFlows = (
  accountId: string,
  flowIds: readonly string[],
  embedderId: string,
  vectors: readonly string[],
): Prisma.Sql => Prisma.sql`
  select p.flow_id as "flowId", p.kind::text as kind, p.text,
    case when e.vector is null then null else array[${cosinesOf(vectors)}]::float8[] end as cosines
  from phrase p
  left join embedding e on e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId}
    and p.kind <> 'body' and ${vectors.length} > 0
  where p.account_id = ${accountId}::uuid and p.flow_id = any(${flowIds}::uuid[])
  order by p.flow_id, p.kind, p.id`;

const cosinesOf = (vectors: readonly string[]): Prisma.Sql =>
  vectors.length === 0
    ? Prisma.sql`null`
    : Prisma.join(
        vectors.map((vector) => Prisma.sql`coalesce(nullif(1 - (e.vector <=> ${vector}::vector), 'NaN'), 0)`),
      );
