import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Tx } from '../../src/store/store.js';
import { onRealPostgres, testDatabase } from '../support/database.js';

const database = await testDatabase();
const store = createStore(database);
const now = new Date('2026-01-05T09:00:00.123Z');
let [one, two] = ['', ''];

const account = async (): Promise<string> => {
  const id = randomUUID();
  await store.accounts.create({
    id,
    slackTeamId: `T${id}`,
    slackEnterpriseId: null,
    name: 'Account',
    defaultChannelId: null,
    newcomers: 'ask',
    createdAt: now,
  });
  return id;
};

beforeEach(async () => {
  [one, two] = [await account(), await account()];
});

/** Two transactions that have both done their first step before either does its second; and how often they began. */
async function crossed(
  steps: readonly [[Step, Step], [Step, Step]],
): Promise<{ began: number; results: PromiseSettledResult<void>[] }> {
  let began = 0;
  let arrived = 0;
  let meet = (): void => undefined;
  const met = new Promise<void>((resolve) => {
    meet = () => resolve();
  });
  const run = ([first, second]: readonly [Step, Step]) =>
    store.transaction(async (tx) => {
      began += 1;
      await first(tx);
      arrived += 1;
      if (arrived === 2) meet();
      await met;
      await second(tx);
    });
  const results = await Promise.allSettled(steps.map(run));
  return { began, results };
}

type Step = (tx: Tx) => Promise<void>;
const lock =
  (accountId: string): Step =>
  (tx) =>
    tx.accounts.lock(accountId);
const addChild =
  (accountId: string): Step =>
  (tx) =>
    tx.jobs.enqueue(accountId, { work: { kind: 'post.sync', postId: randomUUID() } }, now);
const rename =
  (accountId: string): Step =>
  (tx) =>
    tx.accounts.saveSettings(accountId, { defaultChannelId: 'C1', newcomers: 'ask' });

const wellEnded = [{ status: 'fulfilled' }, { status: 'fulfilled' }];

// The embedded database runs one transaction at a time: nothing can cross there.
describe.runIf(onRealPostgres)('two transactions that take rows in opposite order', () => {
  it('both end well where what is taken is locked by raw queries', async () => {
    const { began, results } = await crossed([
      [lock(one), lock(two)],
      [lock(two), lock(one)],
    ]);
    expect(results).toMatchObject(wellEnded);
    expect(began).toBe(3);
  });

  it('both end well where what is taken is written', async () => {
    const { began, results } = await crossed([
      [rename(one), rename(two)],
      [rename(two), rename(one)],
    ]);
    expect(results).toMatchObject(wellEnded);
    expect(began).toBe(3);
  });

  it('do not meet at all where each only adds rows below what the other holds', async () => {
    const { began, results } = await crossed([
      [lock(one), addChild(two)],
      [lock(two), addChild(one)],
    ]);
    expect(results).toMatchObject(wellEnded);
    expect(began).toBe(2);
  });

  it('do not meet where both add a row below the one that both then lock', async () => {
    const both: [Step, Step] = [addChild(one), lock(one)];
    const { began, results } = await crossed([both, both]);
    expect(results).toMatchObject(wellEnded);
    expect(began).toBe(2);
  });
});
