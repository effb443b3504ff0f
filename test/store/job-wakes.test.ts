import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
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
