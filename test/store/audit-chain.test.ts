import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AuditHead, type AuditRow, auditHash, verifyAudit } from '../../src/store/audit-chain.js';
import { createStore } from '../../src/store/store.js';
import { disposableDatabase } from '../support/database.js';

const database = await disposableDatabase();
const store = createStore(database);
const query = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.pool.query(sql, values)).rows;

const length = 12;
const accountId = randomUUID();
const otherId = randomUUID();
const memberId = randomUUID();

const verify = (noted?: AuditHead) => verifyAudit(store.audit.source(accountId, 5), noted);

beforeAll(async () => {
  const at = new Date('2026-11-22T10:00:00Z');
  for (const [id, team] of [
    [accountId, 'T0ONE'],
    [otherId, 'T0TWO'],
  ] as const)
    await query('insert into account (id, slack_team_id, name, created_at) values ($1, $2, $2, $3)', [
      id,
      team,
      at,
    ]);
  await query(
    "insert into member (account_id, id, slack_user_id, display_name, created_at) values ($1, $2, 'U0AVA', 'Ava', $3)",
    [accountId, memberId, at],
  );
  for (let number = 1; number <= length; number += 1)
    await store.transaction((tx) =>
      tx.audit.record(accountId, new Date(at.getTime() + number * 1_000), {
        memberId: number % 3 === 0 ? null : memberId,
        action: 'session.answered',
        subject: 'session',
        subjectId: `subject ${number}`,
        before: number % 2 === 0 ? { stepCount: number, nested: { b: 1, a: [2, 3] } } : null,
        after: { stepCount: number + 1 },
        surface: 'button',
      }),
    );
  // Whoever tampers has the database to themselves.
  await query('alter table audit_entry disable trigger user');
});

/** Tampers, verifies, and puts everything back as it was. */
async function foundAfter(tamper: () => Promise<unknown>): Promise<string[]> {
  await query('create table kept_entries as select * from audit_entry');
  await query('create table kept_account as select id, last_audit_sequence, last_audit_hash from account');
  try {
    await tamper();
    return (await verify()).findings.map(({ what, sequence }) => `${what} ${sequence}`);
  } finally {
    await query('delete from audit_entry');
    await query('insert into audit_entry select * from kept_entries');
    await query(
      `update account a set last_audit_sequence = k.last_audit_sequence, last_audit_hash = k.last_audit_hash
       from kept_account k where k.id = a.id`,
    );
    await query('drop table kept_entries, kept_account');
  }
}

const columns: [string, string][] = [
  ['member_id = null, account_id', `'${otherId}'`],
  ['sequence', 'sequence + 1000'],
  ['at', "at + interval '1 millisecond'"],
  ['member_id', `case when member_id is null then '${memberId}'::uuid end`],
  ['action', "action || '.'"],
  ['subject', "subject || ' '"],
  ['subject_id', "replace(subject_id, 'subject', 'object')"],
  ['before', `case when before is null then '{}'::jsonb end`],
  ['before', `'{"stepCount": 99}'`],
  ['after', `jsonb_set(after, '{stepCount}', '0')`],
  ['after', 'null'],
  ['surface', "'cli'"],
  ['previous_hash', "repeat('0', 64)"],
  ['hash', "repeat('f', 64)"],
];

describe('the audit of an account', () => {
  it('is whole as it was written, and says where it ends', async () => {
    const verified = await verify();
    expect(verified).toMatchObject({ rows: length, findings: [] });
    const [account] = await query<{ hash: string }>(
      'select last_audit_hash as hash from account where id = $1',
      [accountId],
    );
    expect(verified.head).toEqual({ sequence: BigInt(length), ...account });
  });

  it.each(columns)(
    'shows a change of %s to %s in any row',
    async (column, value) => {
      const missed: number[] = [];
      for (let row = 1; row <= length; row += 1) {
        const found = await foundAfter(() =>
          query(`update audit_entry set ${column} = ${value} where account_id = $1 and sequence = $2`, [
            accountId,
            row,
          ]),
        );
        if (found.length === 0) missed.push(row);
      }
      expect(missed).toEqual([]);
    },
    60_000,
  );

  it('shows a row that is missing, wherever it was', async () => {
    for (let row = 1; row <= length; row += 1) {
      const found = await foundAfter(() => query('delete from audit_entry where sequence = $1', [row]));
      expect(found).toEqual([row === length ? `cut_off ${row}` : `missing ${row}`]);
    }
  }, 60_000);

  it('shows an end that was cut off, however much of it', async () => {
    for (let kept = 0; kept < length; kept += 1) {
      const found = await foundAfter(() => query('delete from audit_entry where sequence > $1', [kept]));
      expect(found).toEqual([`cut_off ${kept + 1}`]);
    }
  }, 60_000);

  it('shows two rows that changed places', async () => {
    for (let row = 1; row < length; row += 1) {
      const found = await foundAfter(async () => {
        await query('delete from audit_entry where sequence in ($1::bigint, $1::bigint + 1)', [row]);
        await query(
          `insert into audit_entry select account_id, 2 * $1::bigint + 1 - sequence, at, member_id, action, subject,
             subject_id, before, after, surface, previous_hash, hash
           from kept_entries where sequence in ($1::bigint, $1::bigint + 1)`,
          [row],
        );
      });
      expect(found.length, `rows ${row} and ${row + 1}`).toBeGreaterThan(0);
    }
  }, 60_000);

  it('shows a row that was added at the end, well linked as it may be', async () => {
    const found = await foundAfter(async () => {
      const { head } = await verify();
      const at = new Date();
      const record = { action: 'x.y', subject: 's', subjectId: 'i', before: null, after: null };
      const entry = { ...record, memberId: null, surface: 'cli' as const };
      const hash = auditHash(head.hash, { sequence: head.sequence + 1n, at, record: entry });
      await query(
        `insert into audit_entry (account_id, sequence, at, action, subject, subject_id, surface, previous_hash, hash)
         values ($1, $2, $3, 'x.y', 's', 'i', 'cli', $4, $5)`,
        [accountId, head.sequence + 1n, at, head.hash, hash],
      );
    });
    expect(found).toEqual([`added ${length + 1}`]);
  });

  it('shows a head that was set to something else', async () => {
    expect(
      await foundAfter(() => query("update account set last_audit_hash = '' where id = $1", [accountId])),
    ).toEqual([`other_head ${length}`]);
  });

  it('made anew from the first row to the head is shown by a noted head alone', async () => {
    const noted = (await verify()).head;
    const forged = await foundAfter(async () => {
      await remake();
      expect((await verify()).findings).toEqual([]);
      expect((await verify(noted)).findings).toEqual([{ sequence: noted.sequence, what: 'not_as_noted' }]);
    });
    expect(forged).toEqual([]);
    expect((await verify(noted)).findings).toEqual([]);
  });
});

/** What somebody does who can write everything and knows how the hashes are made. */
async function remake(): Promise<void> {
  let last = { sequence: 0n, hash: '' };
  await query("update audit_entry set action = 'nothing.happened'");
  for (const row of await store.audit.source(accountId).page(0n)) {
    const hash = auditHash(last.hash, { sequence: row.sequence, at: row.at, record: row });
    await query('update audit_entry set previous_hash = $2, hash = $3 where sequence = $1', [
      row.sequence,
      last.hash,
      hash,
    ]);
    last = { sequence: row.sequence, hash };
  }
  await query('update account set last_audit_hash = $2 where id = $1', [accountId, last.hash]);
}

describe('any single tampering of any chain', () => {
  const text = fc.string({ maxLength: 12 });
  const json = fc.option(fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }));
  const record = fc.record({
    memberId: fc.option(fc.uuid()),
    action: text,
    subject: text,
    subjectId: text,
    before: json,
    after: json,
    surface: fc.constantFrom('button', 'modal', 'job'),
  });
  const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  type Tampering = (rows: AuditRow[], index: number) => AuditRow[];

  const replaced =
    (change: (row: AuditRow) => Partial<AuditRow>): Tampering =>
    (rows, index) =>
      rows.map((row, place) => (place === index ? { ...row, ...change(row) } : row));
  const tamperings: Record<string, Tampering> = {
    'another member': replaced(({ memberId: id }) => ({ memberId: id === null ? randomUUID() : null })),
    'another action': replaced(({ action }) => ({ action: `${action}!` })),
    'another subject': replaced(({ subject }) => ({ subject: `${subject}!` })),
    'another subject id': replaced(({ subjectId }) => ({ subjectId: `${subjectId}!` })),
    'another state before': replaced(({ before }) => ({ before: { ...before, forged: true } })),
    'another state after': replaced(({ after }) => ({ after: { ...after, forged: true } })),
    'another surface': replaced(() => ({ surface: 'cli' })),
    'another time': replaced((row) => ({ at: new Date(row.at.getTime() + 1) })),
    'another link': replaced(() => ({ previousHash: 'f'.repeat(64) })),
    'another hash': replaced(() => ({ hash: 'f'.repeat(64) })),
    'a hash that fits the change': replaced((row) => {
      const forged = { ...row, action: `${row.action}!` };
      return { ...forged, hash: auditHash(row.previousHash, { ...row, record: forged }) };
    }),
    'a row less': (rows, index) => rows.filter((_, place) => place !== index),
    'the rest cut off': (rows, index) => rows.slice(0, index),
    'a row again at the end': (rows, index) => [
      ...rows,
      { ...rows[index], sequence: BigInt(rows.length + 1) } as AuditRow,
    ],
  };

  it('is found: 100 %', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(record, at), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...Object.keys(tamperings)),
        fc.nat(),
        async (entries, name, place) => {
          const rows: AuditRow[] = [];
          for (const [index, [entry, when]] of entries.entries()) {
            const sequence = BigInt(index + 1);
            const previousHash = rows.at(-1)?.hash ?? '';
            const hash = auditHash(previousHash, { sequence, at: when, record: entry });
            rows.push({ ...entry, sequence, at: when, previousHash, hash });
          }
          const head = { sequence: BigInt(rows.length), hash: rows.at(-1)?.hash ?? '' };
          const verifyThese = async (these: AuditRow[]) =>
            (
              await verifyAudit({
                page: async (after) => these.filter(({ sequence }) => sequence > after).slice(0, 3),
                head: async () => head,
              })
            ).findings;
          expect(await verifyThese(rows)).toEqual([]);
          const tampered = tamperings[name]?.(rows, place % rows.length) ?? rows;
          expect((await verifyThese(tampered)).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
