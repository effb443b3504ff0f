import { describe, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/member.js';
import { verifyAudit } from '../../src/store/audit-chain.js';
import { Prisma } from '../../src/store/generated/client.js';
import type { Store } from '../../src/store/store.js';
import { publishFlows } from '../../src/usecases/flow/publish-flow.js';
import { testDatabase } from '../support/database.js';
import { badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { product } = await stage(await testDatabase());
const { services, accountId } = product;
const { store } = services;
const ctx = { ...services, actor: systemActor(accountId, 'cli'), delivery: null };

const named = (slug: string, title: string) => ({ ...badgeReader, slug, title });
const publish = (...definitions: (typeof badgeReader)[]) =>
  publishFlows(ctx, { definitions, source: 'imported' });

describe('several flows at once', () => {
  it('are each published with their tree, their audit row and their words', async () => {
    const before = await store.audit.source(accountId).head();
    const published = await publish(
      named('door', 'Door'),
      named('gate', 'Gate'),
      named('turnstile', 'Turnstile'),
    );
    expect(published).toMatchObject([
      { status: 'published', version: 1 },
      { status: 'published', version: 1 },
      { status: 'published', version: 1 },
    ]);
    const { findings, head } = await verifyAudit(store.audit.source(accountId));
    expect(findings).toEqual([]);
    expect(head.sequence - before.sequence).toBe(3n);
    const gate = await store.flows.findBySlug(accountId, 'gate');
    const version = gate && (await store.flows.currentVersion(accountId, gate.id));
    const nodes = version ? await store.trees.allNodes(accountId, version.treeId) : [];
    expect(nodes.map(({ text }) => text).toSorted()).toEqual(
      expect.arrayContaining(badgeReader.nodes.map(({ text }) => text)),
    );
    const root = version && (await store.trees.rootOf(accountId, version.treeId));
    expect(nodes.find(({ id }) => id === root)?.key).toBe(badgeReader.start);
    const query = { text: 'turnstile', embedderId: services.embedder.id, vectors: null };
    const { flows } = await store.search.search(accountId, query);
    expect(flows.map(({ title }) => title)).toContain('Turnstile');
  });

  it('pass over what is unchanged, refuse what is wrong, and take two of one slug one after the other', async () => {
    await publish(named('lift', 'Lift'));
    const outcome = await publish(
      named('lift', 'Lift'),
      { ...named('broken', 'Broken'), start: 'nowhere' },
      named('lift', 'Lift, newer'),
      named('lift', 'Lift, newest'),
      named('stairs', 'Stairs'),
      named('stairs', 'Stairs'),
    );
    expect(outcome.map((one) => (one.status === 'published' ? one.version : one.status))).toEqual([
      'unchanged',
      'refused',
      2,
      3,
      1,
      'unchanged',
    ]);
    expect((await store.flows.findBySlug(accountId, 'lift'))?.title).toBe('Lift, newest');
    await publish(named('lift', 'Lift, other'), named('lift', 'Lift, newest'));
    expect((await store.flows.findBySlug(accountId, 'lift'))?.title).toBe('Lift, newest');
    expect(await store.flows.findBySlug(accountId, 'broken')).toBeNull();
  });

  it('are published where the transaction had to be run again', async () => {
    const deadlock = new Prisma.PrismaClientKnownRequestError('deadlock', {
      code: 'P2034',
      clientVersion: '7',
    });
    const again: Store = {
      ...store,
      // The first run is rolled back after all of it was done, as PostgreSQL does it at the commit.
      transaction: async (work) => {
        const first = store.transaction(async (tx) => {
          await work(tx);
          throw deadlock;
        });
        await expect(first).rejects.toBe(deadlock);
        return store.transaction(work);
      },
    };
    const published = await publishFlows(
      { ...ctx, store: again },
      { definitions: [named('ramp', 'Ramp'), named('ramp', 'Ramp, newer')], source: 'imported' },
    );
    expect(published).toMatchObject([
      { status: 'published', version: 1 },
      { status: 'published', version: 2 },
    ]);
    expect((await store.flows.findBySlug(accountId, 'ramp'))?.title).toBe('Ramp, newer');
  });
});
