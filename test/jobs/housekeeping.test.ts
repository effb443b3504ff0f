import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { prune, tellQueue } from '../../src/jobs/housekeeping.js';
import { createStore } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();
const store = createStore(database);
const accountId = randomUUID();
const now = new Date();
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

beforeAll(() =>
  database.pool.query(
    "insert into account (id, slack_team_id, name, created_at) values ($1, $2, 'Northwind', now())",
    [accountId, `T${accountId}`],
  ),
);

it('forgets deliveries that Slack does not repeat any more', async () => {
  await store.deliveries.first(accountId, 'old', ago(26));
  await store.deliveries.first(accountId, 'recent', ago(24));
  await prune(store, 'embedder@1', now);
  expect(await store.deliveries.first(accountId, 'recent', now)).toBe(false);
  expect(await store.deliveries.first(accountId, 'old', now)).toBe(true);
});

it('forgets vectors for an embedder that nobody has had for a day', async () => {
  const write = (embedderId: string, at: Date) =>
    store.jobs.enqueue(accountId, { work: { kind: 'index.fill', embedderId } }, at);
  await write('embedder@1', ago(25));
  await write('gone@1', ago(25));
  await write('elsewhere@1', ago(23));
  await prune(store, 'embedder@1', now);
  const { rows } = await database.pool.query("select payload ->> 'embedderId' as by from job order by id");
  expect(rows).toEqual([{ by: 'embedder@1' }, { by: 'elsewhere@1' }]);
  await database.pool.query('delete from job');
});

it('knows how long work has been waiting', async () => {
  expect(await store.jobs.queueAge(now)).toBe(0);
  const work = { kind: 'generation.run', generationId: randomUUID() } as const;
  await store.jobs.enqueue(accountId, { work, runAt: ago(-1) }, now);
  expect(await store.jobs.queueAge(now)).toBe(0);
  await store.jobs.enqueue(accountId, { work, runAt: ago(2) }, now);
  expect(await store.jobs.queueAge(now)).toBe(7_200_000);
});

it('tells the log how old the queue is, and warns of an old one', async () => {
  const told: [string, object][] = [];
  const log = {
    info: (fields: object) => void told.push(['info', fields]),
    warn: (fields: object) => void told.push(['warn', fields]),
    error: () => undefined,
  };
  await tellQueue({ store, now: () => ago(2), log });
  await tellQueue({ store, now: () => now, log });
  expect(told).toEqual([
    ['info', { ageMs: 0, due: 1, waiting: 1, givenUp: 0 }],
    ['warn', { ageMs: 7_200_000, due: 1, waiting: 1, givenUp: 0 }],
  ]);
});

it('counts work that was tried in vain from when it was written', async () => {
  await database.pool.query("update job set run_at = $1, last_error = 'Slack is away', created_at = $2", [
    ago(-1),
    ago(3),
  ]);
  expect(await store.jobs.queueAge(now)).toBe(3 * 3_600_000);
  expect(await store.jobs.queueAge(now, ['generation.run'])).toBe(3 * 3_600_000);
  expect(await store.jobs.queueAge(now, ['post.sync'])).toBe(0);
});

it('counts what was given up as messages and as other work', async () => {
  await database.pool.query('delete from job');
  for (const kind of ['post.sync', 'message.react', 'roles.sync'])
    await database.pool.query(
      "insert into job (account_id, kind, payload, run_at, max_attempts, created_at, dead_at) values ($1, $2, '{}', $3, 1, $3, $3)",
      [accountId, kind, now],
    );
  expect(await store.jobs.givenUp(accountId)).toEqual({ messages: 2, others: 1, channelIds: [] });
});
