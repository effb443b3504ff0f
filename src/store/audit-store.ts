import { createHash } from 'node:crypto';
import type { AuditRecord } from '../domain/audit.js';
import { type Db, json } from './db.js';

/** The audit: one row for each state change, each sealed with the hash of the one before it in its account. */
export function auditStore(db: Db) {
  return {
    /**
     * Appends one row in the transaction of the change it records. The account's row is held from here
     * to the commit, so the chain has no forks; do this last.
     */
    async record(accountId: string, at: Date, record: AuditRecord): Promise<void> {
      const [head] = await db.$queryRaw<{ sequence: bigint; hash: string }[]>`
        update account set last_audit_sequence = last_audit_sequence + 1
        where id = ${accountId}::uuid
        returning last_audit_sequence as sequence, last_audit_hash as hash`;
      if (!head) throw new Error(`No account ${accountId}`);
      const hash = auditHash(head.hash, { sequence: head.sequence, at, record });
      const { before, after, ...rest } = record;
      await db.auditEntry.create({
        data: {
          ...rest,
          ...(before && { before: json(before) }),
          ...(after && { after: json(after) }),
          accountId,
          sequence: head.sequence,
          at,
          previousHash: head.hash,
          hash,
        },
      });
      await db.account.update({ where: { id: accountId }, data: { lastAuditHash: hash } });
    },
  };
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
