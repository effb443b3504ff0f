// Run by tests as a process of its own: opens a data directory and commits row after row until it is killed.
// Prints "ready ROWS OTHERROWS" with what it found, then the number of each committed row.
import { openDatabase } from '../../../src/store/database/open.js';

const [directory = ''] = process.argv.slice(2);
const { pool } = await openDatabase({ kind: 'embedded', directory });
await pool.query('create table if not exists mark (n int primary key, embedding vector(3))');
await pool.query('create table if not exists shadow (n int primary key)');
const { rows } = await pool.query<{ marks: number; shadows: number }>(
  'select (select count(*)::int from mark) as marks, (select count(*)::int from shadow) as shadows',
);
const found = rows[0] ?? { marks: 0, shadows: 0 };
process.stdout.write(`ready ${found.marks} ${found.shadows}\n`);

for (let n = found.marks + 1; ; n++) {
  const client = await pool.connect();
  await client.query('begin');
  await client.query('insert into mark values ($1, $2)', [n, '[1,2,3]']);
  await client.query('insert into shadow values ($1)', [n]);
  await client.query('commit');
  client.release();
  process.stdout.write(`${n}\n`);
}
