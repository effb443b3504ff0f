import type { Decision, Outcome } from '../domain/intake.js';
import type { Db } from './db.js';

/** One problem that was matched or suggested for, and what agents made of it. */
export interface HistoryRow {
  /** As "2026-11". */
  month: string;
  outcome: Outcome;
  decision: Decision | null;
  /** Its flow was left as the wrong one. */
  wrongFlow: boolean;
  /** Null where nobody has said or shown whether the first flow was right. */
  firstWasRight: boolean | null;
}

/** What became of the matcher's proposals. Private problems count like all: only numbers are read. */
export function historyStore(db: Db) {
  return {
    async matching(accountId: string): Promise<HistoryRow[]> {
      return db.$queryRaw<HistoryRow[]>`
        select to_char(i.created_at at time zone 'UTC', 'YYYY-MM') as month, i.outcome::text, i.decision::text,
          coalesce(f.wrong, false) as "wrongFlow",
          case when f.wrong or f.other then false when f.solved or f.used then true end as "firstWasRight"
        from intake i
        left join lateral (
          select bool_or(m.kind = 'wrong_flow') as wrong, bool_or(m.kind in ('used_other', 'built_anyway')) as other,
            bool_or(m.kind = 'resolved') as solved, bool_or(m.kind = 'used') as used
          from match_feedback m
          where m.account_id = i.account_id and m.intake_id = i.id
            and m.flow_id::text = i.candidates -> 0 ->> 'flowId'
        ) f on true
        where i.account_id = ${accountId}::uuid and i.outcome in ('matched', 'suggest', 'build', 'out_of_scope')
        order by i.created_at, i.id`;
    },
  };
}
