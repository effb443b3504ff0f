import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TreeBuilder } from '../../src/ai/tree-builder.js';
import type { NewNode } from '../../src/domain/draft.js';
import { Quiet } from '../../src/jobs/ask-ahead.js';
import { writeNode } from '../../src/jobs/write-node.js';
import { createStore, type Store } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';
import { built, instructs } from '../support/nodes.js';
import { Clock } from '../support/product.js';

const store = createStore(await testDatabase());
const accountId = randomUUID();
const categoryId = randomUUID();
const clock = new Clock();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeAll(async () => {
  await store.accounts.create({
    id: accountId,
    slackTeamId: 'T1',
    slackEnterpriseId: null,
    name: 'Account',
    defaultChannelId: null,
    newcomers: 'ask',
    createdAt: clock.now(),
  });
  await store.categories.create({
    accountId,
    id: categoryId,
    name: 'Badges',
    keywords: [],
    protocol: 'general',
    buildEnabled: true,
    identityGate: false,
    engineeringChannelId: null,
    archivedAt: null,
    createdAt: clock.now(),
  });
});

/** A draft whose root nobody has written yet; the generation of that. */
async function asked(): Promise<string> {
  const [draftId, treeId, id] = [randomUUID(), randomUUID(), randomUUID()];
  await store.trees.create(accountId, treeId, clock.now());
  const draft = {
    accountId,
    id: draftId,
    treeId,
    categoryId,
    builder: 'b@1',
    fingerprint: draftId,
    facts: '',
    forkedAnswerId: null,
    context: [],
  };
  await store.drafts.create({ ...draft, problem: 'p', createdAt: clock.now() });
  const root = { parentNodeId: null, answerId: null, slot: 'root', ahead: false, memberId: null };
  await store.drafts.request({ accountId, id, draftId, ...root }, clock.now());
  return id;
}

/** Counts how often it was asked; does `first` before it answers. */
function countingBuilder(first: () => Promise<void> = () => Promise.resolve()) {
  const asks = { count: 0 };
  const builder: TreeBuilder = {
    id: 'b@1',
    source: 'built_in',
    async nextNode() {
      asks.count += 1;
      await first();
      return built(instructs('Turn it off and on.'), 'built_in');
    },
  };
  return { asks, builder };
}

/** A store whose first so many transactions fail. */
function failing(times: number): Store {
  let left = times;
  return {
    ...store,
    transaction(work) {
      left -= 1;
      return left >= 0 ? Promise.reject(new Error('connection lost')) : store.transaction(work);
    },
  };
}

/** A store of a database that is not there for so many transactions and the reads between them. */
function down(times: number): Store {
  let left = times;
  const gone = () => Promise.reject(new Error('connection refused'));
  const generation: Store['drafts']['generation'] = (...args) =>
    left > 0 && left < times ? gone() : store.drafts.generation(...args);
  return {
    ...store,
    drafts: { ...store.drafts, generation },
    transaction(work) {
      left -= 1;
      return left >= 0 ? gone() : store.transaction(work);
    },
  };
}

interface Over {
  builder: TreeBuilder;
  store?: Store;
  attempt?: number;
  /** What the process has in its hands. */
  received?: Map<string, NewNode[]>;
  pause?: () => Promise<unknown>;
}

const write = (generationId: string, { builder, attempt = 1, ...over }: Over) =>
  writeNode(
    {
      store,
      builder,
      now: clock.now,
      log,
      received: new Map(),
      asking: new Map(),
      quiet: new Quiet(),
      price: { prompt: 0, completion: 0 },
      pause: async () => undefined,
      ...over,
    },
    { accountId, work: { generationId }, attempt },
  );

const stateOf = async (id: string) => (await store.drafts.generation(accountId, id))?.state;

describe('a node that was received', () => {
  it('is not asked for again where storing it fails twice', async () => {
    const id = await asked();
    const { asks, builder } = countingBuilder();
    await write(id, { store: failing(2), builder });
    expect(asks.count).toBe(1);
    expect(await stateOf(id)).toBe('ready');
  });

  it('is not asked for again by itself where it cannot be stored at all', async () => {
    const id = await asked();
    const { asks, builder } = countingBuilder();
    await write(id, { store: failing(5), builder });
    expect(asks.count).toBe(1);
    expect(await stateOf(id)).toBe('failed');
  });

  it('waits for a database that is down for longer than the tries last', async () => {
    const id = await asked();
    const { asks, builder } = countingBuilder();
    await write(id, { store: down(30), builder });
    expect(asks.count).toBe(1);
    expect(await stateOf(id)).toBe('ready');
  });

  it('is stored by the next attempt of the process that received it', async () => {
    const id = await asked();
    const { asks, builder } = countingBuilder();
    const received = new Map();
    // Not even that it failed can be stored.
    await expect(write(id, { store: failing(6), builder, received })).rejects.toThrow('connection lost');
    clock.passes(7_000);
    await write(id, { builder, received, attempt: 2 });
    expect(asks.count).toBe(1);
    expect(await stateOf(id)).toBe('ready');
    expect(received.size).toBe(0);
  });

  it('is not paid for by who takes over while its first holder gets the database back', async () => {
    const id = await asked();
    const first = countingBuilder();
    const other = countingBuilder();
    let takenOver: Promise<void> = Promise.resolve();
    const holding = new Promise<void>((stored) => {
      const untilTakenOver = () =>
        new Promise<void>((goOn) => {
          clock.passes(10_000);
          const pause = async () => {
            goOn();
            await holding;
          };
          takenOver = write(id, { builder: other.builder, pause });
        });
      write(id, { store: failing(1), builder: first.builder, pause: untilTakenOver }).then(stored);
    });
    await holding;
    await takenOver;
    expect([first.asks.count, other.asks.count]).toEqual([1, 0]);
    expect(await stateOf(id)).toBe('ready');
  });

  it('is dropped where another stored one first', async () => {
    const id = await asked();
    const other = countingBuilder();
    const slow = countingBuilder(async () => {
      clock.passes(10_000);
      await write(id, { builder: other.builder });
    });
    await write(id, { builder: slow.builder });
    expect([slow.asks.count, other.asks.count]).toEqual([1, 1]);
    expect(await stateOf(id)).toBe('ready');
  });
});

describe('a writer that stalled', () => {
  it('does not fail what another has taken over', async () => {
    const id = await asked();
    const { builder } = countingBuilder(async () => {
      clock.passes(10_000);
      const lease = await store.drafts.lease(
        accountId,
        id,
        clock.now(),
        new Date(clock.now().getTime() + 6_000),
      );
      expect(lease).not.toBeNull();
      throw new Error('too slow');
    });
    await write(id, { builder, attempt: 2 });
    expect(await stateOf(id)).toBe('requested');
  });
});
