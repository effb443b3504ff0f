import { Prisma } from './generated/client.js';

/** How many candidates each scorer keeps. */
const kept = 10;

/**
 * Trigrams compare this much of a problem, in characters: names and error codes stand at the start, and the time of
 * word_similarity grows with the text.
 */
const trigramLength = 300;

/** What is searched: the owners of phrases (flows or categories) and the column that points to them. */
export interface Searched {
  accountId: string;
  owners: Prisma.Sql;
  ownerColumn: Prisma.Sql;
}

/** What is searched for; `vectors` as pgvector reads them, none without an embedder. */
export interface Sought {
  text: string;
  embedderId: string;
  vectors: string[];
}

/** One owner that a scorer kept. */
export interface EvidenceRow {
  ownerId: string;
  keyword: number;
  coverage: number;
  similarity: number;
  containment: number;
  cosine: number | null;
  meanCosine: number | null;
  commonWords: string[];
  nearestPhrase: string | null;
}

/**
 * The owners that are among the best of any scorer.
 *
 * `keyword` is BM25 (k1 1.2, b 0.75) with the document frequencies of this account's owners, because ts_rank and
 * ts_rank_cd know none: in a library of laptop flows "laptop" must weigh next to nothing. A title counts twice, the
 * texts of nodes a half. `coverage` is the part of one phrase's words that the problem has.
 */
export const evidenceOf = (searched: Searched, sought: Sought): Prisma.Sql => Prisma.sql`
  with owner as materialized (${searched.owners}),
  mine as materialized (
    select p.id, p.account_id, ${searched.ownerColumn} as owner_id, p.kind, p.text, p.document,
      case p.kind when 'title' then 2.0 when 'body' then 0.5 else 1.0 end as weight
    from phrase p join owner on owner.id = ${searched.ownerColumn}
    where p.account_id = ${searched.accountId}::uuid
  ),
  ${wordsOf(sought.text)},
  ${keywordScores},
  ${phraseScores(sought)},
  score as (
    select n.owner_id, coalesce(k.keyword, 0) as keyword, coalesce(k.coverage, 0) as coverage,
      n.similarity, n.containment, n.cosine, n.mean_cosine
    from near n left join keyword k on k.owner_id = n.owner_id
  ),
  ranked as (
    select *,
      row_number() over (order by keyword desc, owner_id) as by_keyword,
      row_number() over (order by similarity desc, owner_id) as by_similarity,
      row_number() over (order by containment desc, owner_id) as by_containment,
      row_number() over (order by cosine desc nulls last, owner_id) as by_cosine,
      row_number() over (order by mean_cosine desc nulls last, owner_id) as by_mean
    from score
  )
  select owner_id as "ownerId", keyword, coverage, similarity, containment, cosine, mean_cosine as "meanCosine",
    array(
      select w.word from hit h join word w on w.lexeme = h.lexeme join idf i on i.lexeme = h.lexeme
      where h.owner_id = ranked.owner_id group by w.word order by max(i.idf) desc, w.word limit 5
    ) as "commonWords",
    (
      select l.text from likeness l where l.owner_id = ranked.owner_id and l.kind not in ('keywords', 'body')
      order by l.cosine desc nulls last, l.similarity desc, l.text limit 1
    ) as "nearestPhrase"
  from ranked
  where least(by_keyword, by_similarity, by_containment, by_cosine, by_mean) <= ${kept}
  order by owner_id
`;

/** The problem's words as lexemes, each with the word as it was typed. */
const wordsOf = (text: string) => Prisma.sql`
  word as materialized (
    select distinct on (t.lexeme) t.lexeme, trim(both '.,;:!?"''()[]<>*_~' from lower(typed.word)) as word
    from regexp_split_to_table(${text}, '\\s+') with ordinality as typed(word, place)
    cross join lateral unnest(to_tsvector('intake', typed.word)) as t
    order by t.lexeme, typed.place
  ),
  any_word as (
    select string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery as query
    from word
  )
`;

const keywordScores = Prisma.sql`
  hit as materialized (
    select m.id, m.owner_id, t.lexeme, cardinality(t.positions) * m.weight as frequency
    from mine m
    cross join any_word
    cross join lateral unnest(m.document) as t
    join word on word.lexeme = t.lexeme
    where m.document @@ any_word.query
  ),
  idf as (
    select lexeme, ln(1 + (o.owners - count(distinct owner_id) + 0.5) / (count(distinct owner_id) + 0.5)) as idf
    from hit cross join (select count(*)::float8 as owners from owner) o
    group by lexeme, o.owners
  ),
  extent as (select owner_id, sum(weight * length(document)) as length from mine group by owner_id),
  term as (select owner_id, lexeme, sum(frequency) as frequency from hit group by owner_id, lexeme),
  bm25 as (
    select t.owner_id,
      sum(i.idf * t.frequency * 2.2 / (t.frequency + 1.2 * (0.25 + 0.75 * e.length / a.length))) as keyword
    from term t
    join idf i on i.lexeme = t.lexeme
    join extent e on e.owner_id = t.owner_id
    cross join (select greatest(avg(length), 1) as length from extent) a
    group by t.owner_id
  ),
  covered as (
    select h.owner_id, max(h.hits / greatest(length(m.document), 3)) as coverage
    from (select id, owner_id, count(distinct lexeme)::float8 as hits from hit group by id, owner_id) h
    join mine m on m.id = h.id
    where m.kind <> 'body'
    group by h.owner_id
  ),
  keyword as (
    select b.owner_id, b.keyword::float8, coalesce(c.coverage, 0) as coverage
    from bm25 b left join covered c on c.owner_id = b.owner_id
  )
`;

const phraseScores = ({ text, embedderId, vectors }: Sought) => Prisma.sql`
  part as materialized (select v::vector as vector from unnest(${vectors}::text[]) as v),
  likeness as materialized (
    select m.owner_id, m.kind, m.text,
      case when m.kind = 'body' then 0 else similarity(m.text, left(${text}, ${trigramLength})) end::float8 as similarity,
      case when m.kind = 'body' then 0 else word_similarity(m.text, left(${text}, ${trigramLength})) end::float8
        as containment,
      (select 1 - min(e.vector <=> part.vector) from part)::float8 as cosine
    from mine m
    left join embedding e on e.account_id = m.account_id and e.phrase_id = m.id and e.embedder = ${embedderId}
  ),
  near as (
    select owner_id, max(similarity) as similarity, max(containment) as containment,
      max(cosine) as cosine, avg(cosine) as mean_cosine
    from likeness
    group by owner_id
  )
`;
