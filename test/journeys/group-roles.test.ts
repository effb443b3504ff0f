import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const staged = await stage(await testDatabase());
const { as, caller, workspace, clock, rows } = staged;
const eve = workspace.addPerson({ handle: 'eve', name: 'Eve Expert' });
const group = workspace.addUserGroup({ handle: 'tier2', name: 'Tier 2', userIds: [eve.id] });
const ada = as('admin');
const dayMs = 24 * 3_600_000;

const roleOf = async (handle: string) => (await caller(handle)).actor.role;

/** Slack is asked again. */
async function later(): Promise<void> {
  clock.passes(11 * 60_000);
  await staged.product.idle();
  await workspace.settled();
}

async function maps(role: string): Promise<void> {
  await ada.types('/intake settings', { in: '#helpdesk' });
  await ada.clicks('Roles');
  await ada.clicks('User groups');
  await ada.submits({ 'User group': '@tier2', Role: role });
  await ada.closes();
  await ada.closes();
  await staged.product.idle();
}

describe('roles by user group', () => {
  it('are given to who is in the group when an admin saves it, and the roles say where from', async () => {
    await maps('Engineer');
    expect(await roleOf('eve')).toBe('engineer');
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Roles');
    ada.sees('@Eve Expert Engineer, from @tier2', { in: 'modal' });
    await ada.clicks('User groups');
    ada.sees('@tier2 Engineer', { in: 'modal' });
    await ada.closes();
    await ada.closes();
    await ada.closes();
  });

  it('follow a change in Slack at once: nobody waits for the next look', async () => {
    const zoe = workspace.addPerson({ handle: 'zoe', name: 'Zoe Zander' });
    workspace.changeUserGroup(group.id, { userIds: [eve.id, zoe.id] });
    await workspace.settled();
    await staged.product.idle();
    expect(await roleOf('zoe')).toBe('engineer');
    workspace.changeUserGroup(group.id, { userIds: [eve.id] });
    await workspace.settled();
    await staged.product.idle();
    expect(await roleOf('zoe')).toBeNull();
  });

  it('follow a changed mapping at once, also while the next look is set', async () => {
    await maps('L1 agent');
    expect(await roleOf('eve')).toBe('l1');
    await maps('Engineer');
    expect(await roleOf('eve')).toBe('engineer');
  });

  it('leave what was given by hand', async () => {
    workspace.changeUserGroup(group.id, { userIds: [eve.id, (await caller('agent')).actor.slackUserId] });
    await later();
    expect(await roleOf('agent')).toBe('l1');
  });

  it('change nothing while the group cannot be read; an admin hears of it once that day', async () => {
    // A day of its own: none ends in between, whenever this is run.
    clock.passes(dayMs - (clock.now().getTime() % dayMs));
    workspace.changeUserGroup(group.id, { isDisabled: true });
    await later();
    await later();
    expect(await roleOf('eve')).toBe('engineer');
    const told = ada.screen({ in: 'Intake' }).split('gives roles in Intake, but it is gone').length - 1;
    expect(told).toBe(1);
    workspace.changeUserGroup(group.id, { isDisabled: false });
  });

  it('are taken from who leaves the group, with their claims', async () => {
    await staged.product.useCases.escalateProblem(await caller('agent'), {
      problem: 'The core switch is down',
      reason: 'Help',
      category: 'other',
      channelId: 'C0HELPDESK',
      responseUrl: null,
    });
    await staged.product.idle();
    const [open] = await rows<{ id: string }>(`select id from escalation`);
    const claim = { escalationId: open?.id ?? '' };
    await staged.product.useCases.claimEscalation(await caller('eve'), claim);
    await staged.product.idle();
    as('engineer').sees('#1 is claimed', { in: '#engineering' });
    workspace.changeUserGroup(group.id, { userIds: [] });
    await later();
    expect(await roleOf('eve')).toBeNull();
    as('engineer').sees('#1 needs an engineer', { in: '#engineering' });
  });

  it('leave one audit row for each change, in the name of the group', async () => {
    const changes = await rows<{ after: object; member_id: string | null }>(
      `select after, member_id from audit_entry where action = 'member.role_given' and after ? 'groupId' order by sequence`,
    );
    expect(changes).toEqual([
      { member_id: null, after: { role: 'engineer', coversL1: false, groupId: group.id } },
      { member_id: null, after: { role: 'engineer', coversL1: false, groupId: group.id } },
      { member_id: null, after: { role: null, coversL1: false, groupId: group.id } },
      { member_id: null, after: { role: 'l1', coversL1: false, groupId: group.id } },
      { member_id: null, after: { role: 'engineer', coversL1: false, groupId: group.id } },
      { member_id: null, after: { role: null, coversL1: false, groupId: group.id } },
    ]);
  });
});
