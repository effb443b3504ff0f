import type { Db } from './db.js';

/** A solved session whose problem reads like another one's. */
export interface AlikeRow {
  sessionId: string;
  ticketNumber: number;
  problem: string;
  solution: string | null;
  solvedById: string;
}

/** How far back it is looked; each problem's words are taken apart anew. */
const newest = 2_000;

/**
 * Tickets of the same account whose fix somebody has seen work, and whose problem shares words with this session's: the share of their
 * words in common, and a little more for the same category or tree. Two words at least, or the same tree. Private ones
 * are left out.
 */
export async function alikeTickets(
  db: Db,
  { accountId, sessionId, limit }: { accountId: string; sessionId: string; limit: number },
): Promise<AlikeRow[]> {
  // Materialized, so that each problem is taken apart once: merged into the rest it would be for every word compared.
  return db.$queryRaw<AlikeRow[]>`
    with mine as materialized (
      select s.tree_id, t.category_id, tsvector_to_array(to_tsvector('intake', i.problem)) as words
      from session s
      join ticket t on t.account_id = s.account_id and t.id = s.ticket_id
      join intake i on i.account_id = t.account_id and i.id = t.intake_id
      where s.account_id = ${accountId}::uuid and s.id = ${sessionId}::uuid),
    solved as (
      select s.id, s.ticket_id, s.tree_id, s.ended_at, held.notes, held.by_id
      from session s,
        lateral (
          select f.notes, f.by_id, f."check" from fix f
          where f.account_id = s.account_id and f.session_id = s.id order by f.number desc limit 1) held
      where s.account_id = ${accountId}::uuid and s.status = 'resolved' and s.id <> ${sessionId}::uuid
        and held."check" = 'confirmed'
      order by s.updated_at desc limit ${newest}),
    compared as materialized (
      select solved.*, t.number, t.category_id, i.problem,
        tsvector_to_array(to_tsvector('intake', i.problem)) as words
      from solved
      join ticket t on t.account_id = ${accountId}::uuid and t.id = solved.ticket_id
      join intake i on i.account_id = t.account_id and i.id = t.intake_id
      where not i.private),
    scored as (
      select compared.*, shared.words as common,
        shared.words::float8 / greatest(cardinality(compared.words) + cardinality(mine.words) - shared.words, 1)
          + case when compared.category_id = mine.category_id then 0.1 else 0 end
          + case when compared.tree_id = mine.tree_id then 0.2 else 0 end as score,
        compared.tree_id is not distinct from mine.tree_id and mine.tree_id is not null as same_tree
      from compared, mine,
        lateral (select count(*)::int as words from unnest(compared.words) w where w = any(mine.words)) shared)
    select id as "sessionId", number as "ticketNumber", problem,
      coalesce(notes, (
        select coalesce(st.text, n.text) from step st
        left join node n on n.account_id = st.account_id and n.id = st.node_id
        where st.account_id = ${accountId}::uuid and st.session_id = scored.id and st.kind <> 'back'
        order by st.number desc limit 1)) as solution,
      by_id as "solvedById"
    from scored
    where (common >= 2 or (common >= 1 and same_tree)) and score >= 0.2
    order by score desc, ended_at desc limit ${limit}`;
}
