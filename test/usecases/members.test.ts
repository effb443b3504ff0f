import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/domain/errors.js';
import type { Standing } from '../../src/domain/member.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { product, caller, rows, workspace, as } = await stage(await testDatabase());
const { useCases, accountId, store } = product;
const { slackTeamId } = product.identity;

async function newcomer(handle: string) {
  workspace.addPerson({ handle, name: `${handle} New` });
  const who = await caller(handle);
  await useCases.requestAccess(who);
  return who;
}

const stored = async (memberId: string) => store.members.find(accountId, memberId);

describe('a request for access', () => {
  it('is answered once: who comes second is told, and changes nothing', async () => {
    const { actor } = await newcomer('nia');
    const admin = await caller('admin');
    const { memberId } = actor;
    await useCases.answerAccess(admin, { memberId, role: 'engineer' });
    for (const role of ['l1', null] as const) {
      const late = useCases.answerAccess(admin, { memberId, role });
      await expect(late).rejects.toMatchObject({ what: 'access_decided' });
    }
    expect((await stored(memberId))?.role).toBe('engineer');
  });

  it('is answered once by two at once', async () => {
    const { actor } = await newcomer('noa');
    const admin = await caller('admin');
    const answers = await Promise.allSettled(
      (['l1', 'engineer', null, null] as const).map((role) =>
        useCases.answerAccess(admin, { memberId: actor.memberId, role }),
      ),
    );
    const given = answers.slice(0, 2).filter(({ status }) => status === 'fulfilled');
    expect(given.length).toBe(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(ConflictError);
  });

  it('is not made by who has a role', async () => {
    await expect(useCases.requestAccess(await caller('agent'))).rejects.toMatchObject({
      what: 'access_decided',
    });
  });

  it('comes as a new message after a "not now"', async () => {
    const who = await newcomer('nils');
    const admin = await caller('admin');
    const { memberId } = who.actor;
    for (let round = 1; round <= 3; round += 1) {
      await useCases.requestAccess(who);
      await product.idle();
      const posts = await rows<{ ts: string; open: boolean }>(
        `select ts, not (detail ? 'declined') as open from post where key like $1 order by created_at`,
        [`access:${memberId}:%`],
      );
      expect(new Set(posts.map(({ ts }) => ts)).size).toBe(round);
      expect(posts.map(({ open }) => open)).toEqual([...Array(round - 1).fill(false), true]);
      await useCases.answerAccess(admin, { memberId, role: null });
    }
    await product.idle();
    as('admin').sees('the answer was “not now”', { in: 'Intake' });
  });
});

describe('a member', () => {
  it('keeps the role that is given while Slack renames them, and the name', async () => {
    const admin = await caller('admin');
    const { memberId, slackUserId } = (await caller('agent2')).actor;
    for (let round = 0; round < 20; round += 1) {
      const [displayName, coversL1] = [`Ben ${round}`, round % 2 === 0];
      await Promise.all([
        useCases.giveRole(admin, { memberId, role: 'engineer', coversL1 }),
        useCases.noteChange({ slackTeamId, slackUserId, displayName, standing: 'full' }),
      ]);
      expect(await stored(memberId)).toMatchObject({ role: 'engineer', coversL1, displayName });
    }
  });
});

describe('an account whose only owner', () => {
  const owner = () =>
    rows<{ handle: string }>("select slack_user_id as handle from member where role = 'owner'");

  it.each(['guest', 'deactivated'] as Standing[])(
    'is %s gets the next new person as owner',
    async (standing) => {
      for (const { handle: slackUserId } of await owner())
        await useCases.noteChange({ slackTeamId, slackUserId, displayName: 'Gone', standing });
      workspace.addPerson({ handle: `after-${standing}`, name: `After ${standing}` });
      expect((await caller(`after-${standing}`)).actor.role).toBe('owner');
      workspace.addPerson({ handle: `then-${standing}`, name: `Then ${standing}` });
      expect((await caller(`then-${standing}`)).actor.role).toBeNull();
    },
  );
});
