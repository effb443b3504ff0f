import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GenerationLease } from '../../src/store/draft-store.js';
import { createStore, type Tx } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';

const store = createStore(await testDatabase());
const accountId = randomUUID();
const now = new Date('2026-01-05T09:00:00.123Z');
const soon = new Date(now.getTime() + 10_000);

beforeAll(() =>
  store.accounts.create({
    id: accountId,
    slackTeamId: 'T1',
    slackEnterpriseId: null,
    name: 'Account',
    defaultChannelId: null,
    newcomers: 'ask',
    createdAt: now,
  }),
);

/** A draft with a generation that nobody has written yet. */
async function asked(): Promise<{ draftId: string; generationId: string }> {
  const [draftId, treeId, categoryId, generationId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  await store.categories.create({
    accountId,
    id: categoryId,
    name: categoryId,
    keywords: [],
    protocol: 'general',
    buildEnabled: true,
    identityGate: false,
    engineeringChannelId: null,
    archivedAt: null,
    createdAt: now,
  });
  await store.trees.create(accountId, treeId, now);
  const draft = {
    accountId,
    id: draftId,
    treeId,
    categoryId,
    builder: 'b@1',
    fingerprint: draftId,
    problem: 'p',
    facts: '',
    forkedAnswerId: null,
    context: [],
  };
  expect(await store.drafts.create({ ...draft, createdAt: now })).toBe(true);
  expect(await store.drafts.request(requestOf(draftId, generationId), now)).toBe(true);
  return { draftId, generationId };
}

/** The lease, where it is to be had. */
async function taken(generationId: string, at: Date): Promise<GenerationLease> {
  const lease = await store.drafts.lease(accountId, generationId, at, soon);
  if (!lease) throw new Error('Somebody else holds it');
  return lease;
}

const requestOf = (draftId: string, id: string) => ({
  accountId,
  id,
  draftId,
  parentNodeId: null,
  answerId: null,
  slot: 'root',
  ahead: false,
  memberId: null,
});

const tooSlow = { error: 'too slow', failure: 'timeout' };

const atOnce = <Result>(count: number, run: (tx: Tx) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, () => store.transaction(run)));

describe('of twenty at once exactly one', () => {
  it('delivery takes effect', async () => {
    const firsts = await atOnce(20, (tx) => tx.deliveries.first(accountId, 'trigger:1', now));
    expect(firsts.filter(Boolean)).toHaveLength(1);
  });

  it('request for a node is the first', async () => {
    const { draftId } = await asked();
    const asks = await atOnce(20, (tx) => tx.drafts.request(requestOf(draftId, randomUUID()), now));
    expect(asks.filter(Boolean)).toHaveLength(0);
  });

  it('writer gets the lease of a generation, and the next one only after it has run out', async () => {
    const { generationId } = await asked();
    const leases = await atOnce(20, (tx) => tx.drafts.lease(accountId, generationId, now, soon));
    expect(leases.filter(Boolean)).toHaveLength(1);
    expect(await store.drafts.lease(accountId, generationId, new Date(soon.getTime() - 1), soon)).toBe(null);
    expect(
      await store.drafts.lease(accountId, generationId, new Date(soon.getTime() + 1), soon),
    ).not.toBeNull();
  });

  it('writer holds a generation: one that stalled neither frees, keeps nor fails what another has taken over', async () => {
    const { generationId } = await asked();
    const stalled = await taken(generationId, now);
    const late = new Date(soon.getTime() + 1);
    const later = new Date(soon.getTime() + 10_000);
    const heir = await store.drafts.lease(accountId, generationId, late, later);
    await store.drafts.giveUpLease(stalled);
    expect(await store.drafts.lease(accountId, generationId, late, later)).toBeNull();
    await store.drafts.renewLease(stalled, new Date(later.getTime() + 60_000));
    expect(await store.drafts.fail(stalled, tooSlow, late)).toBe(false);
    const next = await taken(generationId, new Date(later.getTime() + 1));
    expect(next.number).toBe((heir?.number ?? 0) + 1);
    await store.drafts.giveUpLease(next);
    expect(await store.drafts.lease(accountId, generationId, late, later)).not.toBeNull();
  });

  it('failure is stored, and one retry reopens it', async () => {
    const { generationId } = await asked();
    const lease = await taken(generationId, now);
    const failures = await atOnce(5, (tx) => tx.drafts.fail(lease, tooSlow, now));
    expect(failures.filter(Boolean)).toHaveLength(1);
    const reopened = await atOnce(5, (tx) => tx.drafts.reopen(accountId, generationId));
    expect(reopened.filter(Boolean)).toHaveLength(1);
  });

  it('ticket number is given to each', async () => {
    const numbers = await atOnce(20, (tx) => tx.accounts.nextTicketNumber(accountId));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
});

describe('what is not needed any more', () => {
  it('is pruned: deliveries of days ago', async () => {
    await store.deliveries.first(accountId, 'old', new Date(now.getTime() - 86_400_000 * 3));
    expect(await store.deliveries.prune(new Date(now.getTime() - 86_400_000))).toBe(1);
    expect(await store.deliveries.first(accountId, 'trigger:1', now)).toBe(false);
  });
});
