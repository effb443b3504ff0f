import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postKey } from '../../src/domain/post.js';
import type { SaveClocks } from '../../src/usecases/clocks/save-clocks.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

/** The product's clock: it stands until it is set. */
let now = new Date('2026-10-23T14:00:00Z');

const staged = await stage(await testDatabase(), { now: () => now });
const { as, caller, workspace, rows } = staged;
const engineering = { in: '#engineering' };
const direct = { in: 'Intake' };

workspace.addPerson({ handle: 'eve', name: 'Eve Expert' });
const [ava, erin, ada, eve] = [as('agent'), as('engineer'), as('admin'), as('eve')];

const office = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const clocks: SaveClocks = {
  categoryId: null,
  claimMinutes: 20,
  firstActionMinutes: 30,
  businessHours: office,
  onCall: { groupId: 'S0ENGINEERS', people: [] },
  nextLevel: { groupId: null, people: [] },
};

const save = async (change: Partial<SaveClocks> = {}) =>
  staged.product.useCases.saveClocks(await caller('admin'), { ...clocks, ...change });

/** It is this time; everything that is due by then happens. */
async function at(time: string): Promise<void> {
  now = new Date(time);
  await staged.product.idle();
  await workspace.settled();
}

let tickets = 0;
async function escalates(time: string): Promise<string> {
  await at(time);
  tickets += 1;
  await staged.product.useCases.escalateProblem(await caller('agent'), {
    problem: `Trouble ${tickets}`,
    reason: 'Help',
    category: 'other',
    channelId: 'C0HELPDESK',
    responseUrl: null,
  });
  await at(time);
  return `#${tickets}`;
}

/** How many times this is on a person's screen. */
const times = (person: typeof erin, words: string, where: { in?: string } = {}): number =>
  person.screen(where).split(words).length - 1;

beforeAll(async () => {
  const { memberId } = (await caller('eve')).actor;
  await staged.product.useCases.giveRole(await caller('admin'), {
    memberId,
    role: 'engineer',
    coversL1: false,
  });
  const eveId = (await caller('eve')).actor.slackUserId;
  clocks.nextLevel = { groupId: null, people: [eveId] };
  await save();
});

afterEach(() => staged.product.idle());

describe('the clock over a night in which clocks change', () => {
  it('follows the wall clock', async () => {
    const ticket = await escalates('2026-10-23T14:50:00Z');
    await at('2026-10-26T08:04:59Z');
    erin.doesNotSee(`${ticket} should be claimed`, engineering);
    await at('2026-10-26T08:05:00Z');
    erin.sees(`⏰ ${ticket} should be claimed by 2026-10-26 08:10 UTC.`, engineering);
    await erin.clicks('Claim', { message: `${ticket} needs an engineer` });
    await erin.says('Mine', { in: '#engineering', thread: `${ticket} is claimed` });
  });
});

describe('an escalation that nobody claims', () => {
  it('warns its thread before the target, in business hours, over the weekend', async () => {
    const ticket = await escalates('2026-11-20T15:50:00Z');
    erin.sees('On call: @engineers', engineering);
    await at('2026-11-23T08:04:59Z');
    erin.doesNotSee(`⏰ ${ticket} should be claimed`, engineering);
    await at('2026-11-23T08:05:00Z');
    erin.sees(`⏰ ${ticket} should be claimed by 2026-11-23 08:10 UTC.`, engineering);
  });

  it('calls who is on call at the target, to the minute, also after a restart', async () => {
    await at('2026-11-23T08:09:59Z');
    erin.doesNotSee('⏰ You are on call', direct);
    await staged.restart({ killed: true });
    await at('2026-11-23T08:10:00Z');
    erin.sees('⏰ You are on call, and nobody has claimed this yet. 🚨 #2 needs an engineer', direct);
    eve.doesNotSee('#2', direct);
  });

  it('calls the next level, then the admins, each as long after the one before', async () => {
    await at('2026-11-23T08:29:59Z');
    eve.doesNotSee('#2 needs', direct);
    await at('2026-11-23T08:30:00Z');
    eve.sees('⏰ Who is on call has not claimed this, so it comes to you. 🚨 #2 needs an engineer', direct);
    await at('2026-11-23T08:49:59Z');
    ada.doesNotSee('#2 needs', direct);
    await at('2026-11-23T08:50:00Z');
    ada.sees('⏰ Nobody has claimed this, and everybody on the ladder has been called.', direct);
    ava.sees('⏰ Nobody has claimed #2 yet. Everybody on call and the admins have been called', {
      in: '#helpdesk',
    });
  });

  it('is claimed from any copy, and every copy shows it', async () => {
    await at('2026-11-23T09:00:00Z');
    await eve.clicks('Claim', direct);
    for (const person of [erin, eve, ada]) person.sees('🛠️ #2 is claimed', direct);
    erin.sees('🛠️ #2 is claimed', engineering);
  });
});

describe('a claim that stays silent', () => {
  it('is warned, reminded, then taken back, to the minute', async () => {
    await at('2026-11-23T09:21:59Z');
    eve.doesNotSee('waits for a first sign', direct);
    await at('2026-11-23T09:22:00Z');
    eve.sees('⏳ You have claimed #2; the customer waits for a first sign.', direct);
    await at('2026-11-23T09:29:59Z');
    eve.doesNotSee('nothing has happened yet', direct);
    await at('2026-11-23T09:30:00Z');
    eve.sees('⏰ You have claimed #2 and nothing has happened yet. At 2026-11-23 10:00 UTC', direct);
    await at('2026-11-23T09:59:59Z');
    erin.sees('🛠️ #2 is claimed', engineering);
    await at('2026-11-23T10:00:00Z');
    erin.sees('🚨 #2 needs an engineer', engineering);
    eve.sees(
      '⏰ Nothing has happened since @Eve Expert claimed this. #2 waits for another engineer.',
      direct,
    );
    ava.sees('⏰ Nothing has happened since @Eve Expert claimed this.', { in: '#helpdesk' });
  });

  it('starts the ladder anew', async () => {
    expect(times(erin, '#2 should be claimed', engineering)).toBe(1);
    await at('2026-11-23T10:15:00Z');
    expect(times(erin, '#2 should be claimed', engineering)).toBe(2);
    await at('2026-11-23T10:20:00Z');
    erin.sees('⏰ #2 waits for an engineer since 2026-11-20 15:50 UTC. You are on call.', direct);
  });

  it('is none once its claimant writes beside the card', async () => {
    await erin.clicks('Claim', engineering);
    await erin.says('I look at it', { in: '#engineering', thread: '#2 is claimed' });
    await at('2026-11-23T14:00:00Z');
    erin.doesNotSee('You have claimed #2', direct);
    erin.sees('🛠️ #2 is claimed', engineering);
  });

  it('is none once they say that they are at it', async () => {
    const ticket = await escalates('2026-11-23T14:00:00Z');
    await erin.clicks('Claim', { message: `${ticket} needs an engineer` });
    await at('2026-11-23T14:22:00Z');
    await erin.clicks('I’m on it', direct);
    erin.sees('Good. The claim stays yours.');
    await at('2026-11-24T12:00:00Z');
    erin.sees(`🛠️ ${ticket} is claimed`, engineering);
  });

  it('ends at a click for who cannot go on with it', async () => {
    const ticket = await escalates('2026-11-24T14:00:00Z');
    await erin.clicks('Claim', { message: `${ticket} needs an engineer` });
    await at('2026-11-24T14:22:00Z');
    await erin.clicks('Give it back', direct);
    erin.sees('You have given it back; it waits for another engineer.', direct);
    erin.sees(`🚨 ${ticket} needs an engineer`, engineering);
  });
});

describe('after the program stood still', () => {
  it('the call comes at once, and the next one still gets its time', async () => {
    const ticket = await escalates('2026-11-25T09:00:00Z');
    await at('2026-11-25T12:00:00Z');
    erin.doesNotSee(`${ticket} should be claimed`, engineering);
    erin.sees(`${ticket} needs an engineer`, direct);
    eve.doesNotSee(`${ticket} needs an engineer`, direct);
    await at('2026-11-25T12:19:59Z');
    eve.doesNotSee(`${ticket} needs an engineer`, direct);
    await at('2026-11-25T12:20:00Z');
    eve.sees(`${ticket} needs an engineer`, direct);
  });
});

describe('settings', () => {
  it('hold at once for what waits already', async () => {
    const ticket = await escalates('2026-11-26T09:00:00Z');
    await save({ claimMinutes: 60 });
    await at('2026-11-26T09:44:59Z');
    erin.doesNotSee(`${ticket} should be claimed`, engineering);
    await save({ claimMinutes: 50 });
    await at('2026-11-26T09:45:00Z');
    erin.sees(`${ticket} should be claimed by 2026-11-26 09:50 UTC`, engineering);
    await save();
  });

  it('call who is on call also where an earlier card did not reach them', async () => {
    const ticket = await escalates('2026-11-26T12:00:00Z');
    const [escalation] = await rows<{ id: string }>(
      'select id from escalation order by created_at desc limit 1',
    );
    const { slackUserId } = (await caller('engineer')).actor;
    await rows(
      `insert into post (account_id, id, key, kind, session_id, escalation_id, position, channel_id, state, error, created_at)
       select account_id, gen_random_uuid(), $2, kind, session_id, escalation_id, 0, $3, 'failed', 'not there', created_at
       from post where escalation_id = $1::uuid and kind = 'escalation_card' limit 1`,
      [escalation?.id, postKey.escalationCard(escalation?.id ?? '', slackUserId), slackUserId],
    );
    await at('2026-11-26T12:20:00Z');
    erin.sees(`⏰ You are on call, and nobody has claimed this yet. 🚨 ${ticket} needs an engineer`, direct);
  });

  it('pass an empty rung over, and a user group that is gone; admins are told of it once a day', async () => {
    workspace.changeUserGroup('S0ENGINEERS', { isDisabled: true });
    const ticket = await escalates('2026-11-27T09:00:00Z');
    const second = await escalates('2026-11-27T09:00:00Z');
    await at('2026-11-27T09:20:00Z');
    eve.sees(`${ticket} needs an engineer`, direct);
    eve.sees(`${second} needs an engineer`, direct);
    erin.doesNotSee(`${ticket} needs an engineer`, direct);
    expect(times(ada, 'The user group @engineers is to be called', direct)).toBe(1);
    workspace.changeUserGroup('S0ENGINEERS', { isDisabled: false });
  });

  it('are made in a modal of their own, by category', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Set', { in: 'modal' });
    ada.sees(
      'claimed within 20 minutes · first action within 30 minutes · Mon Tue Wed Thu Fri 09:00–17:00, Europe/Berlin · on call: @engineers · next level: 1 person',
      { in: 'modal' },
    );
    await ada.selects('Set it for one category:', 'Printing', { in: 'modal' });
    await ada.submits({ 'Minutes to claim': '3' });
    ada.sees('Type whole minutes from 5 to 10,080', { in: 'modal' });
    await ada.submits({ 'Minutes to claim': '10', 'When does the clock run?': 'The hours below' });
    ada.sees('Choose a time zone: the hours count by its clock.', { in: 'modal' });
    await ada.submits({
      'Minutes to claim': '10',
      'When does the clock run?': 'The hours below',
      From: '22:00',
      To: '06:00',
      'Time zone': 'America/New_York',
      'On call: people': ['engineer'],
    });
    ada.sees(
      'Printing claimed within 10 minutes · Mon Tue Wed Thu Fri 22:00–06:00, America/New_York · on call: 1 person',
      { in: 'modal' },
    );
    expect(
      await rows("select after from audit_entry where action = 'clocks.saved' and subject = 'category'"),
    ).toHaveLength(1);
    await ada.clicks('Edit', { in: 'modal' });
    await ada.submits({ 'Minutes to claim': '25' });
    ada.sees('claimed within 25 minutes', { in: 'modal' });
    await ada.closes({ all: true });
  });
});
