import { describe, expect, it } from 'vitest';
import { readStarterContent } from '../../src/flow-files/starter-content.js';
import { seatSandboxPeople } from '../../src/sandbox-people.js';
import { setUpAccount } from '../../src/usecases/account/set-up-account.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { product, rows, workspace } = await stage(await testDatabase(), {}, { seated: false });
const { services, store, useCases } = product;
const starter = await readStarterContent();
const input = { slackTeamId: 'T0OTHER', slackEnterpriseId: null, name: 'Other', starter };

const contentOf = async (accountId: string) => ({
  categories: (await store.categories.list(accountId)).map(({ name }) => name).sort(),
  flows: (await store.flows.list(accountId, 500)).map(({ slug }) => slug).sort(),
});
const whole = {
  categories: starter.categories.map(({ name }) => name).sort(),
  flows: starter.flows.map(({ slug }) => slug).sort(),
};

describe('a first start that is cut short', () => {
  it.each([1, 20, 40])('after %i ids is completed by the next', async (ids) => {
    let left = ids;
    const dying = {
      ...services,
      newId: () => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return services.newId();
      },
    };
    const workspaceOf = { ...input, slackTeamId: `T0CUT${ids}` };
    await expect(setUpAccount(dying, workspaceOf)).rejects.toThrow('killed');
    const { id } = await setUpAccount(services, workspaceOf);
    expect(await contentOf(id)).toEqual(whole);
    const versions = 'select 1 from flow_version where account_id = $1';
    expect(await rows(versions, [id])).toHaveLength(whole.flows.length);
    await setUpAccount(services, workspaceOf);
    expect(await rows(versions, [id])).toHaveLength(whole.flows.length);
  });

  it('beside others is completed by all of them', async () => {
    const made = await Promise.all([1, 2, 3].map(() => setUpAccount(services, input)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await contentOf(made[0]?.id ?? '')).toEqual(whole);
  });
});

describe('starter content', () => {
  it('that an admin has renamed does not come again', async () => {
    const { id: accountId } = await setUpAccount(services, input);
    const { slackTeamId } = input;
    const lookUp = async () => ({ displayName: 'Olga Owner', standing: 'full' as const });
    const person = { slackTeamId, slackUserId: 'U0OLGA', surface: 'command' as const, lookUp };
    const actor = { ...(await useCases.meetPerson(person)), surface: 'modal' as const };
    const [first] = await store.categories.list(accountId);
    if (!first) throw new Error('There are categories');
    const change = { ...first, categoryId: first.id, name: 'Renamed', recipients: [] };
    await useCases.saveCategory({ actor, delivery: null }, change);
    await setUpAccount(services, input);
    expect((await contentOf(accountId)).categories).toHaveLength(whole.categories.length);
  });
});

describe('the sandbox’s people', () => {
  const seated = () =>
    rows<{ role: string | null }>('select role::text from member where account_id = $1 order by created_at', [
      product.accountId,
    ]);

  it('all have their seats after a start that was cut short in between', async () => {
    for (const cut of [1, 2]) {
      let gives = 0;
      const dying = {
        ...useCases,
        giveRole: async (...given: Parameters<typeof useCases.giveRole>) => {
          gives += 1;
          if (gives >= cut) throw new Error('killed');
          return useCases.giveRole(...given);
        },
      };
      await expect(seatSandboxPeople({ ...product, useCases: dying }, workspace)).rejects.toThrow('killed');
    }
    await seatSandboxPeople(product, workspace);
    expect((await seated()).map(({ role }) => role)).toEqual(['owner', 'l1', 'l1', 'engineer']);
  });

  it('are not seated again where an admin has decided otherwise', async () => {
    await rows("update member set role = null where role = 'engineer'");
    await seatSandboxPeople(product, workspace);
    expect((await seated()).map(({ role }) => role)).toEqual(['owner', 'l1', 'l1', null]);
  });
});
