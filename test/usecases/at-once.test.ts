import { describe, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/member.js';
import { createStore, type Store } from '../../src/store/store.js';
import { publishFlow } from '../../src/usecases/flow/publish-flow.js';
import { createUseCases, type UseCases } from '../../src/usecases/index.js';
import { onRealPostgres, testDatabase } from '../support/database.js';
import { badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const database = await testDatabase();
const { product, caller, rows } = await stage(database);
const { useCases, services, accountId } = product;
const reason = { reason: 'It is beyond us', category: 'other' as const };
const nowhere = { channelId: null, responseUrl: null };

describe('at once', () => {
  it('one of several categories with one name is added; the others hear that it is taken', async () => {
    const admin = await caller('admin');
    const saved = await Promise.allSettled(
      ['Zebras', 'zebras', 'ZEBRAS', 'Zebras'].map((name) =>
        useCases.saveCategory(admin, {
          categoryId: null,
          name,
          keywords: [],
          buildEnabled: false,
          identityGate: false,
          engineeringChannelId: null,
          recipients: [],
        }),
      ),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of saved)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ problem: 'taken' });
  });

  it('several imports of one flow publish one version', async () => {
    const ctx = { ...services, actor: systemActor(accountId, 'setup'), delivery: null };
    const imports = await Promise.all(
      [1, 2, 3, 4].map(() => publishFlow(ctx, { definition: badgeReader, source: 'imported' })),
    );
    expect(imports.map(({ status }) => status).sort()).toEqual([
      'published',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });

  it('an agent ends an escalation or an engineer claims it, not both', async () => {
    const [agent, engineer] = [await caller('agent'), await caller('engineer')];
    for (let round = 0; round < 25; round += 1) {
      const { escalation } = await useCases.escalateProblem(agent, { problem: 'odd', ...reason, ...nowhere });
      const { id: escalationId, sessionId } = escalation;
      const [claimed, resolved] = await Promise.allSettled([
        useCases.claimEscalation(engineer, { escalationId }),
        useCases.resolveSession(agent, { sessionId, helpful: null }),
      ]);
      expect([claimed.status, resolved.status].sort()).toEqual(['fulfilled', 'rejected']);
      const lost = claimed.status === 'rejected' ? claimed : resolved;
      const what = claimed.status === 'rejected' ? 'escalation_ended' : 'claimed';
      expect(lost).toMatchObject({ reason: { what } });
    }
  });
});

/** A store that counts how often its transactions are run: once each, unless the database had to end one. */
function counting(): { store: Store; runs: () => number } {
  let runs = 0;
  const prisma = new Proxy(database.prisma, {
    get(target, name) {
      if (name === '$transaction') runs += 1;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { store: createStore({ prisma }), runs: () => runs };
}

type Escalated = Awaited<ReturnType<UseCases['escalateProblem']>>;

describe.runIf(onRealPostgres)('two acts on one escalation', () => {
  const { store, runs } = counting();
  const acts = createUseCases({ ...services, store });
  const claim = async ({ escalation: { id: escalationId } }: Escalated) =>
    acts.claimEscalation(await caller('engineer'), { escalationId });
  const note = async ({ escalation: { sessionId } }: Escalated) =>
    acts.addNote(await caller('agent'), { source: 'modal', sessionId, text: 'and the lamp flickers' });
  const typed = async ({ escalation: { sessionId } }: Escalated) => {
    const [head] = await rows<{ channel: string; ts: string }>(
      "select channel_id as channel, ts from post where kind = 'session_card' and session_id = $1",
      [sessionId],
    );
    const [channelId, threadTs] = [head?.channel ?? '', head?.ts ?? ''];
    const said = { channelId, threadTs, ts: '1.000001', text: 'Green, I think' };
    await acts.addNote(await caller('agent'), { source: 'thread', ...said });
  };
  const resolve = async ({ escalation: { sessionId } }: Escalated) =>
    acts.resolveSession(await caller('agent'), { sessionId, helpful: null });
  const setClocks = async () => {
    const nobody = { groupId: null, people: [] };
    const clocks = { claimMinutes: 20, firstActionMinutes: 30, businessHours: null };
    await acts.saveClocks(await caller('admin'), {
      categoryId: null,
      ...clocks,
      onCall: nobody,
      nextLevel: nobody,
    });
  };
  const answer = async ({ escalation: { id } }: Escalated) => {
    const [asked] = await rows<{ id: string }>(
      'select id from escalation_question where escalation_id = $1',
      [id],
    );
    await acts.answerQuestion(await caller('agent2'), { questionId: asked?.id ?? '', answer: 'Green' });
  };

  it.each([
    ['a note and a claim', note, claim],
    ['a note and the end', note, resolve],
    ['new clocks and a claim', setClocks, claim],
    ['an answer by button and one by typing', answer, typed],
  ])('never wait for each other: %s', async (_, one, other) => {
    for (let round = 0; round < 10; round += 1) {
      const escalated = await useCases.escalateProblem(await caller('agent'), {
        problem: 'odd',
        ...reason,
        ...nowhere,
      });
      if (one === answer) {
        const { id: escalationId } = escalated.escalation;
        await useCases.askAgent(await caller('engineer'), { escalationId, question: 'Which colour?' });
      }
      await product.idle();
      const before = runs();
      await Promise.allSettled([one(escalated), other(escalated)]);
      expect(runs() - before).toBe(2);
    }
  });
});

/** A store whose transactions wait with their first message until they are let go. */
function pausing(store: Store): { store: Store; reached: Promise<void>; letGo: () => void } {
  let [isReached, letGo] = [() => {}, () => {}];
  const reached = new Promise<void>((resolve) => {
    isReached = resolve;
  });
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const paused: Store = {
    ...store,
    transaction: (work) =>
      store.transaction((tx) => {
        const create: typeof tx.posts.create = async (post) => {
          await tx.posts.create(post);
          isReached();
          await held;
        };
        return work({ ...tx, posts: { ...tx.posts, create } });
      }),
  };
  return { store: paused, reached, letGo: () => letGo() };
}

// The embedded database runs one transaction at a time.
describe.runIf(onRealPostgres)('a problem that is still being taken in', () => {
  it('keeps no other one waiting; numbers go in the order in which they are done', async () => {
    const agent = await caller('agent');
    const { store, reached, letGo } = pausing(services.store);
    const how = { kind: 'ad_hoc' } as const;
    const slow = createUseCases({ ...services, store }).submitIntake(agent, {
      problem: 'slow',
      how,
      ...nowhere,
    });
    await reached;
    const quick = await useCases.submitIntake(agent, { problem: 'quick', how, ...nowhere });
    letGo();
    expect((await slow).ticketNumber).toBe(Number(quick.ticketNumber) + 1);
    const tickets = await rows(
      'select problem from intake i join ticket t on t.intake_id = i.id order by number desc limit 2',
    );
    expect(tickets).toEqual([{ problem: 'slow' }, { problem: 'quick' }]);
  });
});

describe('asking again for a node', () => {
  async function failedBuild(): Promise<string> {
    const agent = await caller('agent');
    const problem = `printer ${Math.random()}`;
    await useCases.submitIntake(agent, { problem, how: { kind: 'build', categoryId: null }, ...nowhere });
    await product.worker.idle();
    const [session] = await rows<{ id: string }>('select id from session order by created_at desc limit 1');
    const id = session?.id ?? '';
    await rows(
      "update generation set state = 'failed', node_id = null where id = (select id from generation order by requested_at desc limit 1)",
    );
    await rows('update session set current_node_id = null where id = $1', [id]);
    return id;
  }
  const generations = () => rows('select state::text, attempts from generation order by id');

  it('does nothing for a walk that has left its tree', async () => {
    const [agent, sessionId] = [await caller('agent'), await failedBuild()];
    const place = { sessionId, position: 0, responseUrl: null };
    await useCases.walkAdHoc(agent, place);
    const before = await generations();
    await expect(useCases.retryNode(agent, place)).rejects.toMatchObject({ what: 'not_current' });
    expect(await generations()).toEqual(before);
  });

  it('does nothing for a walk that has ended', async () => {
    const [agent, sessionId] = [await caller('agent'), await failedBuild()];
    await useCases.resolveSession(agent, { sessionId, helpful: null });
    const retry = useCases.retryNode(agent, { sessionId, position: 0, responseUrl: null });
    await expect(retry).rejects.toMatchObject({ what: 'ended' });
  });
});
