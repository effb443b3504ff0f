import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stage, transports } from './support/stage.js';

describe.each(transports)('a help desk bot, %s', (transport) => {
  let desk: Stage;

  beforeEach(async () => {
    desk = await stage(transport);
  });
  afterEach(() => desk.stop());

  it('walks a thread by buttons', async () => {
    const ava = desk.as('agent');
    await ava.types('/intake printer offline', { in: '#helpdesk' });
    ava.sees('Intake: Problem: printer offline');
    ava.sees('Step 1: does it work now? [Yes] [No] [Add details]');

    await ava.clicks('No');
    ava.sees('Step 2: does it work now?');
    ava.sees('Intake: Step 1: No');
    await desk.as('agent2').clicks('Yes');
    ava.sees('Resolved by @Ben Brooks');
    ava.doesNotSee('[Yes]');
  });

  it('keeps what only one person may see to that person', async () => {
    await desk.as('agent').types('/intake printer offline');
    desk.as('agent').sees('Intake (only you): Only you see this');
    desk.as('agent2').doesNotSee('Only you see this');
    desk.as('agent2').sees('Problem: printer offline');
  });

  it('takes a form with a required field, a menu and a search', async () => {
    const ava = desk.as('agent');
    await ava.uses('New intake');
    ava.sees('Modal: Details');
    expect(await ava.searches('Device', 'p')).toEqual(['Printer', 'Laptop', 'Phone']);

    expect(await ava.submits()).toMatchObject({ ok: false, error: 'invalid_input' });
    ava.sees('Please complete this required field.');
    await ava.submits({ Customer: 'Nobody' });
    ava.sees('We know no such customer');
    await ava.submits({ Customer: 'Contoso', Urgency: 'High', Device: 'Laptop' });
    ava.doesNotSee('Modal');
    ava.sees('@Ava Agent saved Contoso, high', { in: '#helpdesk' });
  });

  it('opens a form from a button, with the defaults in it', async () => {
    const ava = desk.as('agent');
    await ava.types('/intake printer offline');
    await ava.clicks('Add details');
    await ava.submits({ Customer: 'Contoso' });
    ava.sees('@Ava Agent saved Contoso, low');
  });

  it("shows a home of one's own", async () => {
    await desk.as('agent').opensHome();
    desk.as('agent').sees('Your tickets', { in: 'home' });
    await desk.as('agent').clicks('Refresh');
    desk.as('agent').sees('Nothing open', { in: 'home' });
    desk.as('agent2').doesNotSee('Nothing open');
  });

  it('answers a mention in its thread', async () => {
    await desk.as('agent').says('hello @intake', { in: '#helpdesk' });
    desk.as('agent').sees('Intake: You called?');
    await desk.as('agent').says('thanks', { thread: 'You called?' });
    desk.as('agent2').sees('Ava Agent: thanks');
  });

  it('acts on a message by a shortcut', async () => {
    await desk.as('agent').says('the router is down', { in: '#helpdesk' });
    await desk.as('agent').uses('Start intake from this', { on: 'the router is down' });
    desk.as('agent').sees('Intake (only you): Taken: the router is down');
  });

  it('answers in the acknowledgement', async () => {
    await desk.as('agent').types('/plain');
    desk.as('agent2').sees('Said to everyone', { in: '#helpdesk' });
    await desk.as('agent').types('/escape ask @engineer in #general');
    desk.as('agent').sees('(only you): You said ask @Erin Engineer in #general');
    desk.as('agent2').doesNotSee('You said');
  });

  it("sends two people's clicks on the same button both", async () => {
    await desk.as('agent').types('/intake printer offline');
    const card = desk.as('agent').looksAt('Step 1');
    await Promise.all([
      desk.as('agent').clicks('No', { on: card }),
      desk.as('agent2').clicks('No', { on: card }),
    ]);
    const clicks = desk.workspace.traffic().filter((it) => it.kind === 'action');
    expect(clicks.map((it) => it.status)).toEqual([200, 200]);
  });
});
