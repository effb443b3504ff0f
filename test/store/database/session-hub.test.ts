import pg from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { SessionHub } from '../../../src/store/database/session-hub.js';
import { templateEngine } from '../../support/database.js';

const engine = await templateEngine();
await engine.db.exec('create table purse (coins int)');
afterAll(() => engine.close());

beforeEach(async () => {
  await engine.db.exec('truncate purse');
});

function poolOver(hub: SessionHub): pg.Pool {
  const pool = new pg.Pool({
    stream: hub.connect,
    ssl: false,
    user: 'postgres',
    database: 'postgres',
    max: 5,
  });
  pool.on('error', () => {});
  return pool;
}

async function clientWithOneCoin(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  client.on('error', () => {});
  await client.query('begin');
  await client.query('insert into purse values (1)');
  return client;
}

async function coins(): Promise<number | undefined> {
  const { rows } = await engine.db.query<{ coins: number }>('select count(*)::int as coins from purse');
  return rows[0]?.coins;
}

it('rolls back a transaction that everybody would wait for', async () => {
  const hub = new SessionHub(engine.db, 50);
  const pool = poolOver(hub);
  const forgetful = await clientWithOneCoin(pool);
  await pool.query('insert into purse values (2)');
  await expect(forgetful.query('commit')).rejects.toThrow();
  forgetful.release(true);
  expect(await coins()).toBe(1);
  await pool.end();
  await hub.close();
});

it('rolls back what is open when it closes, and answers nobody afterwards', async () => {
  const hub = new SessionHub(engine.db);
  const pool = poolOver(hub);
  const open = await clientWithOneCoin(pool);
  const waiting = pool.query('insert into purse values (2)');
  const refused = expect(waiting).rejects.toThrow();
  await hub.close();
  await refused;
  expect(await coins()).toBe(0);
  open.release(true);
  await expect(pool.query('select 1')).rejects.toThrow('The embedded database is closed');
});

it('lets go of a client that vanishes while its statement is still running', async () => {
  const hub = new SessionHub(engine.db);
  const pool = poolOver(hub);
  const client = await clientWithOneCoin(pool);
  const lost = client.query('insert into purse values (2)').catch(() => 'lost');
  Reflect.get(client, 'connection').stream.destroy();
  await pool.query('insert into purse values (7)');
  expect(await lost).toBe('lost');
  client.release(true);
  expect(await coins()).toBe(1);
  await pool.end();
  await hub.close();
});

it('keeps the prepared statements of its clients apart', async () => {
  const hub = new SessionHub(engine.db);
  const pool = poolOver(hub);
  const [first, second] = [await pool.connect(), await pool.connect()];
  const ask = async (client: pg.PoolClient, text: string) =>
    (await client.query<{ answer: number }>({ name: 'answer', text })).rows[0]?.answer;
  for (let times = 0; times < 2; times += 1) {
    expect(await ask(first, 'select 1 as answer')).toBe(1);
    expect(await ask(second, 'select 2 as answer')).toBe(2);
  }
  first.release();
  second.release();
  await pool.end();
  await hub.close();
});
