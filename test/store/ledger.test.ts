import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { BudgetError, dayOf, defaultBudget } from '../../src/domain/ledger.js';
import { systemMemberId } from '../../src/domain/member.js';
import { createStore } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();
const store = createStore(database);
const accountId = randomUUID();
const now = new Date('2026-11-22T12:00:00Z');

beforeAll(async () => {
  await store.accounts.create({
    id: accountId,
    slackTeamId: 'T1',
    slackEnterpriseId: null,
    name: 'Account',
    defaultChannelId: null,
    newcomers: 'ask',
    createdAt: now,
  });
});

const budget = { ...defaultBudget, callsPerDay: 100, centsPerDay: 1 };

const reserve = (id: string = randomUUID(), costMicros = 100) =>
  store.transaction(async (tx) => {
    const call = { accountId, id, generationId: null, memberId: null, resend: false, startedAt: now };
    const refused = await tx.ledger.reserve(
      { ...call, kind: 'foreground', day: dayOf(now), costMicros },
      budget,
    );
    if (refused) throw new BudgetError(refused);
  });

describe('of two hundred calls at once at 99 % of the budget', () => {
  it('one is let through', async () => {
    await database.pool.query(
      'insert into spend (account_id, day, member_id, calls, cost_micros) values ($1, $2, $3, 99, 0)',
      [accountId, dayOf(now), systemMemberId],
    );
    const hasRoom = () => store.ledger.hasRoom(accountId, dayOf(now), 100, budget);
    expect(await hasRoom()).toBe(true);
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => reserve()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.ledger.callsOf(accountId, dayOf(now))).toBe(100);
    expect((await store.ledger.ofDay(accountId, dayOf(now))).calls).toBe(1);
    expect(await hasRoom()).toBe(false);
  });
});

describe('what a call took', () => {
  it('replaces what was reserved, once', async () => {
    await database.pool.query('update spend set calls = 0, cost_micros = 0');
    const id = randomUUID();
    await reserve(id, 9_000);
    const used = { promptTokens: 10, completionTokens: 2, costMicros: 70, at: now };
    await store.ledger.settle(accountId, id, used);
    await store.ledger.settle(accountId, id, { ...used, costMicros: 5_000 });
    const { rows } = await database.pool.query('select cost_micros::int as cost from spend');
    expect(rows).toEqual([{ cost: 70 }]);
    await reserve(randomUUID(), 9_900);
    await expect(reserve(randomUUID(), 9_900)).rejects.toBeInstanceOf(BudgetError);
    expect(await store.ledger.hasRoom(accountId, dayOf(now), 30, budget)).toBe(true);
    expect(await store.ledger.hasRoom(accountId, dayOf(now), 31, budget)).toBe(false);
  });
});
