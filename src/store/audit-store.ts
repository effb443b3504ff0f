import type { AuditRecord } from '../domain/audit.js';
import type { Surface } from '../domain/member.js';
import { type AuditRow, type AuditSource, auditHash } from './audit-chain.js';
import { type Db, json } from './db.js';
import type { AuditEntryModel } from './generated/models.js';

/** The audit: one row for each state change, each sealed with the hash of the one before it in its account. */
export function auditStore(db: Db) {
  return {
    /**
     * Appends a row for each change, in the transaction of the changes. The account's row is held from here
     * to the commit, so the chain has no forks; do this last.
     */
    async record(accountId: string, at: Date, ...records: readonly AuditRecord[]): Promise<void> {
      if (records.length === 0) return;
      const [head] = await db.$queryRaw<{ sequence: bigint; hash: string }[]>`
        update account set last_audit_sequence = last_audit_sequence + ${records.length}::int
        where id = ${accountId}::uuid
        returning last_audit_sequence - ${records.length}::int as sequence, last_audit_hash as hash`;
      if (!head) throw new Error(`No account ${accountId}`);
      let { sequence, hash: previousHash } = head;
      const data = records.map((record) => {
        sequence += 1n;
        const hash = auditHash(previousHash, { sequence, at, record });
        const { before, after, ...rest } = record;
        const sealed = { ...rest, accountId, sequence, at, previousHash, hash };
        previousHash = hash;
        return { ...sealed, ...(before && { before: json(before) }), ...(after && { after: json(after) }) };
      });
      await db.auditEntry.createMany({ data });
      await db.account.update({ where: { id: accountId }, data: { lastAuditHash: previousHash } });
    },

    /** An account's audit, oldest first, for `verifyAudit` and for the export. */
    source(accountId: string, pageSize = 1_000): AuditSource {
      return {
        async page(after) {
          const rows = await db.auditEntry.findMany({
            where: { accountId, sequence: { gt: after } },
            orderBy: { sequence: 'asc' },
            take: pageSize,
          });
          return rows.map(rowOf);
        },
        async head() {
          const row = await db.account.findUniqueOrThrow({ where: { id: accountId } });
          return { sequence: row.lastAuditSequence, hash: row.lastAuditHash };
        },
      };
    },
  };
}

function rowOf({ accountId: _, before, after, surface, ...row }: AuditEntryModel): AuditRow {
  // Written by `record` from objects and a Surface; what else stands there now does not fit its hash.
  return {
    ...row,
    before: before as object | null,
    after: after as object | null,
    surface: surface as Surface,
  };
}
