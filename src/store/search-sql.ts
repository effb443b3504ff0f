import { Prisma } from './generated/client.js';

/** How many candidates each scorer keeps. */
const kept = 10;

/**
 * Trigrams, in characters: so much of a problem is compared, and only with phrases up to so long. They are for names,
 * error codes and typing errors; each comparison takes some 80 µs in the embedded database, more with longer texts.
 */
const trigram = { problem: 200, phrase: 100 } as const;

/** What is searched: the owners of phrases (flows or categories) and the column that points to them. */
export interface Searched {
  accountId: string;
  owners: Prisma.Sql;
  ownerColumn: Prisma.Sql;
}

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

/** One owner that a scorer kept. */
export interface EvidenceRow {
  ownerId: string;
  keyword: number;
  keywordShare: number;
  coverage: number;
  similarity: number;
  containment: number;
  cosine: number | null;
  meanCosine: number | null;
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
 * The owners that are among the best of any scorer.
 *
 * `keyword` is BM25 (k1 1.2, b 0.75) with the document frequencies of this account's owners, because ts_rank and
 * ts_rank_cd know none: in a library of laptop flows "laptop" must weigh next to nothing. A title counts twice, the
 * texts of nodes a half. `keywordShare` is its part of what the problem's words could reach at most; `coverage` is the
 * part of one phrase's words that the problem has.
 *
 * Steps are aggregated, not joined: the planner knows no sizes of the steps before and takes nested loops, which last
 * for seconds where a long mail meets some hundred flows.
 */
export const evidenceOf = (searched: Searched, sought: Sought): Prisma.Sql => Prisma.sql`
  with mine as materialized (${phrasesIn(searched, sought.embedderId)}),
  library as materialized (
    select count(distinct owner_id)::float8 as owners, greatest(sum(weight * length(document)), 1) as length from mine
  ),
  ${keywordScores(sought.words.map(({ lexeme }) => lexeme))},
  ${phraseScores(sought)},
  score as (
    select owner_id, coalesce(max(keyword), 0) as keyword, coalesce(max(coverage), 0) as coverage, max(lexemes) as lexemes,
      max(similarity) as similarity, max(containment) as containment, max(cosine) as cosine, max(mean) as mean,
      max(nearest) as nearest
    from (
      select owner_id, similarity, containment, cosine, mean, nearest,
        null::float8 as keyword, null::text[] as lexemes, null::float8 as coverage from near
      union all select owner_id, null, null, null, null, null, keyword, lexemes, null from bm25
      union all select owner_id, null, null, null, null, null, null, null, coverage from covered
    ) pieces
    group by owner_id
  ),
  ranked as (
    select *,
      row_number() over (order by keyword desc, owner_id) as by_keyword,
      row_number() over (order by similarity desc, owner_id) as by_similarity,
      row_number() over (order by containment desc, owner_id) as by_containment,
      row_number() over (order by cosine desc nulls last, owner_id) as by_cosine,
      row_number() over (order by mean desc nulls last, owner_id) as by_mean
    from score
  )
  select owner_id as "ownerId", keyword, keyword / greatest((select most from ceiling), 0.001) as "keywordShare",
    coverage, similarity, containment, cosine, mean as "meanCosine", lexemes, nearest as "nearestPhrase"
  from ranked
  where least(by_keyword, by_similarity, by_containment, by_cosine, by_mean) <= ${kept}
  order by owner_id
`;

const phrasesIn = ({ accountId, owners, ownerColumn }: Searched, embedderId: string) => Prisma.sql`
  select p.*, sum(weight * length(document)) over (partition by owner_id) as extent
  from (
    select p.id, ${ownerColumn} as owner_id, p.kind, p.text, p.document,
      (
        select e.vector from embedding e
        where e.account_id = p.account_id and e.phrase_id = p.id and e.embedder = ${embedderId}
      ) as vector,
      (case p.kind when 'title' then 2 when 'body' then 0.5 else 1 end)::float8 as weight
    from phrase p
    where p.account_id = ${accountId}::uuid and ${ownerColumn} in (${owners})
  ) p
`;

const keywordScores = (lexemes: string[]) => Prisma.sql`
  hit as materialized (
    select m.id, m.owner_id, m.kind, m.extent, length(m.document) as length, t.lexeme,
      cardinality(t.positions) * m.weight as frequency
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
  ),
  covered as (
    select owner_id, max(part) as coverage
    from (
      select owner_id, count(*)::float8 / greatest(max(length), 3) as part
      from hit where kind <> 'body' group by id, owner_id
    ) parts
    group by owner_id
  )
`;

/** A text search for any of the lexemes. They go in as they are: only their quotes and backslashes need care. */
const anyOf = (lexemes: readonly string[]): string =>
  lexemes.map((lexeme) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`).join(' | ');

const phraseScores = ({ text, vectors }: Sought) => Prisma.sql`
  part as materialized (select v::vector as vector from unnest(${vectors}::text[]) as v),
  likeness as materialized (
    select owner_id, text, kind not in ('keywords', 'body') as readable,
      case when spelled then similarity(text, left(${text}, ${trigram.problem})) else 0 end::float8 as similarity,
      case when spelled then word_similarity(text, left(${text}, ${trigram.problem})) else 0 end::float8 as containment,
      (select 1 - min(phrase.vector <=> part.vector) from part)::float8 as cosine
    from (
      select *, kind in ('title', 'keywords', 'example') and length(text) <= ${trigram.phrase} as spelled from mine
    ) phrase
  ),
  near as (
    select owner_id, max(similarity) as similarity, max(containment) as containment,
      max(cosine) as cosine, avg(cosine) as mean,
      (array_agg(text order by cosine desc nulls last, similarity desc, text) filter (where readable))[1] as nearest
    from likeness
    group by owner_id
  )
`;
