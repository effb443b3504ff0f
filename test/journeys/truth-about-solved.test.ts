import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const hour = 3_600_000;
const desk = await stage(await testDatabase());
const { as, publish, rows, clock, restart } = desk;
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];

beforeAll(() => publish(badgeReader));

/** Lets time pass and everything that is due happen. */
async function passes(ms: number): Promise<void> {
  clock.passes(ms);
  desk.product.worker.wake();
  await desk.product.idle();
  await desk.workspace.settled();
}

const fixes = () =>
  rows<{ number: number; check: string }>('select number, "check"::text from fix order by at');

async function avaWalks(): Promise<void> {
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  await ava.clicks('Yes');
}

describe('an engineer’s fix', () => {
  it('awaits the agent’s check: the agent is asked at once, by direct message', async () => {
    await avaWalks();
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'Only security can issue badges' });
    await erin.clicks('Claim', { in: '#engineering' });
    await erin.clicks('Resolve', { in: '#engineering' });
    erin.sees('Does it work for the customer?');
    await erin.submits({ 'What solved it?': 'Issued a new badge', 'Minutes spent': '25' });
    ava.sees('🔎 #1 Awaiting check', { in: '#helpdesk' });
    ava.sees(
      '🔎 @Erin Engineer has applied a fix for #1. It awaits a check. Ask the customer, then press “It works”',
      { in: '#helpdesk' },
    );
    ava.sees('🔎 Fix applied: does #1 work for the customer now?', { in: 'Intake' });
    ava.sees('What was done: @Erin Engineer', { in: 'Intake' });
    ava.sees('25 minutes Issued a new badge', { in: 'Intake' });
    ava.sees('[Yes, it works] [No, reopen] [Open brief]', { in: 'Intake' });
    erin.sees('🔎 #1 has a fix that awaits a check', { in: '#engineering' });
  });

  it('that does not hold is reopened: same thread, same history, and not counted as solved', async () => {
    await ava.clicks('No, reopen', { in: 'Intake' });
    ava.sees('Modal: Reopen #1');
    await ava.submits({ 'What is wrong now?': 'The new badge stays red too' });
    ava.sees('↩️ @Ava Agent has reopened #1', { in: 'Intake' });
    ava.sees('Why it was reopened: The new badge stays red too', { in: 'Intake' });
    ava.doesNotSee('[Yes, it works]', { in: 'Intake' });
    ava.sees('🟢 #1 In progress', { in: '#helpdesk' });
    ava.sees('reopened once', { in: '#helpdesk' });
    ava.sees('↩️ @Ava Agent has reopened #1; the fix is not counted as solved. The new badge stays red too', {
      in: '#helpdesk',
    });
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 2 [Done]', { in: '#helpdesk' });
    ava.sees(/The new badge stays red too[\s\S]*Wipe the badge and hold it flat[\s\S]*\[Done\]/, {
      in: '#helpdesk',
    });
    erin.sees('↩️ @Ava Agent has reopened #1', { in: 'Intake' });
    erin.sees('↩️ #1 was reopened: the fix did not hold', { in: '#engineering' });
    expect(await fixes()).toEqual([{ number: 1, check: 'reopened' }]);
  });

  it('is asked about once more after a day, by a program that was started anew meanwhile', async () => {
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'Still red' });
    erin.sees('🚨 Escalated: Only security can issue badges', { in: '#engineering' });
    erin.sees('🔎 A fix that did not hold: Issued a new badge', { in: '#engineering' });
    await erin.clicks('Claim', { message: '#1 needs an engineer', in: '#engineering' });
    await erin.clicks('Resolve', { message: '#1 is claimed', in: '#engineering' });
    await erin.submits({ 'What solved it?': 'Replaced the reader' });
    await passes(23 * hour);
    ava.doesNotSee('Once more', { in: 'Intake' });
    await restart();
    await passes(hour + 60_000);
    ava.sees('🔎 Once more: does #1 work for the customer now?', { in: 'Intake' });
  });

  it('that the agent has seen work is solved; who made it hears so', async () => {
    await ava.clicks('Yes, it works', { in: 'Intake' });
    ava.sees('✅ #1 Resolved', { in: '#helpdesk' });
    ava.sees('Confirmed by @Ava Agent.', { in: '#helpdesk' });
    ava.doesNotSee('[Yes, it works]', { in: 'Intake' });
    erin.sees('✅ @Ava Agent says that #1 works.', { in: 'Intake' });
    erin.sees('✅ #1 is resolved', { in: '#engineering' });
    erin.sees('✅ #1 is resolved, claimed by @Erin Engineer. Replaced the reader', { in: '#engineering' });
    expect((await fixes()).map(({ check }) => check)).toEqual(['reopened', 'confirmed']);
  });

  it('is not asked about any more once that is known', async () => {
    await passes(72 * hour);
    ava.doesNotSee('Nobody has said whether #1 works', { in: '#helpdesk' });
  });
});

describe('an agent who is not sure yet', () => {
  it('is asked four hours later, again after a day, and then it is counted as not confirmed', async () => {
    await avaWalks();
    await ava.clicks('Mark as solved');
    await ava.submits({ 'Does it work for the customer?': 'Not yet: ask whether it does' });
    ava.sees('🔎 #2 Awaiting check', { in: '#helpdesk' });
    ava.doesNotSee('does #2 work', { in: 'Intake' });
    await passes(4 * hour - 60_000);
    ava.doesNotSee('does #2 work', { in: 'Intake' });
    await passes(120_000);
    ava.sees('🔎 Fix applied: does #2 work for the customer now?', { in: 'Intake' });
    await passes(20 * hour);
    ava.sees('🔎 Once more: does #2 work for the customer now?', { in: 'Intake' });
    await passes(48 * hour);
    ava.sees('☑️ #2 Not confirmed', { in: '#helpdesk' });
    ava.sees('☑️ Nobody has said whether #2 works; it is not counted as solved', { in: 'Intake' });
    expect((await fixes()).at(-1)).toEqual({ number: 1, check: 'unanswered' });
  });

  it('can still say so later; a second click changes nothing and says who was first', async () => {
    const question = ava.looksAt('☑️ Nobody has said whether #2 works', { in: 'Intake' });
    await ben.clicks('It works', { message: '#2 Not confirmed', in: '#helpdesk' });
    ava.sees('✅ #2 Resolved', { in: '#helpdesk' });
    ava.sees('✅ #2 works, says @Ben Brooks', { in: 'Intake' });
    await ava.clicks('Yes, it works', { on: question });
    ava.sees('@Ben Brooks has already said how this went');
  });
});

describe('a walk that has ended', () => {
  it('is not reopened after seven days: the agent is told what to do instead', async () => {
    await passes(7 * 24 * hour);
    await ben.clicks('Reopen', { message: '#2 Resolved', in: '#helpdesk' });
    await ben.submits({});
    ben.sees('This walk ended too long ago to be reopened');
    await ben.closes({ all: true });
  });

  it('of a problem that was never walked goes on without a tree', async () => {
    await ava.types('/intake escalate the lift music is too loud', { in: '#helpdesk' });
    await ava.submits({ 'What do they need to know?': 'Since Monday' });
    await erin.clicks('Claim', { message: '#3 needs an engineer', in: '#engineering' });
    await erin.clicks('Resolve', { message: '#3 is claimed', in: '#engineering' });
    await erin.submits({});
    await ava.clicks('Reopen', { message: '#3 Awaiting check', in: '#helpdesk' });
    await ava.submits({});
    ava.sees('🟢 #3 In progress', { in: '#helpdesk' });
    ava.sees('[Add a step]', { in: '#helpdesk' });
  });
});

describe('a walk that nobody goes on with', () => {
  it('is brought to mind after a day without anything; a note counts as something', async () => {
    await ben.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await passes(12 * hour);
    await ava.says('They call back tomorrow', { in: '#helpdesk', thread: '#4 In progress' });
    await passes(13 * hour);
    ben.doesNotSee('#4 has waited', { in: 'Intake' });
    await passes(12 * hour);
    ben.sees('⏳ #4 has waited since', { in: 'Intake' });
    ben.sees('[Go on] [Close unsolved] [Open brief]', { in: 'Intake' });
  });

  it('goes on at a click, and then is not swept', async () => {
    await ben.clicks('Go on', { in: 'Intake' });
    ben.sees('You carry #4 now.');
    await passes(24 * hour + 60_000);
    await passes(6 * 24 * hour);
    ben.sees('🟢 #4 In progress', { in: '#helpdesk' });
  });

  it('is swept seven days after the question, with everything that was recorded', async () => {
    await passes(24 * hour + 60_000);
    ben.sees('⚪ #4 Abandoned', { in: '#helpdesk' });
    ben.sees('⚪ Nobody has gone on with #4, so it is closed unsolved.', { in: '#helpdesk' });
    await ben.clicks('Open brief', { message: '#4 Abandoned', in: '#helpdesk' });
    ben.sees('They call back tomorrow', { in: 'modal' });
    await ben.closes();
    expect(
      await rows("select surface, member_id from audit_entry where action = 'session.abandoned'"),
    ).toEqual([
      { surface: 'job', member_id: null },
      { surface: 'job', member_id: null },
    ]);
  });

  it('is taken up again by Reopen', async () => {
    await ava.clicks('Reopen', { message: '#4 Abandoned', in: '#helpdesk' });
    await ava.submits({});
    ava.sees('🟢 #4 In progress', { in: '#helpdesk' });
    ava.sees('↩️ @Ava Agent has reopened #4', { in: '#helpdesk' });
  });

  it('is closed unsolved by whoever walks it', async () => {
    await ava.clicks('Close unsolved', { in: '#helpdesk' });
    ava.sees('⚪ #4 Abandoned', { in: '#helpdesk' });
    ava.sees('⚪ @Ava Agent has closed #4 unsolved.', { in: '#helpdesk' });
  });
});

describe('the times an admin sets', () => {
  const ada = as('admin');

  it('are in the settings beside the clocks, and cannot be out of order', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Set', { in: 'modal' });
    ada.sees('asked after 4 hours, again after 24 hours, no more after 72 hours', { in: 'modal' });
    await ada.clicks('Edit', { in: 'modal', nth: 1 });
    await ada.submits({ 'Hours after the fix until it is asked again': '80' });
    ada.sees('has to be later than the one before it', { in: 'modal' });
    await ada.submits({
      'Hours until an agent who is not sure is asked whether it works': '1',
      'Hours after the fix until it is asked again': '2',
      'Hours after the fix until it is asked no more': '3',
      'Days in which a walk can be reopened': '1',
      'Hours without anything until a walk’s agent is asked about it': '2',
      'Days after that until it is closed unsolved': '1',
    });
    ada.sees('asked after 1 hour, again after 2 hours, no more after 3 hours', { in: 'modal' });
    ada.sees('reopened within 1 day', { in: 'modal' });
    await ada.closes({ all: true });
  });

  it('hold for questions about fixes, to the minute, across a restart', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Mark as solved', { in: '#helpdesk' });
    await ava.submits({ 'Does it work for the customer?': 'Not yet: ask whether it does' });
    await passes(hour - 60_000);
    ava.doesNotSee('does #5 work', { in: 'Intake' });
    await restart();
    await passes(60_000);
    ava.sees('🔎 Fix applied: does #5 work for the customer now?', { in: 'Intake' });
    await passes(hour);
    ava.sees('🔎 Once more: does #5 work for the customer now?', { in: 'Intake' });
    await passes(hour - 60_000);
    ava.doesNotSee('☑️ #5 Not confirmed', { in: '#helpdesk' });
    await passes(60_000);
    ava.sees('☑️ #5 Not confirmed', { in: '#helpdesk' });
  });

  it('hold for reopening', async () => {
    await passes(22 * hour);
    await ava.clicks('Reopen', { message: '#5 Not confirmed', in: '#helpdesk' });
    ava.sees('It can be reopened until', { in: 'modal' });
    await ava.closes();
    await passes(hour);
    await ava.clicks('Reopen', { message: '#5 Not confirmed', in: '#helpdesk' });
    await ava.submits({});
    ava.sees('This walk ended too long ago to be reopened');
    await ava.closes({ all: true });
  });

  it('hold for walks that lie still', async () => {
    await ben.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await passes(2 * hour - 60_000);
    ben.doesNotSee('#6 has waited', { in: 'Intake' });
    await passes(60_000);
    ben.sees('⏳ #6 has waited since', { in: 'Intake' });
    await passes(24 * hour - 60_000);
    ben.sees('🟢 #6 In progress', { in: '#helpdesk' });
    await passes(60_000);
    ben.sees('⚪ #6 Abandoned', { in: '#helpdesk' });
  });
});

it('is closed unsolved where the walk was brought to mind', async () => {
  await ben.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  await passes(2 * hour);
  await ben.clicks('Close unsolved', { in: 'Intake', message: '#7 has waited' });
  ben.sees('⚪ @Ben Brooks has closed #7 unsolved.', { in: '#helpdesk' });
});

it('is brought to mind again after engineering has handed it back', async () => {
  await ben.types('/intake --adhoc the gong has a crack', { in: '#helpdesk' });
  await ben.clicks('Escalate', { in: '#helpdesk' });
  await ben.submits({ 'What do they need to know?': 'It rang too loud' });
  await passes(30 * hour);
  await erin.clicks('Hand back to L1…', { in: '#engineering', message: 'the gong has a crack' });
  await erin.submits({ 'What should the agent do?': 'Glue it' });
  await passes(2 * hour);
  ben.sees('⏳ #8 has waited since', { in: 'Intake' });
});
