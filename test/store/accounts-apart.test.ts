import { beforeAll, describe, expect, it } from 'vitest';
import { setUpAccount } from '../../src/usecases/account/set-up-account.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { product, caller, rows } = await stage(await testDatabase());
const { store, useCases, services } = product;
let other = '';

/** Everything that one walk leaves behind, in the first account. */
beforeAll(async () => {
  const agent = await caller('agent');
  const nowhere = { channelId: 'C0HELPDESK', responseUrl: null };
  await useCases.submitIntake(agent, { problem: 'ours', how: { kind: 'ad_hoc' }, ...nowhere });
  await useCases.submitIntake(agent, {
    problem: 'the printer prints pink',
    how: { kind: 'build', categoryId: null },
    ...nowhere,
  });
  await useCases.escalateProblem(agent, { problem: 'ours too', reason: 'r', category: 'other', ...nowhere });
  await product.worker.idle();
  const made = await setUpAccount(services, {
    slackTeamId: 'T0OTHER',
    slackEnterpriseId: null,
    name: 'Other',
    starter: { categories: [], flows: [] },
  });
  other = made.id;
});

const idOf = async (table: string): Promise<string> => {
  const [row] = await rows<{ id: string }>(`select id from ${table} where account_id = $1 limit 1`, [
    product.accountId,
  ]);
  if (!row) throw new Error(`No ${table}`);
  return row.id;
};

describe('another account', () => {
  it('finds nothing of ours, whatever it names', async () => {
    const [session, intake, escalation] = [
      await idOf('session'),
      await idOf('intake'),
      await idOf('escalation'),
    ];
    const found = [
      await store.sessions.find(other, session),
      await store.sessions.steps(other, session),
      await store.sessions.notes(other, session),
      await store.intakes.find(other, intake),
      await store.intakes.ticketOf(other, intake),
      await store.intakes.ticket(other, await idOf('ticket')),
      await store.escalations.find(other, escalation),
      await store.escalations.latestOf(other, session),
      await store.cards.session(other, session),
      await store.cards.walk(other, session, 0),
      await store.cards.brief(other, session),
      await store.cards.thread(other, session),
      await store.cards.intake(other, intake),
      await store.cards.escalation(other, escalation),
      await store.flows.list(other, 100),
      await store.flows.find(other, await idOf('flow')),
      await store.categories.list(other),
      await store.categories.find(other, await idOf('category')),
      await store.trees.node(other, await idOf('node')),
      await store.drafts.find(other, await idOf('draft')),
      await store.drafts.generation(other, await idOf('generation')),
      await store.members.find(other, await idOf('member')),
      await store.members.active(other),
      await store.members.admins(other),
      await store.posts.find(other, await idOf('post')),
      await store.posts.ofEscalation(other, escalation),
    ];
    for (const [index, one] of found.entries()) {
      const isNothing = one === null || (Array.isArray(one) && one.length === 0);
      expect(isNothing, `the answer ${index}`).toBe(true);
    }
    expect((await store.queue.ofStatus(other, 'active', 1)).total).toBe(0);
  });

  it('cannot be written into a row of ours: the database refuses', async () => {
    const session = await idOf('session');
    await expect(
      rows('update session set account_id = $1 where id = $2', [other, session]),
    ).rejects.toThrow();
    await expect(
      rows(
        "insert into step (account_id, id, session_id, number, kind, member_id, at) values ($1, gen_random_uuid(), $2, 99, 'ad_hoc', $3, now())",
        [other, session, await idOf('member')],
      ),
    ).rejects.toThrow('foreign key');
  });

  it('is never left out of a foreign key: no row can refer across accounts', async () => {
    const keys = await rows<{ name: string; columns: string[]; target: string }>(`
      select c.conname as name, c.confrelid::regclass::text as target,
        array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k) as columns
      from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
    expect(keys.length).toBeGreaterThan(30);
    const without = keys.filter(({ columns }) => !columns.includes('account_id'));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('has the account in every primary key but its own', async () => {
    const keys = await rows<{ table: string; columns: string[] }>(`
      select c.conrelid::regclass::text as table,
        array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k) as columns
      from pg_constraint c where c.contype = 'p' and c.connamespace = 'public'::regnamespace`);
    const without = keys.filter(({ columns }) => !columns.includes('account_id'));
    expect(without.map(({ table }) => table).sort()).toEqual(['_prisma_migrations', 'account']);
  });
});

describe('a workspace whose account is set up twice at once', () => {
  it('has one', async () => {
    const starter = { categories: [], flows: [] };
    const input = { slackTeamId: 'T0TWICE', slackEnterpriseId: null, name: 'Twice', starter };
    const made = await Promise.all([1, 2, 3].map(() => setUpAccount(services, input)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await rows("select 1 from account where slack_team_id = 'T0TWICE'")).toHaveLength(1);
  });
});
