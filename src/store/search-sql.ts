import { Prisma } from './generated/client.js';

/** What is searched for; `vectors` as arrays of whole numbers, of which only the direction counts; none without an embedder. */
export interface Sought {
  text: string;
  embedderId: string;
  vectors: readonly string[];
}

/** One category, and how near its phrases are. */
export interface EvidenceRow {
  ownerId: string;
  name: string;
  keyword: number;
  keywordShare: number;
  cosine: number | null;
  /** In common with the problem as they were typed, rare ones first. */
  words: string[] | null;
  nearestPhrase: string | null;
}

/**
 * The categories that have one of the problem's words, or are the ten nearest by vectors.
 *
 * `keyword` is BM25 (k1 1.2, b 0.75) with the document frequencies of this account's categories, because ts_rank and
 * ts_rank_cd know none. A name counts twice. `keywordShare` is its part of what the problem's words could reach at most.
 */
export const categoryEvidence = (
  accountId: string,
  { text, embedderId, vectors }: Sought,
): Prisma.Sql => Prisma.sql`/* kept */
  with part as materialized (select v::int4[]::vector as vector from unnest(${vectors}::text[]) as v),
  mine as materialized (
    select c.id as owner_id, p.text, p.document, (case p.kind when 'title' then 2 else 1 end)::float8 as weight,
      -- Looked up one by one: joined, the vectors of all flows were read, because the planner takes all phrases for categories'.
      (select 1 - min(e.vector <=> part.vector) from embedding e cross join part
        where e.account_id = ${accountId}::uuid and e.phrase_id = p.id and e.embedder = ${embedderId})::float8 as cosine
    from category c
    join phrase p on p.account_id = ${accountId}::uuid and p.category_id = c.id
    where c.account_id = ${accountId}::uuid and c.archived_at is null
  ),
  ${keywordScores(text)},
  near as (
    select owner_id, max(cosine) as cosine, (array_agg(text order by cosine desc nulls last, text))[1] as nearest
    from mine group by owner_id
  )
  select near.owner_id as "ownerId", c.name, coalesce(keyword, 0) as keyword,
    coalesce(keyword, 0) / greatest((select most from ceiling), 0.001) as "keywordShare",
    nullif(cosine, 'NaN') as cosine, words, nearest as "nearestPhrase"
  from near
  join category c on c.account_id = ${accountId}::uuid and c.id = near.owner_id
  left join bm25 on bm25.owner_id = near.owner_id
  order by keyword desc, cosine desc nulls last, near.owner_id
  limit 20
`;

/** The problem's words as the text search sees them: stemmed, without accents and stop words. */
const wordsOf = (text: string): Prisma.Sql => Prisma.sql`
  select distinct on (t.lexeme) t.lexeme, typed.word
  from regexp_split_to_table(${text}, '\\s+') with ordinality as typed(word, place)
  cross join lateral unnest(to_tsvector('intake', typed.word)) as t
  order by t.lexeme, typed.place`;

const keywordScores = (text: string) => Prisma.sql`
  sought as materialized (${wordsOf(text)}),
  library as (
    select count(distinct owner_id)::float8 as owners, greatest(sum(weight * length(document)), 1) as length from mine
  ),
  extent as (select owner_id, sum(weight * length(document)) as extent from mine group by owner_id),
  hit as (
    select m.owner_id, t.lexeme, s.word, sum(cardinality(t.positions) * m.weight) as frequency
    from mine m cross join lateral unnest(m.document) as t join sought s on s.lexeme = t.lexeme
    group by m.owner_id, t.lexeme, s.word
  ),
  term as materialized (
    select t.*, e.extent, ln(1 + (l.owners - t.owners + 0.5) / (t.owners + 0.5)) as idf, l.length / l.owners as usual
    from (select *, count(*) over (partition by lexeme) as owners from hit) t
    join extent e on e.owner_id = t.owner_id
    cross join library l
  ),
  bm25 as (
    select owner_id, array_agg(word order by idf desc, lexeme) as words,
      sum(idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * extent / usual))) as keyword
    from term group by owner_id
  ),
  ceiling as (
    select 2.2 * (coalesce(sum(k.idf), 0)
      + ((select count(*) from sought) - count(k.idf)) * ln(1 + (max(l.owners) + 0.5) / 0.5)) as most
    from library l left join (select distinct lexeme, idf from term) k on true
  )
`;
