import { Prisma } from './generated/client.js';

/** One of the problem's lexemes, with the word as it was typed. */
export interface Word {
  lexeme: string;
  word: string;
}

/** What is searched for; `vectors` as pgvector reads them, none without an embedder. */
export interface Sought {
  text: string;
  words: readonly Word[];
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
  /** In common with the problem, rare ones first. */
  lexemes: string[] | null;
  nearestPhrase: string | null;
}

/** The problem's words as the text search sees them: stemmed, without accents and stop words. */
export const wordsOf = (text: string): Prisma.Sql => Prisma.sql`
  select distinct on (t.lexeme) t.lexeme, typed.word
  from regexp_split_to_table(${text}, '\\s+') with ordinality as typed(word, place)
  cross join lateral unnest(to_tsvector('intake', typed.word)) as t
  order by t.lexeme, typed.place
`;

/**
 * The categories that have one of the problem's words, or are the ten nearest by vectors.
 *
 * `keyword` is BM25 (k1 1.2, b 0.75) with the document frequencies of this account's categories, because ts_rank and
 * ts_rank_cd know none. A name counts twice. `keywordShare` is its part of what the problem's words could reach at most.
 *
 * Steps are aggregated, not joined: the planner knows no sizes of the steps before and takes nested loops, which last
 * for seconds where a long mail meets some hundred phrases.
 */
export const categoryEvidence = (accountId: string, sought: Sought): Prisma.Sql => Prisma.sql`
  with mine as materialized (${phrasesIn(accountId, sought.embedderId)}),
  library as materialized (
    select count(distinct owner_id)::float8 as owners, greatest(sum(weight * length(document)), 1) as length from mine
  ),
  ${keywordScores(sought.words.map(({ lexeme }) => lexeme))},
  part as materialized (select v::vector as vector from unnest(${sought.vectors}::text[]) as v),
  near as (
    select owner_id, max(cosine) as cosine, (array_agg(text order by cosine desc nulls last, text))[1] as nearest
    from (
      select owner_id, text, (select 1 - min(mine.vector <=> part.vector) from part)::float8 as cosine from mine
    ) phrase
    group by owner_id
  ),
  score as (
    select owner_id, coalesce(max(keyword), 0) as keyword, max(lexemes) as lexemes, max(cosine) as cosine,
      max(nearest) as nearest
    from (
      select owner_id, cosine, nearest, null::float8 as keyword, null::text[] as lexemes from near
      union all select owner_id, null, null, keyword, lexemes from bm25
    ) pieces
    group by owner_id
  )
  select score.owner_id as "ownerId", c.name, keyword,
    keyword / greatest((select most from ceiling), 0.001) as "keywordShare",
    nullif(cosine, 'NaN') as cosine, lexemes, nearest as "nearestPhrase"
  from score join category c on c.account_id = ${accountId}::uuid and c.id = score.owner_id
  order by keyword desc, cosine desc nulls last, score.owner_id
  limit 20
`;

const phrasesIn = (accountId: string, embedderId: string) => Prisma.sql`
  select p.*, sum(weight * length(document)) over (partition by owner_id) as extent
  from (
    select p.id, p.category_id as owner_id, p.text, p.document,
      (
        select e.vector from embedding e
        where e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId}
      ) as vector,
      (case p.kind when 'title' then 2 else 1 end)::float8 as weight
    from phrase p
    where p.account_id = ${accountId}::uuid
      and p.category_id in (select id from category where account_id = ${accountId}::uuid and archived_at is null)
  ) p
`;

const keywordScores = (lexemes: string[]) => Prisma.sql`
  hit as materialized (
    select m.owner_id, m.extent, t.lexeme, cardinality(t.positions) * m.weight as frequency
    from mine m cross join lateral unnest(m.document) as t
    where m.document @@ ${anyOf(lexemes)}::tsquery and t.lexeme = any(${lexemes}::text[])
  ),
  term as materialized (
    select t.*, ln(1 + (l.owners - t.owners + 0.5) / (t.owners + 0.5)) as idf, l.length / l.owners as usual
    from (
      select owner_id, lexeme, sum(frequency) as frequency, max(extent) as extent,
        count(*) over (partition by lexeme) as owners
      from hit group by owner_id, lexeme
    ) t cross join library l
  ),
  bm25 as (
    select owner_id, array_agg(lexeme order by idf desc, lexeme) as lexemes,
      sum(idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * extent / usual))) as keyword
    from term group by owner_id
  ),
  ceiling as (
    select 2.2 * (coalesce(sum(k.idf), 0) + (${lexemes.length} - count(k.idf)) * ln(1 + (max(l.owners) + 0.5) / 0.5)) as most
    from library l left join (select distinct lexeme, idf from term) k on true
  )
`;

/** A text search for any of the lexemes. They go in as they are: only their quotes and backslashes need care. */
const anyOf = (lexemes: readonly string[]): string =>
  lexemes.map((lexeme) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`).join(' | ');
