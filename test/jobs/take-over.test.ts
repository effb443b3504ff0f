import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { createWorker, type Handlers } from '../../src/jobs/worker.js';
import { createStore } from '../../src/store/store.js';
import { testDatabase } from '../support/database.js';
import { Clock } from '../support/product.js';

const database = await testDatabase();
const store = createStore(database);
const accountId = randomUUID();
const clock = new Clock();
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const workerOf = (run: () => Promise<void>) => {
  const handlers: Handlers = {
    'post.sync': run,
    'intake.reply': run,
    'generation.run': run,
    'generation.ahead': () => Promise.resolve(),
    'generation.cancel': () => Promise.resolve(),
    'node.ahead': () => Promise.resolve(),
    'proposal.compare': run,
    'index.fill': run,
    'message.react': run,
    'webhook.deliver': () => Promise.reject(new Error('no webhook here')),
    'fix.check': run,
    'roles.sync': run,
    'session.stale': run,
    'escalation.clock': () => Promise.resolve(),
    'escalation.brief': () => Promise.resolve(),
  };
  return createWorker({ store, handlers, now: clock.now, log: silent });
};

beforeAll(async () => {
  await database.pool.query(
    "insert into account (id, slack_team_id, name, created_at) values ($1, $2, 'Northwind', now())",
    [accountId, `T${accountId}`],
  );
});

/** Leaves a job in the hands of a worker that is gone. */
async function leftByADeadWorker(): Promise<void> {
  const work = { kind: 'generation.run', generationId: randomUUID() } as const;
  await store.jobs.enqueue(accountId, { work }, clock.now());
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = () => resolve();
  });
  const dying = workerOf(() => {
    begin();
    return new Promise(() => undefined);
  });
  dying.start();
  await begun;
  await dying.stop(0);
}

it('takes over what a killed process had in its hands, soon enough for a walk to go on within ten seconds', async () => {
  await leftByADeadWorker();
  clock.passes(6_500);
  let runs = 0;
  const worker = workerOf(async () => {
    runs += 1;
  });
  worker.start();
  await worker.idle();
  await worker.stop();
  expect(runs).toBe(1);
});
