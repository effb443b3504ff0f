import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onRealPostgres, testDatabase } from '../../support/database.js';

const { pool, prisma } = await testDatabase();

beforeAll(async () => {
  await pool.query('create table purse (id int primary key, coins int not null, note text)');
  await pool.query(
    'create table owed (id int primary key, purse_id int references purse (id) deferrable initially deferred)',
  );
});

beforeEach(async () => {
  await pool.query('truncate purse, owed');
  await pool.query('insert into purse values (1, 0)');
});

afterAll(() => pool.query('drop table purse, owed'));

async function coins(): Promise<number> {
  const { rows } = await pool.query<{ coins: number }>('select coins from purse where id = 1');
  return rows[0]?.coins ?? Number.NaN;
}

/** An open transaction with one uncommitted coin. */
async function clientWithOneCoin() {
  const client = await pool.connect();
  await client.query('begin');
  await client.query('update purse set coins = coins + 1 where id = 1');
  return client;
}

describe('transactions at the same time', () => {
  it('count exactly when each reads, waits and writes', async () => {
    const add = () =>
      prisma.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ coins: number }[]>`select coins from purse where id = 1 for update`;
        await new Promise(setImmediate);
        await tx.$executeRaw`update purse set coins = ${(rows[0]?.coins ?? 0) + 1} where id = 1`;
      });
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await coins()).toBe(50);
  });

  it('leave other connections out of their sight until the commit', async () => {
    const client = await clientWithOneCoin();
    const seen = coins();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await client.query(onRealPostgres ? 'rollback' : 'commit');
    client.release();
    // The embedded database makes the reader wait for the transaction's end; a server shows the state before it.
    expect(await seen).toBe(onRealPostgres ? 0 : 1);
  });

  it('wait for one another at a transaction-level advisory lock', async () => {
    let inside = 0;
    const overlaps: number[] = [];
    const enter = () =>
      prisma.$transaction(async (tx) => {
        await tx.$queryRaw`select pg_advisory_xact_lock(4711)::text`;
        overlaps.push(++inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside--;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(overlaps).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('hand each row to one worker with skip locked', async () => {
    await pool.query('insert into purse select n, 0 from generate_series(2, 61) n');
    const take = async (): Promise<number[]> => {
      const { rows } = await pool.query<{ id: number }>(
        `update purse set coins = 1 where id in
          (select id from purse where coins = 0 order by id limit 3 for update skip locked) returning id`,
      );
      return rows.length === 0 ? [] : [...rows.map(({ id }) => id), ...(await take())];
    };
    const taken = (await Promise.all(Array.from({ length: 10 }, take))).flat();
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
  });
});

describe('a transaction that does not commit', () => {
  it('is undone when the code throws', async () => {
    const broken = prisma.$transaction(async (tx) => {
      await tx.$executeRaw`update purse set coins = 9 where id = 1`;
      throw new Error('changed my mind');
    });
    await expect(broken).rejects.toThrow('changed my mind');
    expect(await coins()).toBe(0);
  });

  it('is undone when a statement fails, and the connection goes on working', async () => {
    const broken = prisma.$transaction(async (tx) => {
      await tx.$executeRaw`update purse set coins = 9 where id = 1`;
      await tx.$executeRaw`insert into purse values (1, 1)`;
    });
    await expect(broken).rejects.toThrow(/unique|duplicate/i);
    expect(await coins()).toBe(0);
  });

  it('is undone when its client dies', async () => {
    const client = await clientWithOneCoin();
    client.once('error', () => {});
    Reflect.get(client, 'connection').stream.destroy();
    client.release(true);
    expect(await coins()).toBe(0);
  });

  it('is undone when its client is given back broken', async () => {
    const client = await clientWithOneCoin();
    client.release(true);
    expect(await coins()).toBe(0);
  });

  it('is undone when it takes too long', async () => {
    const slow = prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`update purse set coins = 9 where id = 1`;
        await new Promise((resolve) => setTimeout(resolve, 200));
        await tx.$executeRaw`update purse set coins = 10 where id = 1`;
      },
      { timeout: 50 },
    );
    await expect(slow).rejects.toMatchObject({ code: 'P2028' });
    expect(await coins()).toBe(0);
  });

  it('says so when only the commit finds the mistake, and gives the connection back', async () => {
    for (let round = 0; round < 12; round++) {
      const broken = prisma.$transaction((tx) => tx.$executeRaw`insert into owed values (1, 404)`);
      // Prisma turns statements' errors into codes, but hands on the adapter's own error from a commit.
      await expect(broken).rejects.toThrow('ForeignKeyConstraintViolation');
    }
    expect((await pool.query('select * from owed')).rowCount).toBe(0);
  });
});

describe('notifications', () => {
  it('reach other connections after the commit and not before', async () => {
    const listener = await pool.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => void heard.push(payload ?? ''));
    await listener.query('listen news');
    const speaker = await pool.connect();
    await speaker.query('begin');
    await speaker.query("select pg_notify('news', 'taken back')");
    await speaker.query('rollback');
    await speaker.query('begin');
    await speaker.query("select pg_notify('news', 'kept')");
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(heard).toEqual([]);
    await speaker.query('commit');
    await expect.poll(() => heard).toEqual(['kept']);
    await listener.query('unlisten *');
    for (const client of [listener, speaker]) client.release();
  });
});

describe('what travels', () => {
  it('carries big parameters and big results', async () => {
    const big = 'ä'.repeat(2_500_000);
    await pool.query('update purse set note = $1 where id = 1', [big]);
    const { rows } = await pool.query('select note || note || note || note as big from purse where id = 1');
    expect(rows[0].big.length).toBe(4 * big.length);
  });

  it('names the violated constraint and the missing row as Prisma does', async () => {
    const account = { id: randomUUID(), slackTeamId: 'T1', name: 'Acme', createdAt: new Date() };
    await prisma.account.create({ data: account });
    const again = prisma.account.create({ data: { ...account, id: randomUUID() } });
    await expect(again).rejects.toMatchObject({ code: 'P2002' });
    const missing = prisma.account.update({ where: { id: randomUUID() }, data: { name: 'Nobody' } });
    await expect(missing).rejects.toMatchObject({ code: 'P2025' });
  });
});

it('lets timers run while many statements are waiting', async () => {
  let ticks = 0;
  let sent = 0;
  const timer = setInterval(() => ticks++, 5);
  // Statements follow each other until timers were seen to run, however quick the machine is: one that never let go of
  // the event loop would come to the end of them without a tick.
  const oneAfterAnother = async () => {
    while (ticks < 3 && sent < 20_000) {
      await pool.query('update purse set coins = $1 where id = 1', [sent++]);
    }
  };
  await Promise.all(Array.from({ length: 100 }, oneAfterAnother));
  clearInterval(timer);
  expect(ticks).toBeGreaterThanOrEqual(3);
});
