import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/database/open.js';
import { listenForJobs } from '../../src/store/job-wakes.js';
import { createStore } from '../../src/store/store.js';
import { onRealPostgres, testDatabaseUrl } from '../support/database.js';

it.runIf(onRealPostgres)('wakes the workers of other processes with the commit, not before', async () => {
  const url = await testDatabaseUrl();
  const [here, there] = await Promise.all([
    openDatabase({ kind: 'postgres', url }),
    openDatabase({ kind: 'postgres', url }),
  ]);
  const store = createStore(here);
  const accountId = randomUUID();
  await here.pool.query(
    "insert into account (id, slack_team_id, name, created_at) values ($1, 'T1', 'Northwind', now())",
    [accountId],
  );
  let wakes = 0;
  const next = () =>
    new Promise<void>((resolve) => {
      woken = () => {
        wakes += 1;
        resolve();
      };
    });
  let woken: () => void = () => undefined;
  const listening = next();
  const end = listenForJobs(there.pool, () => woken());
  await listening;
  const told = next();
  const work = { kind: 'generation.run', generationId: randomUUID() } as const;
  await store.transaction(async (tx) => {
    await tx.jobs.enqueue(accountId, { work }, new Date());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(wakes).toBe(1);
  });
  await told;
  expect(wakes).toBe(2);
  await end();
  await Promise.all([here.close(), there.close()]);
});

/** A connection as pg has it: where it breaks, what was asked for fails, and the connection says so itself. */
class Connection extends EventEmitter {
  released = 0;
  private readonly breaks: boolean;

  constructor(breaks: boolean) {
    super();
    this.breaks = breaks;
  }

  async query(): Promise<void> {
    if (!this.breaks) return;
    const error = new Error('Connection terminated unexpectedly');
    this.emit('error', error);
    throw error;
  }
  release(): void {
    if (this.released > 0) throw new Error('Release called on client which has already been released');
    this.released += 1;
  }
}

it('listens once after a connection that broke while it began to listen', async () => {
  vi.useFakeTimers();
  try {
    const connections: Connection[] = [];
    const connect = async () => {
      const connection = new Connection(connections.length === 0);
      connections.push(connection);
      return connection;
    };
    const woken = vi.fn();
    const end = listenForJobs({ connect } as unknown as pg.Pool, woken);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connections).toHaveLength(2);
    expect(woken).toHaveBeenCalledTimes(1);
    await end();
    // What breaks while it is closed has been given back already.
    connections[1]?.emit('error', new Error('Connection terminated unexpectedly'));
    expect(connections.map(({ released }) => released)).toEqual([1, 1]);
  } finally {
    vi.useRealTimers();
  }
});
