import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, workspace, rows, clock, product } = await stage(await testDatabase());
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];

afterEach(() => workspace.clearFaults());

/** The next attempt of everything that waits is the last one. */
async function lastAttempts(): Promise<void> {
  await rows(
    "update job set attempts = max_attempts - 1, run_at = created_at where dead_at is null and kind = 'post.sync'",
  );
  await product.worker.idle();
}

async function escalate(problem: string, place = '#helpdesk'): Promise<void> {
  await ava.types(`/intake escalate ${problem}`, { in: place });
  await ava.submits({ 'Why engineering?': 'Other', 'What do they need to know?': 'It is urgent' });
}

const failingIn = (name: string) =>
  workspace.arm({
    kind: 'serverError',
    method: 'chat.postMessage',
    status: 503,
    channel: workspace.channel(name)?.id,
  });

describe('work that was given up', () => {
  it('tells an escalation to the admins in person, where its channel never took it', async () => {
    failingIn('engineering');
    await escalate('the badge printer smokes');
    erin.doesNotSee('needs an engineer', { in: '#engineering' });
    await lastAttempts();
    ada.sees('🚨 #1 needs an engineer', { in: 'Intake' });
    ava.sees('People have been told in person', { in: '#helpdesk' });
  });

  it('is shown to admins, who have it sent after all', async () => {
    await ada.opensHome();
    ada.sees('⚠️ 1 message could not be sent to Slack (#engineering) and will not be tried again by itself', {
      in: 'home',
    });
    await ada.clicks('Try again', { in: 'home' });
    ada.doesNotSee('could not be sent to Slack', { in: 'home' });
    erin.sees('🚨 #1 needs an engineer', { in: '#engineering' });
    expect(await rows("select 1 from audit_entry where action = 'account.retried_work'")).toHaveLength(1);
  });

  it('takes along what waited in its thread', async () => {
    failingIn('general');
    await escalate('the lift is stuck', '#general');
    await lastAttempts();
    await erin.clicks('Claim', { in: '#engineering', message: '#2 needs an engineer' });
    ava.doesNotSee('the lift is stuck', { in: '#general' });
    workspace.clearFaults();
    await ada.opensHome();
    await ada.clicks('Try again', { in: 'home' });
    ava.sees('> the lift is stuck', { in: '#general' });
    // What waited for the thread comes with its next attempt.
    clock.passes(120_000);
    await product.idle();
    ava.sees('@Erin Engineer has claimed', { in: '#general' });
  });

  it('is not retried by anybody else', async () => {
    await erin.opensHome();
    erin.doesNotSee('Try again', { in: 'home' });
  });
});

it('tells admins that messages have been waiting', async () => {
  failingIn('helpdesk');
  await ava.types('/intake --adhoc nothing moves', { in: '#helpdesk' });
  await ada.opensHome();
  ada.doesNotSee('Messages have been waiting', { in: 'home' });
  clock.passes(5 * 60_000);
  await product.worker.idle();
  await ada.opensHome();
  ada.sees('⚠️ Messages have been waiting for 5 minutes.', { in: 'home' });
});

describe('a step that Slack refuses', () => {
  const refuse = (error: string, times?: number) =>
    workspace.arm({
      kind: 'refuse',
      method: 'chat.postMessage',
      error,
      times,
      channel: workspace.channel('helpdesk')?.id,
    });
  const missing = 'Slack did not take the message with this step';

  beforeAll(async () => {
    await publish(badgeReader);
    // What waited in the stories before is sent, and takes no fault that is meant for others.
    clock.passes(120_000);
    await product.idle();
  });

  it('is told to the agent in its thread, who has it sent again', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    refuse('msg_blocks_too_long', 1);
    await ava.clicks('No', { message: 'Does the reader beep' });
    ava.sees(missing, { in: '#helpdesk' });
    ava.doesNotSee('[Done]', { in: '#helpdesk' });
    await ada.opensHome();
    ada.sees('⚠️ 1 message could not be sent to Slack (#helpdesk)', { in: 'home' });
    await ava.clicks('Send it again', { message: missing });
    ava.sees('Press the white button under the reader once. Step 2', { in: '#helpdesk' });
    ava.sees('The walk has gone on since', { in: '#helpdesk' });
    ava.doesNotSee('Send it again', { in: '#helpdesk' });
    await ada.opensHome();
    ada.doesNotSee('could not be sent to Slack', { in: 'home' });
    await ava.clicks('Done', { message: 'Press the white button' });
    ava.sees('Step 3', { in: '#helpdesk' });
  });

  it('is told again where it is refused again, and comes when an admin has it sent', async () => {
    await ava.types(`/intake --flow ${badgeReader.slug} the gate moans`, { in: '#helpdesk' });
    refuse('msg_too_long', 1);
    await ava.clicks('No', { message: 'Does the reader beep' });
    refuse('msg_too_long', 1);
    await ava.clicks('Send it again', { message: missing });
    ava.sees(/the gate moans[\s\S]*Send it again/, { in: '#helpdesk' });
    await ada.opensHome();
    await ada.clicks('Try again', { in: 'home' });
    ava.sees(/the gate moans[\s\S]*Press the white button[^[]*Step 2/, { in: '#helpdesk' });
    ava.doesNotSee('Send it again', { in: '#helpdesk' });
  });

  it('can be escalated from there', async () => {
    await ava.types(`/intake --flow ${badgeReader.slug} the gate hums`, { in: '#helpdesk' });
    refuse('invalid_blocks', 1);
    await ava.clicks('Yes', { message: 'Does the reader beep' });
    await ava.clicks('Escalate', { message: missing });
    await ava.submits({ 'What do they need to know?': 'It hums' });
    erin.sees('the gate hums', { in: '#engineering' });
    await ava.clicks('Send it again', { message: missing });
    ava.sees('This has been handed to engineering already', { in: '#helpdesk' });
    ava.doesNotSee('Send it again', { in: '#helpdesk' });
  });

  it('and one that was given up comes when the walk is taken up again', async () => {
    await ava.types(`/intake --flow ${badgeReader.slug} the gate sings`, { in: '#helpdesk' });
    failingIn('helpdesk');
    await ava.clicks('Yes', { message: 'Does the reader beep' });
    await lastAttempts();
    workspace.clearFaults();
    clock.passes(120_000);
    await product.idle();
    ava.sees(missing, { in: '#helpdesk' });
    await ava.clicks('Send it again', { message: missing });
    ava.sees(/the gate sings[\s\S]*Wipe the badge[^[]*Step 2/, { in: '#helpdesk' });
  });
});
