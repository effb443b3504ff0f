import type { AuditRecord } from '../domain/audit.js';
import type { Surface } from '../domain/member.js';
import { type AuditRow, type AuditSource, auditHash } from './audit-chain.js';
import { type Db, json } from './db.js';
import type { AuditEntryModel } from './generated/models.js';

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
