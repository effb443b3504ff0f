import { Prisma } from './generated/client.js';

/** How many candidates each scorer keeps; in the statement's text, because a plan that is made once is made for what stands there. */
const kept = { words: Prisma.raw('15'), vectors: Prisma.raw('20') } as const;

/** The flows of an account that no walk may start: retired, never published, or of an archived category. */
const deadFlows = (accountId: string): Prisma.Sql => Prisma.sql`
  select id from flow
  where account_id = ${accountId}::uuid and (retired_at is not null or current_version_id is null)
  union all
  select f.id from category c join flow f on f.account_id = c.account_id and f.category_id = c.id
  where c.account_id = ${accountId}::uuid and c.archived_at is not null`;

/** How many live flows there are, how long their texts are on average, and which lens they are looked at through. */
export const libraryOf = (accountId: string, embedderId: string): Prisma.Sql => Prisma.sql`
  with dead as materialized (${deadFlows(accountId)})
  select
    (select count(*)::int from flow where account_id = ${accountId}::uuid and id not in (select id from dead)) as size,
    (select coalesce(avg(extent), 1)::float8 from flow_extent where account_id = ${accountId}::uuid) as "usualExtent",
    (select version from lens where account_id = ${accountId}::uuid and embedder = ${embedderId}) as lens`;

/** All lexemes of the library and in how many flows each is, as two lists: rows would take ten times as long. */
export const frequenciesIn = (accountId: string): Prisma.Sql => Prisma.sql`
  select json_agg(lexeme)::text as lexemes, json_agg(flows)::text as flows
  from vocabulary where account_id = ${accountId}::uuid and flows > 0`;

/** The texts of an account's flows, 20,000 of them at most (of about 3,000 flows), as one list of kind and text. */
export const phrasesIn = (accountId: string): Prisma.Sql => Prisma.sql`
  select json_agg(json_build_array(kind, text))::text as phrases
  from (select kind, text from phrase where account_id = ${accountId}::uuid and flow_id is not null limit 20000) p`;

/** A lexeme to look flows up by, with what it weighs. */
export interface WeightedLexeme {
  lexeme: string;
  weight: number;
}

/**
 * The texts of the flows that are among the best by words (BM25, k1 1.2, b 0.75, with this account's document
 * frequencies, because ts_rank knows none) or by the cosine of their mean vector to the nearest of the `means`; each
 * text with how long its vector is through the library's lens and its products with every one of the `looks`. The texts
 * come as one value a flow: cells are read one by one, JSON at once, and products with the seven digits that vectors have.
 */
export const candidatesOf = (
  accountId: string,
  {
    lexemes,
    usualExtent,
    embedderId,
    means,
    looks,
  }: {
    lexemes: readonly WeightedLexeme[];
    usualExtent: number;
    embedderId: string;
    /** Sought among all flows; as arrays of whole numbers, of which only the direction counts. */
    means: readonly string[];
    /** Compared with the texts of the candidates; as arrays of whole numbers. */
    looks: readonly string[];
  },
): Prisma.Sql => Prisma.sql`/* kept */
  with dead as materialized (${deadFlows(accountId)}),
  sought_vectors as materialized (select ${soughtVectors('mean', means)}, ${soughtVectors('look', looks)}),
  found as materialized (
    select p.flow_id, sum(sought.weight * p.frequency * 2.2
      / (p.frequency + 1.2 * (0.25 + 0.75 * p.extent / ${usualExtent}::float8))) as keyword
    from unnest(${lexemes.map(({ lexeme }) => lexeme)}::text[], ${lexemes.map(({ weight }) => weight)}::float8[])
      as sought(lexeme, weight)
    join posting p on p.account_id = ${accountId}::uuid and p.lexeme = sought.lexeme
    group by p.flow_id
  ),
  by_words as (
    select flow_id from found where flow_id not in (select id from dead)
    order by keyword desc, flow_id
    limit ${kept.words}
  ),
  by_vectors as (
    select v.flow_id from flow_vector v cross join sought_vectors
    where v.account_id = ${accountId}::uuid and v.embedder = ${embedderId} and ${Prisma.raw(String(means.length > 0))}
      and v.flow_id not in (select id from dead)
    order by ${nearestOf(means.length)}, v.flow_id
    limit ${kept.vectors}
  ),
  chosen as materialized (select flow_id from by_words union select flow_id from by_vectors)
  select f.id as "flowId", f.title, f.category_id as "categoryId", texts.phrases
  from chosen
  join flow f on f.account_id = ${accountId}::uuid and f.id = chosen.flow_id
  cross join lateral (
    select coalesce(json_agg(json_build_array(p.kind, p.text,
      case when e.vector is null then null else array[${productsOf(looks)}]::float4[] end) order by p.kind, p.id), '[]')::text as phrases
    from phrase p cross join sought_vectors
    left join embedding e on e.account_id = ${accountId}::uuid and e.phrase_id = p.id and e.embedder = ${embedderId}
      and p.kind <> 'body' and ${Prisma.raw(String(looks.length > 0))}
    where p.account_id = ${accountId}::uuid and p.flow_id = f.id
  ) texts
  order by f.id`;

/** The vectors as columns mean0, mean1 …: each is read once and written into the plan wherever it is named. */
const soughtVectors = (name: string, vectors: readonly string[]): Prisma.Sql =>
  vectors.length === 0
    ? Prisma.sql`1 as ${columnOf(name, 0)}`
    : Prisma.join(
        vectors.map((vector, at) => Prisma.sql`${vector}::int4[]::vector as ${columnOf(name, at)}`),
      );

const columnOf = (name: string, at: number): Prisma.Sql => Prisma.raw(`${name}${at}`);

/** The distance of a flow's mean to the nearest vector. */
const nearestOf = (means: number): Prisma.Sql =>
  means === 0
    ? Prisma.sql`1`
    : Prisma.sql`least(${Prisma.join(Array.from({ length: means }, (_, at) => Prisma.sql`v.mean <=> ${columnOf('mean', at)}`))})`;

/** The length through the lens, where it was written down, and the products; pgvector knows negative ones. */
const productsOf = (looks: readonly string[]): Prisma.Sql =>
  Prisma.join([
    Prisma.sql`coalesce(e.length, 1)`,
    ...looks.map((_, at) => Prisma.sql`-(e.vector <#> ${columnOf('look', at)})`),
  ]);
