import type { AuditRecord } from '../domain/audit.js';
import type { Surface } from '../domain/member.js';
import { type AuditRow, type AuditSource, auditHash } from './audit-chain.js';
import { type Db, json } from './db.js';
import { Prisma } from './generated/client.js';
import type { AuditEntryModel } from './generated/models.js';

/** The audit: one row for each state change, each sealed with the hash of the one before it in its account. */
export function auditStore(db: Db) {
  return {
    /**
     * Appends a row for each change, in the transaction of the changes. The account's row is held from here
     * to the commit, so the chain has no forks; do this as late as possible.
     */
    async record(accountId: string, at: Date, ...records: readonly AuditRecord[]): Promise<void> {
      if (records.length === 0) return;
      const [head] = await db.$queryRaw<{ sequence: bigint; hash: string }[]>`
        update account set last_audit_sequence = last_audit_sequence + ${records.length}::int
        where id = ${accountId}::uuid
        returning last_audit_sequence - ${records.length}::int as sequence, last_audit_hash as hash`;
      if (!head) throw new Error(`No account ${accountId}`);
      let { sequence, hash: previousHash } = head;
      const rows = records.map((record) => {
        sequence += 1n;
        const hash = auditHash(previousHash, { sequence, at, record });
        const row = rowOfRecord({ accountId, sequence, at, previousHash, hash }, record);
        previousHash = hash;
        return row;
      });
      // The head and the rows in one statement: nearly every act records something.
      await db.$executeRaw`
        with head as (update account set last_audit_hash = ${previousHash} where id = ${accountId}::uuid)
        insert into audit_entry (account_id, sequence, at, member_id, action, subject, subject_id, before, after, surface,
          previous_hash, hash)
        values ${Prisma.join(rows)}`;
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

interface Seal {
  accountId: string;
  sequence: bigint;
  at: Date;
  previousHash: string;
  hash: string;
}

const rowOfRecord = (
  { accountId, sequence, at, previousHash, hash }: Seal,
  { memberId, action, subject, subjectId, before, after, surface }: AuditRecord,
): Prisma.Sql => Prisma.sql`(
  ${accountId}::uuid, ${sequence}::bigint, ${at}::timestamptz, ${memberId}::uuid, ${action}, ${subject}, ${subjectId},
  ${before && json(before)}::jsonb, ${after && json(after)}::jsonb, ${surface}, ${previousHash}, ${hash})`;

function rowOf({ accountId: _, before, after, surface, ...row }: AuditEntryModel): AuditRow {
  // Written by `record` from objects and a Surface; what else stands there now does not fit its hash.
  return {
    ...row,
    before: before as object | null,
    after: after as object | null,
    surface: surface as Surface,
  };
}
