import type { Finding, Query } from './finding.js';

/** A rule, and a query that finds what breaks it. */
const rules: { rule: Finding['rule']; what: string; sql: string }[] = [
  {
    rule: 'lost',
    what: 'an intake without its ticket and session',
    sql: `select i.problem as thing from intake i
      left join ticket t on t.account_id = i.account_id and t.intake_id = i.id
      left join session s on s.account_id = t.account_id and s.ticket_id = t.id
      where (i.outcome in ('matched', 'build', 'ad_hoc') or i.decision is not null) and s.id is null`,
  },
  {
    rule: 'doubled',
    what: 'two tickets of one problem',
    sql: 'select intake_id::text as thing from ticket group by account_id, intake_id having count(*) > 1',
  },
  {
    rule: 'doubled',
    what: 'two sessions of one ticket',
    sql: `select ticket_id::text as thing from session where status <> 'abandoned'
      group by account_id, ticket_id having count(*) > 1`,
  },
  {
    rule: 'lost',
    what: 'a walk whose steps are not as many as it counts',
    sql: `select s.id::text as thing from session s
      left join step p on p.account_id = s.account_id and p.session_id = s.id
      group by s.id, s.step_count
      having count(p.id) <> s.step_count or coalesce(max(p.number), 0) <> s.step_count`,
  },
  {
    rule: 'doubled',
    what: 'two escalations of one walk at a time',
    sql: `select session_id::text as thing from escalation where status <> 'resolved'
      group by account_id, session_id having count(*) > 1`,
  },
  {
    rule: 'doubled',
    what: 'two claimants at a time',
    sql: `select escalation_id::text as thing from claim where released_at is null
      group by account_id, escalation_id having count(*) > 1`,
  },
  {
    rule: 'paid_twice',
    what: 'a node of a draft that no answer leads to',
    sql: `select n.id::text as thing from node n
      join draft d on d.account_id = n.account_id and d.tree_id = n.tree_id
      join tree t on t.account_id = n.account_id and t.id = n.tree_id
      left join edge e on e.account_id = n.account_id and e.node_id = n.id
      where e.answer_id is null and t.root_node_id is distinct from n.id`,
  },
  {
    rule: 'unfinished',
    what: 'a walk that waits for a step which nobody writes',
    sql: `select s.id::text as thing from session s
      join draft d on d.account_id = s.account_id and d.tree_id = s.tree_id
      where s.status = 'active' and s.kind = 'ai_build' and s.current_node_id is null`,
  },
  {
    rule: 'unfinished',
    what: 'work that was left over',
    // Timers wait for their hour; they are left over only where they were tried.
    sql: `select kind || ' ' || payload::text || coalesce(': ' || last_error, '') as thing from job
      where dead_at is not null or last_error is not null or run_at <= now()`,
  },
];

/** The rows agree with each other, and no work is left over. */
export async function checkRows(query: Query): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { rule, what, sql } of rules) {
    for (const { thing } of await query<{ thing: string }>(sql))
      findings.push({ rule, what: `${what}: ${thing}` });
  }
  return findings;
}

/** How often a node was asked for, and how many of these calls were repeated because nobody knew of an answer. */
export async function generationsOf(query: Query): Promise<{ calls: number; resent: number }> {
  const [row] = await query<{ calls: number; resent: number }>(
    `select coalesce(sum(attempts), 0)::int as calls, coalesce(sum(greatest(attempts - 1, 0)), 0)::int as resent
     from generation`,
  );
  return row ?? { calls: 0, resent: 0 };
}
