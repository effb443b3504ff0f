import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database/open.js';
import { postgresPool } from '../../../src/store/database/postgres.js';
import { onRealPostgres, testDatabaseUrl } from '../../support/database.js';

const url = onRealPostgres ? await testDatabaseUrl() : '';

async function onServer<T>(work: (client: pg.Client) => Promise<T>, at = url): Promise<T> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** The same server, with another part of the address. */
function elsewhere(change: (address: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

/** Passes everything on but the number of the server's process: a pooler has a key of its own for cancelling. */
async function withPooler<T>(work: (at: string) => Promise<T>): Promise<T> {
  const { hostname, port } = new URL(url);
  const pooler = createServer((toClient) => {
    const toServer = connect(Number(port), hostname);
    let greeting: Buffer | null = Buffer.alloc(0);
    toClient.pipe(toServer);
    toServer.on('data', (chunk: Buffer) => {
      if (!greeting) return void toClient.write(chunk);
      greeting = Buffer.concat([greeting, chunk]);
      const at = greeting.indexOf(keyData);
      if (at < 0 || greeting.length < at + 13) return;
      greeting.writeUInt32BE(1, at + 5);
      toClient.write(greeting);
      greeting = null;
    });
    const endBoth = () => [toClient, toServer].forEach((socket) => void socket.destroy());
    for (const socket of [toClient, toServer]) socket.on('close', endBoth).on('error', endBoth);
  });
  pooler.listen(0, '127.0.0.1');
  await once(pooler, 'listening');
  const at = elsewhere((address) => {
    address.port = String((pooler.address() as AddressInfo).port);
  });
  return work(at).finally(() => pooler.close());
}

/** How a message begins that tells the client what to cancel by: K, and its length of 12. */
const keyData = Buffer.from([0x4b, 0, 0, 0, 12]);

it('says that nothing answers, without the password', async () => {
  const nowhere = openDatabase({ kind: 'postgres', url: 'postgresql://intake:s3cret@127.0.0.1:1/intake' });
  const error: unknown = await nowhere.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'database_unavailable' });
  expect(String(error)).toMatch(
    /The database intake on 127\.0\.0\.1:1 cannot be reached .*Is PostgreSQL running/,
  );
  expect(String(error)).not.toContain('s3cret');
});

describe.runIf(onRealPostgres)('a PostgreSQL server', () => {
  it('whose defaults are another time zone and other dates still stores and reads the right instant', async () => {
    const name = new URL(url).pathname.slice(1);
    await onServer((client) => client.query(`alter database ${name} set timezone to 'Asia/Kolkata'`));
    await onServer((client) => client.query(`alter database ${name} set datestyle to 'SQL, DMY'`));
    const database = await openDatabase({ kind: 'postgres', url });
    const createdAt = new Date('2026-03-29T01:30:00.123Z');
    const id = randomUUID();
    await database.prisma.account.create({ data: { id, slackTeamId: 'T1', name: 'Acme', createdAt } });
    const read = await database.prisma.account.findUniqueOrThrow({ where: { id } });
    const { rows } = await database.pool.query('select created_at from account where id = $1', [id]);
    await database.close();
    const stored = await onServer((client) =>
      client.query(
        'select extract(epoch from created_at)::float8 * 1000 as at, current_setting($1) as zone from account',
        ['timezone'],
      ),
    );
    expect(read.createdAt).toEqual(createdAt);
    expect(rows[0].created_at).toEqual(createdAt);
    expect(stored.rows).toEqual([{ at: createdAt.getTime(), zone: 'Asia/Kolkata' }]);
  });

  it('keeps the plans of searches, unless a pooler stands between', async () => {
    const kept = async (at: string) => {
      const database = await openDatabase({ kind: 'postgres', url: at });
      const rows = await database.prisma.$queryRawUnsafe<{ kept: number }[]>(
        '/* kept */ select count(*)::int as kept from pg_prepared_statements',
      );
      await database.close();
      return rows[0]?.kept;
    };
    expect(await kept(url)).toBe(1);
    expect(await withPooler(kept)).toBe(0);
  });

  it('that ends a connection between two queries of a transaction fails the next one, and nothing else', async () => {
    const pool = postgresPool(url);
    const client = await pool.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await onServer((other) => other.query('select pg_terminate_backend($1)', [rows[0].pid]));
    await ended;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('keeps the options of the URL beside ours', async () => {
    const pool = postgresPool(elsewhere((address) => address.searchParams.set('options', '-c work_mem=7MB')));
    const { rows } = await pool.query(
      "select current_setting('work_mem') as work, current_setting('timezone') as zone",
    );
    await pool.end();
    expect(rows).toEqual([{ work: '7MB', zone: 'UTC' }]);
  });

  it('without the database is named', async () => {
    const missing = elsewhere((address) => {
      address.pathname = '/nowhere_to_be_found';
    });
    await expect(openDatabase({ kind: 'postgres', url: missing })).rejects.toThrow(
      /The database nowhere_to_be_found on .* does not exist/,
    );
  });

  it('whose user may not create pgvector is refused with the statement to run', async () => {
    const suffix = randomUUID().slice(0, 8);
    await onServer(async (client) => {
      await client.query(`create role limited_${suffix} login password 'limited'`);
      await client.query(`create database bare_${suffix} owner limited_${suffix} template template0`);
    });
    const bare = elsewhere((address) => {
      address.pathname = `/bare_${suffix}`;
      address.username = `limited_${suffix}`;
      address.password = 'limited';
    });
    const opening = openDatabase({ kind: 'postgres', url: bare });
    await expect(opening).rejects.toThrow(
      /may not create the extension "vector" .*CREATE EXTENSION IF NOT EXISTS "vector"/,
    );
    await expect(opening).rejects.toMatchObject({ code: 'database_unsuitable' });
    await onServer(async (client) => {
      await client.query(`drop database bare_${suffix} with (force)`);
      await client.query(`drop role limited_${suffix}`);
    });
  });
});
