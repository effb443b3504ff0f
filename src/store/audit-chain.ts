import { createHash } from 'node:crypto';
import type { AuditRecord } from '../domain/audit.js';

/** One row of the audit as it stands in the database. */
export interface AuditRow extends AuditRecord {
  sequence: bigint;
  at: Date;
  previousHash: string;
  hash: string;
}

/** The last row that the account's own row knows of: the anchor that a cut-off end is seen by. */
export interface AuditHead {
  sequence: bigint;
  hash: string;
}

/** Something that is not as it was written. */
export interface AuditFinding {
  /** The row it was found at; that of the head where the end is wrong. */
  sequence: bigint;
  what: 'changed' | 'missing' | 'not_linked' | 'cut_off' | 'added' | 'other_head' | 'not_as_noted';
  /** Of missing rows, the last one. */
  until?: bigint;
}

export interface AuditVerified {
  rows: number;
  head: AuditHead;
  findings: AuditFinding[];
}

/** Where the rows and the head are read from; read page by page, while others may add rows. */
export interface AuditSource {
  page(after: bigint): Promise<AuditRow[]>;
  head(): Promise<AuditHead>;
}

/** SHA-256 over the previous row's hash and this row in a fixed order of keys. */
export function auditHash(
  previousHash: string,
  entry: { sequence: bigint; at: Date; record: AuditRecord },
): string {
  const { memberId, action, subject, subjectId, before, after, surface } = entry.record;
  const row = [entry.sequence.toString(), entry.at.toISOString(), memberId, action, subject, subjectId];
  const text = JSON.stringify([previousHash, ...row, sorted(before), sorted(after), surface]);
  return createHash('sha256').update(text).digest('hex');
}

/** JSON columns do not keep the order of keys; the hash must not depend on it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]),
  );
}

/**
 * Reads an account's whole audit and finds every row that was edited, removed, added or put elsewhere, and an end that
 * was cut off. A row that is wrong does not hide the next one.
 * @param noted a head that was written down elsewhere earlier: it must still be a row of the chain. Without one, who can
 *   write the whole database can make a new chain with a new head, and nothing in the database shows it.
 */
export async function verifyAudit(
  source: AuditSource,
  noted: AuditHead | null = null,
): Promise<AuditVerified> {
  const findings: AuditFinding[] = [];
  let rows = 0;
  let last: AuditHead = { sequence: 0n, hash: '' };
  let notedSeen = noted === null;
  const take = (page: readonly AuditRow[]) => {
    for (const row of page) {
      findings.push(...checkRow(row, last));
      if (noted && row.sequence === noted.sequence && row.hash === noted.hash) notedSeen = true;
      last = { sequence: row.sequence, hash: row.hash };
      rows += 1;
    }
  };
  for (;;) {
    const page = await source.page(last.sequence);
    take(page);
    if (page.length > 0) continue;
    const head = await source.head();
    // Rows may have been added since the last page was read.
    const more = head.sequence > last.sequence ? await source.page(last.sequence) : [];
    if (more.length > 0) {
      take(more);
      continue;
    }
    findings.push(...checkHead(head, last));
    if (noted && !notedSeen) findings.push({ sequence: noted.sequence, what: 'not_as_noted' });
    return { rows, head: last, findings };
  }
}

function checkRow(row: AuditRow, last: AuditHead): AuditFinding[] {
  const { sequence, at, previousHash, hash, ...record } = row;
  const found: AuditFinding[] = [];
  const expected = last.sequence + 1n;
  if (sequence > expected) found.push({ sequence: expected, what: 'missing', until: sequence - 1n });
  else if (previousHash !== last.hash) found.push({ sequence, what: 'not_linked' });
  if (hash !== auditHash(previousHash, { sequence, at, record })) found.push({ sequence, what: 'changed' });
  return found;
}

function checkHead(head: AuditHead, last: AuditHead): AuditFinding[] {
  if (head.sequence > last.sequence)
    return [{ sequence: last.sequence + 1n, what: 'cut_off', until: head.sequence }];
  if (head.sequence < last.sequence)
    return [{ sequence: head.sequence + 1n, what: 'added', until: last.sequence }];
  return head.hash === last.hash ? [] : [{ sequence: head.sequence, what: 'other_head' }];
}
