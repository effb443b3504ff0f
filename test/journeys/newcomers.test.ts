import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, caller, rows, workspace } = await stage(await testDatabase(), {}, { seated: false });
const [ava, ben, erin, gus] = [as('agent'), as('agent2'), as('engineer'), as('guest')];

const roles = () => rows('select display_name as name, role::text from member order by created_at');

it('who only talks in a channel is nobody’s business', async () => {
  const before = await rows('select 1 from member');
  await as('guest').says('just talking', { in: '#helpdesk' });
  expect(await rows('select 1 from member')).toHaveLength(before.length);
});

describe('the first person', () => {
  it('becomes the owner, and may walk too', async () => {
    await gus.types('/intake help', { in: '#helpdesk' });
    await ava.types('/intake help', { in: '#helpdesk' });
    expect(await roles()).toEqual([
      { name: expect.any(String), role: null },
      { name: expect.any(String), role: 'owner' },
    ]);
    await ava.types('/intake --adhoc something small');
    ava.sees('🟢 #1 In progress');
    await ava.opensHome();
    ava.sees('[New intake] [Escalate] [Settings]', { in: 'home' });
  });
});

describe('somebody without a role', () => {
  it('is told so, with what they typed, and asks for access', async () => {
    await ben.types('/intake the printer is on fire', { in: '#helpdesk' });
    ben.sees('Intake (only you): You have no role in Intake yet.');
    ben.sees('What you typed: > the printer is on fire');
    await ben.clicks('Ask for access');
    ben.sees('You have asked @Ava Agent for access.');
    ava.sees('👋 @Ben Brooks would like to use Intake. [Add as L1 agent] [Add as engineer] [Not now]', {
      in: 'Intake',
    });
  });

  it('asks once, however often they press', async () => {
    await ben.types('/intake mine');
    await ben.clicks('Ask for access');
    expect(ava.screen({ in: 'Intake' }).match(/would like to use Intake/g)).toHaveLength(1);
  });

  it('is let in by the owner, hears of it and starts', async () => {
    await ava.clicks('Add as L1 agent');
    ava.sees('✅ @Ben Brooks can use Intake: L1 agent.', { in: 'Intake' });
    ben.sees('✅ @Ava Agent has let you into Intake: L1 agent.', { in: 'Intake' });
    await ben.types('/intake --adhoc now it works', { in: '#helpdesk' });
    ben.sees('🟢 #2 In progress > now it works');
  });

  it('asks from App Home too; the answer may be not now, and they may ask again', async () => {
    await erin.opensHome();
    erin.sees('You have no role here yet. [Ask for access]', { in: 'home' });
    await erin.clicks('Ask for access', { in: 'home' });
    erin.sees('You have asked for access.', { in: 'home' });
    await ava.clicks('Not now', { message: 'Erin Engineer would like' });
    ava.sees('the answer was “not now”', { in: 'Intake' });
    erin.sees('@Ava Agent has not given you a role in Intake for now.', { in: 'Intake' });
    await erin.opensHome();
    await erin.clicks('Ask for access', { in: 'home' });
    await ava.clicks('Add as engineer', { message: 'Erin Engineer would like' });
    erin.sees('has let you into Intake: Engineer.', { in: 'Intake' });
  });

  it('can press nothing of a walk', async () => {
    await as('admin').types('hello', { in: '#helpdesk' });
    await as('admin').clicks('Add a step', { message: 'What do you try next?' });
    as('admin').sees('You have no role in Intake yet.');
  });
});

describe('somebody without a role who types in a walk’s thread', () => {
  it('is told privately, there, that it is not kept', async () => {
    await as('admin').says('I have seen this before', { in: '#helpdesk', thread: 'something small' });
    as('admin').sees('Intake (only you): You have no role in Intake yet.');
    ava.doesNotSee('Intake (only you): You have no role in Intake yet.');
    await as('admin').says('Just chatting', { in: '#helpdesk', thread: 'hello' });
    expect(
      as('admin')
        .screen()
        .match(/no role in Intake yet/g),
    ).toHaveLength(2);
    expect(await rows('select 1 from note')).toEqual([]);
  });
});

describe('a guest', () => {
  it('can do nothing and is told so', async () => {
    await gus.types('/intake the door is shut', { in: '#helpdesk' });
    gus.sees('Guests, bots and deactivated people cannot use Intake.');
    await gus.opensHome();
    gus.sees('Intake is for full members of this workspace.', { in: 'home' });
    await gus.clicks('Add a step', { message: 'What do you try next?' });
    await gus.says('I know what it is', { thread: 'something small' });
    expect(await rows('select 1 from note')).toEqual([]);
    expect(await rows('select 1 from step')).toEqual([]);
  });
});

describe('a person who is made a guest', () => {
  it('loses what they could do at once', async () => {
    workspace.changePerson('agent2', { isGuest: true });
    await workspace.settled();
    await ben.types('/intake --adhoc one more', { in: '#helpdesk' });
    ben.sees('Guests, bots and deactivated people cannot use Intake.');
    workspace.changePerson('agent2', { isGuest: false });
    await workspace.settled();
    await ben.types('/intake --adhoc and back', { in: '#helpdesk' });
    ben.sees('> and back');
  });
});

describe('an account that lets people join', () => {
  it('makes newcomers L1 agents at once', async () => {
    await ava.types('/intake settings');
    await ava.clicks('Change', { in: 'modal' });
    await ava.submits({
      'When somebody uses Intake for the first time': 'They join as L1 agents at once',
    });
    await ava.closes();
    workspace.addPerson({ handle: 'nia', name: 'Nia New' });
    workspace.setMember('helpdesk', 'nia', true);
    await as('nia').types('/intake --adhoc my first', { in: '#helpdesk' });
    as('nia').sees('> my first');
  });
});

describe('an account whose owners have left', () => {
  it('is its admins’: a newcomer becomes nothing more, and an admin makes the next owner', async () => {
    const { memberId } = (await caller('agent2')).actor;
    await rows("update member set role = 'admin' where id = $1", [memberId]);
    await rows("update member set standing = 'deactivated' where role = 'owner'");
    workspace.addPerson({ handle: 'ivy', name: 'Ivy Intern' });
    await as('ivy').opensHome();
    expect(await rows('select role::text from member order by created_at desc limit 1')).toEqual([
      { role: 'l1' },
    ]);
    await ben.types('/intake settings', { in: '#helpdesk' });
    await ben.clicks('Roles', { in: 'modal' });
    await ben.submits({ Person: 'ivy', Role: 'Owner' });
    await ben.closes({ all: true });
    expect(await rows('select role::text from member order by created_at desc limit 1')).toEqual([
      { role: 'owner' },
    ]);
  });

  it('is the next person’s where nobody is left to ask', async () => {
    await rows("update member set standing = 'deactivated' where role in ('owner', 'admin')");
    workspace.addPerson({ handle: 'nora', name: 'Nora Next' });
    await as('nora').opensHome();
    as('nora').sees('[Settings]', { in: 'home' });
  });
});
