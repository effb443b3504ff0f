import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enqueue } from '../../src/domain/work.js';
import {
  createWorker,
  type Handlers,
  Later,
  type Worker,
  type WorkerOptions,
} from '../../src/jobs/worker.js';
import { createStore } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';
import { Clock } from '../support/product.js';

const database = await testDatabase();
const store = createStore(database);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let accountId = '';
let clock = new Clock();
let workers: Worker[] = [];

beforeEach(async () => {
  await database.pool.query('delete from job');
  accountId = randomUUID();
  clock = new Clock();
  await store.accounts.create({
    id: accountId,
    slackTeamId: `T${accountId}`,
    slackEnterpriseId: null,
    name: 'Account',
    defaultChannelId: null,
    newcomers: 'ask',
    createdAt: clock.now(),
  });
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)));
  workers = [];
});

/** Handles posts as the test says; nothing else is ever written here. */
function worker(
  handle: Handlers['post.sync'],
  {
    ahead,
    asked = () => Promise.resolve(),
    ...options
  }: Partial<WorkerOptions> & { ahead?: Handlers['node.ahead']; asked?: Handlers['generation.ahead'] } = {},
): Worker {
  const never = () => Promise.reject(new Error('Not in these tests'));
  const handlers: Handlers = {
    'post.sync': handle,
    'intake.reply': never,
    'generation.run': never,
    'generation.ahead': asked,
    'generation.cancel': () => Promise.resolve(),
    'node.ahead': ahead ?? (() => Promise.resolve()),
    'proposal.compare': never,
    'index.fill': never,
    'message.react': never,
    'webhook.deliver': () => Promise.reject(new Error('no webhook here')),
    'fix.check': never,
    'roles.sync': never,
    'session.stale': never,
    'escalation.clock': () => Promise.resolve(),
    'escalation.brief': () => Promise.resolve(),
  };
  const made = createWorker({ store, handlers, now: clock.now, log, pollMs: 60_000, ...options });
  workers.push(made);
  return made;
}

/** Writes work as a use case does: in one transaction. */
const write = (...names: (string | [string, Partial<Enqueue>])[]): Promise<void> =>
  store.transaction(async (tx) => {
    for (const name of names) {
      const [postId, more] = typeof name === 'string' ? [name, {}] : name;
      await tx.jobs.enqueue(accountId, { work: { kind: 'post.sync', postId }, ...more }, clock.now());
    }
  });

interface JobRow {
  attempts: number;
  dead_at: Date | null;
  last_error: string | null;
  run_at: Date;
  payload: { postId: string };
}
const jobs = async (): Promise<JobRow[]> =>
  (await database.pool.query('select * from job where account_id = $1 order by id', [accountId])).rows;

/** A promise and the way to fulfil it. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

describe('a job', () => {
  it('runs once after the commit that wrote it, and is gone', async () => {
    const ran: string[] = [];
    const made = worker(async ({ work }) => void ran.push(work.postId));
    made.start();
    await write('one', 'two');
    await made.idle();
    expect(ran.sort()).toEqual(['one', 'two']);
    expect(await jobs()).toEqual([]);
  });

  it('does not run where the transaction is rolled back', async () => {
    const ran: string[] = [];
    const made = worker(async ({ work }) => void ran.push(work.postId));
    made.start();
    const act = store.transaction(async (tx) => {
      await tx.jobs.enqueue(accountId, { work: { kind: 'post.sync', postId: 'never' } }, clock.now());
      throw new Error('changed my mind');
    });
    await expect(act).rejects.toThrow('changed my mind');
    await made.idle();
    expect(ran).toEqual([]);
  });

  it('is woken by the commit within 20 ms', async () => {
    let committed = 0;
    const waits: number[] = [];
    const made = worker(async () => void waits.push(performance.now() - committed));
    made.start();
    await made.idle();
    for (let round = 0; round < 15; round += 1) {
      await store.transaction(async (tx) => {
        await tx.jobs.enqueue(accountId, { work: { kind: 'post.sync', postId: `${round}` } }, clock.now());
      });
      committed = performance.now();
      await expect.poll(() => waits, { interval: 1 }).toHaveLength(round + 1);
      await made.idle();
    }
    // The quickest, because a busy machine adds its own: what is shown is that the commit wakes, not a poll.
    expect(Math.min(...waits)).toBeLessThan(20);
  });

  it('waits for its time', async () => {
    const ran: string[] = [];
    const made = worker(async ({ work }) => void ran.push(work.postId));
    made.start();
    await write(['later', { runAt: new Date(clock.now().getTime() + 60_000) }]);
    await made.idle();
    expect(ran).toEqual([]);
    clock.passes(60_001);
    await made.idle();
    expect(ran).toEqual(['later']);
  });
});

describe('work that nobody waits for', () => {
  const both = () =>
    store.transaction(async (tx) => {
      const ahead = { kind: 'node.ahead', sessionId: 's', nodeId: 'n' } as const;
      await tx.jobs.enqueue(accountId, { work: ahead }, clock.now());
      await tx.jobs.enqueue(accountId, { work: { kind: 'post.sync', postId: 'card' } }, clock.now());
    });

  it('begins when the card is out that was written along with it', async () => {
    const ran: string[] = [];
    const { open, opened } = gate();
    const made = worker(
      async () => {
        await opened;
        ran.push('card');
      },
      { ahead: async () => void ran.push('ahead') },
    );
    made.start();
    await both();
    setTimeout(open, 100);
    await made.idle();
    expect(ran).toEqual(['card', 'ahead']);
  });

  it('is asked of the model at once when it has been decided on', async () => {
    const ran: string[] = [];
    const { open, opened } = gate();
    const made = worker(() => opened, {
      ahead: async () => void ran.push('decided'),
      asked: async () => void ran.push('asked'),
    });
    await both();
    await store.transaction((tx) => {
      const ask = { kind: 'generation.ahead', generationId: 'g', nodeId: 'n' } as const;
      return tx.jobs.enqueue(accountId, { work: ask }, clock.now());
    });
    made.start();
    await expect.poll(() => ran).toEqual(['asked', 'decided']);
    open();
    await made.idle();
  });

  it('does not wait for ever for a message that Slack does not take', async () => {
    const ran: string[] = [];
    const { open, opened } = gate();
    const made = worker(() => opened, { ahead: async () => void ran.push('ahead') });
    made.start();
    await both();
    await expect.poll(() => ran).toEqual(['ahead']);
    open();
    await made.idle();
  });
});

describe('jobs of one lane', () => {
  it('run one after the other, in the order they were written; other lanes run beside them', async () => {
    const order: string[] = [];
    const running = new Set<string>();
    let most = 0;
    const made = worker(async ({ work }) => {
      const lane = work.postId.slice(0, 1);
      expect(running.has(lane)).toBe(false);
      running.add(lane);
      most = Math.max(most, running.size);
      await new Promise(setImmediate);
      running.delete(lane);
      order.push(work.postId);
    });
    await write(
      ...['a1', 'b1', 'a2', 'b2', 'a3', 'b3'].map((name): [string, Partial<Enqueue>] => [
        name,
        { lane: name.slice(0, 1) },
      ]),
    );
    made.start();
    await made.idle();
    expect(order.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(order.filter((name) => name.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    expect(most).toBe(2);
  });

  it('keep their order over several workers and many jobs', async () => {
    const order: string[] = [];
    const handle = async ({ work }: { work: { postId: string } }) => {
      await new Promise(setImmediate);
      order.push(work.postId);
    };
    const names = Array.from(
      { length: 40 },
      (_, index) => `${'abcd'[index % 4]}${String(index).padStart(2, '0')}`,
    );
    await write(...names.map((name): [string, Partial<Enqueue>] => [name, { lane: name.slice(0, 1) }]));
    const [one, two] = [worker(handle), worker(handle)];
    one.start();
    two.start();
    while ((await jobs()).length > 0) await Promise.all([one.idle(), two.idle()]);
    for (const lane of 'abcd')
      expect(order.filter((name) => name.startsWith(lane))).toEqual(
        names.filter((name) => name.startsWith(lane)),
      );
  });

  it('wait for one that is put off, and go on without one that is given up', async () => {
    const order: string[] = [];
    const made = worker(async ({ work, attempt }) => {
      if (work.postId === 'first' && attempt === 1) throw new Error('not yet');
      order.push(work.postId);
    });
    await write(['first', { lane: 'l' }], ['second', { lane: 'l' }]);
    made.start();
    await made.idle();
    expect(order).toEqual([]);
    clock.passes(2_000);
    await made.idle();
    expect(order).toEqual(['first', 'second']);
  });
});

describe('a job with a dedupe key', () => {
  it('moves to the new lane where it is replaced', async () => {
    const ran: string[] = [];
    const made = worker(async ({ work }) => {
      if (work.postId === 'stuck') throw new Later(60_000);
      ran.push(work.postId);
    });
    await write(
      ['stuck', { lane: 'l' }],
      ['old', { lane: 'l', dedupeKey: 'k' }],
      ['new', { dedupeKey: 'k' }],
    );
    made.start();
    await made.idle();
    expect(ran).toEqual(['new']);
  });

  it('is replaced while it waits; the earlier time wins', async () => {
    const ran: string[] = [];
    const soon = new Date(clock.now().getTime() + 1_000);
    const late = new Date(clock.now().getTime() + 60_000);
    await write(['old', { dedupeKey: 'k', runAt: soon }], ['new', { dedupeKey: 'k', runAt: late }]);
    const made = worker(async ({ work }) => void ran.push(work.postId));
    made.start();
    clock.passes(1_001);
    await made.idle();
    expect(ran).toEqual(['new']);
  });

  it('runs again where it is replaced while it runs', async () => {
    const ran: string[] = [];
    const [started, go] = [gate(), gate()];
    const made = worker(async ({ work }) => {
      ran.push(work.postId);
      started.open();
      await go.opened;
    });
    made.start();
    await write(['old', { dedupeKey: 'k' }]);
    await started.opened;
    await write(['new', { dedupeKey: 'k' }]);
    go.open();
    await made.idle();
    expect(ran).toEqual(['old', 'new']);
    expect(await jobs()).toEqual([]);
  });

  it('is not given up with the one that it replaced', async () => {
    const ran: string[] = [];
    const [started, go] = [gate(), gate()];
    const made = worker(async ({ work }) => {
      ran.push(work.postId);
      if (work.postId === 'new') return;
      started.open();
      await go.opened;
      throw new Error('the last attempt failed');
    });
    await write(['old', { dedupeKey: 'k' }]);
    await database.pool.query('update job set attempts = max_attempts - 1');
    made.start();
    await started.opened;
    await write(['new', { dedupeKey: 'k' }]);
    go.open();
    await made.idle();
    clock.passes(400_000);
    await made.idle();
    expect(ran).toEqual(['old', 'new']);
    expect((await store.jobs.givenUp(accountId)).messages).toBe(0);
  });
});

describe('a job that does not succeed', () => {
  it('is tried again after 1, 2, 4 … seconds, a minute at most', async () => {
    const made = worker(() => Promise.reject(new Error('no')));
    await write('stubborn');
    made.start();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      await made.idle();
      const [job] = await jobs();
      expect(job).toMatchObject({ attempts: attempt, last_error: 'no' });
      waits.push((job?.run_at.getTime() ?? 0) - clock.now().getTime());
      clock.passes((waits.at(-1) ?? 0) + 1);
    }
    for (const [index, wait] of waits.entries()) {
      const base = Math.min(1_000 * 2 ** index, 60_000);
      expect(wait).toBeGreaterThan(base - 500);
      expect(wait).toBeLessThanOrEqual(base * 1.25);
    }
  });

  it('is given up after its last attempt and kept for an admin to see', async () => {
    const made = worker(() => Promise.reject(new Error('still no')));
    await write([randomUUID(), { dedupeKey: 'k' }]);
    await database.pool.query('update job set attempts = max_attempts - 1');
    made.start();
    await made.idle();
    expect((await store.jobs.givenUp(accountId)).messages).toBe(1);
    expect((await jobs())[0]).toMatchObject({ last_error: 'still no', dead_at: expect.any(Date) });
    await write(['hopeful', { dedupeKey: 'k' }]);
    expect(await jobs()).toHaveLength(2);
  });

  it('runs again at once where what it waits for comes while it is being put off', async () => {
    let runs = 0;
    const made = worker(async () => {
      runs += 1;
      if (runs > 1) return;
      await store.transaction((tx) => tx.jobs.hurry(accountId, 'thread', clock.now()));
      throw new Later(60_000);
    });
    made.start();
    await write(['waits', { lane: 'thread' }]);
    await made.idle();
    expect(runs).toBe(2);
  });

  it('is put off by Later without counting as an attempt', async () => {
    const attempts: number[] = [];
    const made = worker(async ({ attempt }) => {
      attempts.push(attempt);
      if (attempts.length < 4) throw new Later(500);
    });
    await write('patient');
    made.start();
    for (let round = 0; round < 4; round += 1) {
      await made.idle();
      clock.passes(600);
    }
    await made.idle();
    expect(attempts).toEqual([1, 1, 1, 1]);
    expect(await jobs()).toEqual([]);
  });
});

/** A message of that account's, sent or not. */
async function post(ts: string | null): Promise<string> {
  const id = randomUUID();
  await store.posts.create({
    accountId,
    id,
    key: id,
    kind: 'notice',
    sessionId: null,
    escalationId: null,
    position: 0,
    detail: null,
    channelId: 'C1',
    threadPostId: null,
    ts,
    state: ts ? 'posted' : 'pending',
    error: null,
    fingerprint: null,
    createdAt: clock.now(),
  });
  return id;
}

describe('a message that is given up', () => {
  it('has failed where it was never sent, and stays as it was where it was', async () => {
    const [unsent, sent] = [await post(null), await post('1.1')];
    const made = worker(() => Promise.reject(new Error('no')));
    await write(unsent, sent);
    await database.pool.query('update job set attempts = max_attempts - 1');
    made.start();
    await made.idle();
    expect((await store.jobs.givenUp(accountId)).messages).toBe(2);
    expect(await store.posts.find(accountId, unsent)).toMatchObject({ state: 'failed', error: 'no' });
    expect(await store.posts.find(accountId, sent)).toMatchObject({ state: 'posted' });
  });

  it('is so after nine attempts where its lane waits and others get through, not while none does', async () => {
    const [bad, good] = [await post(null), await post(null)];
    const made = worker(({ work }) =>
      work.postId === good ? Promise.resolve() : Promise.reject(new Error('no')),
    );
    await write([bad, { lane: 'l' }]);
    made.start();
    const attempts = async (count: number) => {
      for (let attempt = 0; attempt < count; attempt += 1) {
        await made.idle();
        clock.passes(400_000);
      }
    };
    await attempts(12);
    expect((await store.jobs.givenUp(accountId)).messages).toBe(0);
    await write(good);
    await made.idle();
    clock.passes(80_000);
    await made.idle();
    expect((await store.jobs.givenUp(accountId)).messages).toBe(1);
  });
});

describe('a worker', () => {
  it('keeps a short delay to the time, whatever its poll', async () => {
    const late: number[] = [];
    const made = worker(async () => void late.push(clock.now().getTime()));
    made.start();
    await made.idle();
    const off: number[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const runAt = new Date(clock.now().getTime() + 300);
      await write([`${round}`, { runAt }]);
      await expect.poll(() => late, { interval: 5 }).toHaveLength(round);
      off.push((late.at(-1) ?? 0) - runAt.getTime());
    }
    expect(Math.min(...off)).toBeGreaterThanOrEqual(0);
    // The quickest, because a busy machine adds its own.
    expect(Math.min(...off)).toBeLessThan(50);
  });

  it('does not take a job again that it still runs, though its lease has run out', async () => {
    let runs = 0;
    const [started, go] = [gate(), gate()];
    const made = worker(async () => {
      runs += 1;
      started.open();
      await go.opened;
    });
    made.start();
    await write('slow');
    await started.opened;
    clock.passes(15_001);
    await write('other');
    await expect.poll(() => runs).toBe(2);
    await write('third');
    await expect.poll(() => runs).toBe(3);
    go.open();
    await made.idle();
    expect(runs).toBe(3);
    expect(await jobs()).toEqual([]);
  });

  it('waits, when it is stopped, for what it was just taking', async () => {
    let ended = false;
    const made = worker(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      ended = true;
    });
    await write('taken');
    made.start();
    await made.stop();
    expect(ended).toBe(true);
    expect(await jobs()).toEqual([]);
  });
});

describe('a worker that dies', () => {
  it('loses its job to another one when the lease has run out, not before', async () => {
    const ran: string[] = [];
    const started = gate();
    const never = new Promise<void>(() => undefined);
    const dying = worker(async () => {
      ran.push('dying');
      started.open();
      await never;
    });
    dying.start();
    await write('job');
    await started.opened;
    await dying.stop(0);

    const heir = worker(async () => void ran.push('heir'));
    heir.start();
    await heir.idle();
    expect(ran).toEqual(['dying']);
    clock.passes(15_001);
    await heir.idle();
    expect(ran).toEqual(['dying', 'heir']);
    expect(await jobs()).toEqual([]);
  });

  it('cannot end a job that another one has taken over', async () => {
    const [started, go, heirStarted, heirGo] = [gate(), gate(), gate(), gate()];
    const late = worker(async () => {
      started.open();
      await go.opened;
    });
    late.start();
    await write('job');
    await started.opened;
    const stopped = late.stop(60_000);
    clock.passes(15_001);
    const heir = worker(async () => {
      heirStarted.open();
      await heirGo.opened;
    });
    heir.start();
    await heirStarted.opened;
    go.open();
    await stopped;
    expect(await jobs()).toHaveLength(1);
    heirGo.open();
    await heir.idle();
    expect(await jobs()).toEqual([]);
  });
});

describe('a worker that is stopped', () => {
  it('finishes what it runs and takes no more', async () => {
    const ran: string[] = [];
    const [started, go] = [gate(), gate()];
    const made = worker(async ({ work }) => {
      started.open();
      await go.opened;
      ran.push(work.postId);
    });
    made.start();
    await write(['one', { lane: 'l' }], ['two', { lane: 'l' }]);
    await started.opened;
    const stopped = made.stop();
    go.open();
    await stopped;
    await made.idle();
    expect(ran).toEqual(['one']);
    expect((await jobs()).map(({ payload }) => payload.postId)).toEqual(['two']);
  });
});

it('two workers never run one job twice', async () => {
  const ran: string[] = [];
  const handle = async ({ work }: { work: { postId: string } }) => void ran.push(work.postId);
  const [one, two] = [worker(handle), worker(handle)];
  one.start();
  two.start();
  const names = Array.from({ length: 200 }, (_, index) => `${index}`);
  await write(...names);
  while ((await jobs()).length > 0) await Promise.all([one.idle(), two.idle()]);
  expect(ran.sort()).toEqual(names.sort());
});
