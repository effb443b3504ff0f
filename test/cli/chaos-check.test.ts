import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBuiltInEmbedder } from '../../src/ai/built-in/embedder.js';
import { Agent } from '../../src/cli/chaos/agent.js';
import { check } from '../../src/cli/chaos/check/check.js';
import { startCrowd } from '../../src/cli/chaos/crowd.js';
import { type Here, runHere } from '../../src/cli/chaos/here.js';
import type { Plant } from '../../src/cli/chaos/plants.js';
import { makeSite, type Site, untilQuiet } from '../../src/cli/chaos/site.js';
import { closeAll } from '../../src/cli/shared/command.js';
import { openDatabase } from '../../src/store/database/open.js';
import { onRealPostgres } from '../support/database.js';

const embedder = await openBuiltInEmbedder();
afterAll(async () => {
  await closeAll();
  await embedder.close();
});

const rulesOf = async (site: Site) => new Set((await check(site)).findings.map(({ rule }) => rule));

const newSite = (plant: Plant | null, databaseUrl: string | null = null) =>
  makeSite({ databaseUrl, embedder, agents: 3, seed: 1, plant, eventRetries: [0] });

/** Three agents walk once each; nothing runs any more afterwards. */
async function walked(
  site: Site,
  plant: Plant | null,
  meanwhile?: (here: Here) => Promise<void>,
): Promise<void> {
  const here = await runHere(site, { embedder, plant });
  const crowd = startCrowd(site, { seats: site.agents, seed: 7, walksEach: 1, patienceMs: 10_000 });
  await meanwhile?.(here);
  await crowd.walkOut();
  await untilQuiet(site, 1_500, 20_000);
  await here.stop();
}

let calm: Site;

beforeAll(async () => {
  calm = await newSite(null);
  await walked(calm, null);
}, 240_000);

it('finds nothing where nothing is wrong', async () => {
  expect(calm.acts.acknowledged()).toBeGreaterThan(3);
  expect((await check(calm)).findings).toEqual([]);
});

it('misses what was acknowledged and is not stored', async () => {
  const [seat] = calm.agents;
  const act = calm.acts.add(seat?.personId ?? '', { kind: 'note', text: 'Nobody kept this' });
  act.acknowledged = true;
  expect(await rulesOf(calm)).toEqual(new Set(['lost']));
  act.acknowledged = false;
});

it('sees an edited row of the audit, and a message that shows something else', async () => {
  const database = await openDatabase(calm.database);
  await database.pool.query('alter table audit_entry disable trigger user');
  await database.pool.query("update audit_entry set surface = 'cli' where sequence = 2");
  // Whatever the walks came to: one of them is at a step that nobody was shown.
  await database.pool.query(
    "update session set status = 'active', ended_at = null, step_count = step_count + 1 where id = (select id from session order by id limit 1)",
  );
  await database.close();
  expect([...(await rulesOf(calm))]).toEqual(expect.arrayContaining(['audit', 'post', 'unusable']));
}, 60_000);

it('finds out that everything is acknowledged first', async () => {
  const site = await newSite('ack-first');
  await walked(site, 'ack-first', async ({ database }) => {
    await database.pool.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
      create trigger refuse before insert on audit_entry for each row execute function refuse();`);
  });
  expect(await rulesOf(site)).toContain('lost');
}, 240_000);

it('finds out that deliveries have no key', async () => {
  const site = await newSite('no-delivery-key');
  site.workspace.arm({ kind: 'duplicate', method: 'event', copies: 3, freshEventIds: true });
  await walked(site, 'no-delivery-key', async () => {
    const [seat] = site.agents;
    await untilQuiet(site, 1_000, 10_000);
    const messages = site.workspace.view(seat?.personId ?? '').messages[seat?.channelId ?? ''] ?? [];
    const head = messages.find(({ replyCount }) => replyCount > 0);
    const text = 'The customer called again';
    site.acts.add(seat?.personId ?? '', { kind: 'note', text });
    await site.workspace.do(seat?.personId ?? '', {
      type: 'send',
      channel: seat?.channelId ?? '',
      text,
      threadTs: head?.ts,
    }).settled;
  });
  expect(await rulesOf(site)).toContain('doubled');
}, 240_000);

/** Somebody writes one note after the other; `sending` is started when all of them are written. */
async function writesNotes(site: Site, replicas: readonly Here[], sending: () => void): Promise<void> {
  const [seat] = site.agents;
  if (!seat) throw new Error('There is no agent');
  const manner = { random: Math.random, waited: () => undefined, over: () => false, patienceMs: 60_000 };
  const agent = new Agent(site, seat, manner);
  const step = await agent.begins('The printer is offline', '--flow printer-offline');
  await untilQuiet(site, 1_500, 30_000);
  for (const { product } of replicas) await product.worker.stop();
  for (let note = 0; note < 8; note += 1) await agent.keepsNote(step);
  sending();
  for (const { product } of replicas) product.worker.start();
  agent.leave();
  await untilQuiet(site, 6_000, 120_000);
  for (const replica of replicas) await replica.stop();
}

it.each([null, 'no-lane'] as const)(
  'finds out that jobs of a walk run side by side: %s',
  async (plant) => {
    const site = await newSite(plant);
    await writesNotes(site, [await runHere(site, { embedder, plant })], () =>
      site.workspace.arm({ kind: 'serverError', status: 503, method: 'chat.postMessage', chance: 0.5 }),
    );
    expect((await rulesOf(site)).has('order')).toBe(plant !== null);
  },
  240_000,
);

it.runIf(onRealPostgres).each([null, 'no-lease'] as const)(
  'finds out that jobs have no lease: %s',
  async (plant) => {
    const site = await newSite(plant, process.env.TEST_DATABASE_URL ?? null);
    const replicas = await Promise.all([1, 2].map(() => runHere(site, { embedder, plant })));
    await writesNotes(site, replicas, () =>
      site.workspace.arm({ kind: 'delay', ms: 200, method: 'chat.postMessage' }),
    );
    expect((await check(site)).copies.length > 0).toBe(plant !== null);
  },
  240_000,
);
