import type { AuditRecord } from '../../../domain/audit.js';
import { auditHash } from '../../../store/audit-chain.js';
import type { Finding, Query } from './finding.js';

interface AuditRow {
  sequence: string;
  at: Date;
  member_id: string | null;
  action: string;
  subject: string;
  subject_id: string;
  before: object | null;
  after: object | null;
  surface: AuditRecord['surface'];
  previous_hash: string;
  hash: string;
}

/** The chain holds from its first row to the account's last hash, and each change has one row. */
export async function checkAudit(query: Query, accountId: string): Promise<Finding[]> {
  const rows = await query<AuditRow>('select * from audit_entry where account_id = $1 order by sequence', [
    accountId,
  ]);
  const [head] = await query<{ hash: string }>('select last_audit_hash as hash from account where id = $1', [
    accountId,
  ]);
  return [...checkChain(rows, head?.hash ?? ''), ...(await checkCounts(query))];
}

function checkChain(rows: readonly AuditRow[], last: string): Finding[] {
  const findings: Finding[] = [];
  let previous = '';
  for (const [index, row] of rows.entries()) {
    const record: AuditRecord = {
      memberId: row.member_id,
      action: row.action,
      subject: row.subject,
      subjectId: row.subject_id,
      before: row.before,
      after: row.after,
      surface: row.surface,
    };
    const sequence = BigInt(row.sequence);
    const hash = auditHash(previous, { sequence, at: row.at, record });
    if (sequence !== BigInt(index + 1) || row.previous_hash !== previous || row.hash !== hash)
      findings.push({ rule: 'audit', what: `the chain breaks at row ${row.sequence} (${row.action})` });
    previous = row.hash;
  }
  if (previous !== last)
    findings.push({ rule: 'audit', what: 'the last row is not the one that the account knows' });
  return findings;
}

/** As many rows of an action as there are changes of its kind. */
const counts: { change: string; actions: string; sql: string }[] = [
  {
    change: 'intakes',
    actions: "'intake.submitted'",
    sql: "select count(*)::int as n from intake where decision is distinct from 'escalate'",
  },
  {
    change: 'answers',
    actions: "'session.answered'",
    sql: "select count(*)::int as n from step where kind = 'answer'",
  },
  {
    change: 'steps back',
    actions: "'session.went_back'",
    sql: "select count(*)::int as n from step where kind = 'back'",
  },
  {
    change: 'ad hoc steps',
    actions: "'session.step_added'",
    sql: "select count(*)::int as n from step where kind = 'ad_hoc'",
  },
  { change: 'notes', actions: "'note.added'", sql: 'select count(*)::int as n from note' },
  { change: 'escalations', actions: "'escalation.opened'", sql: 'select count(*)::int as n from escalation' },
  { change: 'claims', actions: "'escalation.claimed'", sql: 'select count(*)::int as n from claim' },
  {
    change: 'resolutions',
    actions: "'session.resolved'",
    sql: 'select count(*)::int as n from fix',
  },
];

async function checkCounts(query: Query): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { change, actions, sql } of counts) {
    const [changes] = await query<{ n: number }>(sql);
    const [rows] = await query<{ n: number }>(
      `select count(*)::int as n from audit_entry where action in (${actions})`,
    );
    if (changes?.n !== rows?.n)
      findings.push({ rule: 'audit', what: `${changes?.n} ${change}, but ${rows?.n} rows of the audit` });
  }
  return findings;
}
