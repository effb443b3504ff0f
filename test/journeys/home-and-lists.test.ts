import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, product, caller, rows } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];

/** Twelve walks of Ava's: more than a page. */
beforeAll(async () => {
  await publish(badgeReader);
  const agent = await caller('agent');
  for (let number = 1; number <= 12; number += 1) {
    await product.useCases.submitIntake(agent, {
      problem: `problem number ${number}`,
      customerName: number === 12 ? 'Contoso' : null,
      how: { kind: 'flow', flow: 'badge-reader-red' },
      channelId: 'C0HELPDESK',
      responseUrl: null,
    });
  }
  await product.worker.idle();
});

const order = (screen: string): number[] =>
  [...screen.matchAll(/problem number (\d+)/g)].map(([, number]) => Number(number));

describe('/intake mine', () => {
  it('lists one’s own walks, newest first, with what each waits for', async () => {
    await ava.types('/intake mine', { in: '#helpdesk' });
    ava.sees('Intake (only you): My walks (12)');
    ava.sees('#12 problem number 12 — Contoso > Does the reader beep when the badge touches it?');
    const list = ava.looksAt('My walks');
    expect(order(JSON.stringify(list.blocks))).toEqual([12, 11, 10, 9, 8, 7, 6, 5]);
  });

  it('turns its pages in place', async () => {
    await ava.clicks('Next (1 of 2)');
    ava.sees('#4 problem number 4');
    expect(order(JSON.stringify(ava.looksAt('My walks').blocks))).toEqual([4, 3, 2, 1]);
    await ava.clicks('Previous');
    expect(order(JSON.stringify(ava.looksAt('My walks').blocks))).toHaveLength(8);
  });

  it('is empty for who carries nothing', async () => {
    await ben.types('/intake mine', { in: '#helpdesk' });
    ben.sees('You have no open walks.');
  });
});

describe('/intake queue', () => {
  it('lists the team’s walks by status', async () => {
    await ben.types('/intake queue', { in: '#helpdesk' });
    ben.sees('Team queue: in progress (12)');
    await ben.types('/intake queue resolved');
    ben.sees('Team queue: resolved Nothing here.');
    await ben.types('/intake Queue ESCALATED');
    ben.sees('Team queue: escalated Nothing here.');
  });

  it('is the word for a problem where more is said', async () => {
    await ben.types('/intake --adhoc queue of the printer is stuck');
    ben.sees('> queue of the printer is stuck');
  });
});

describe('/intake help', () => {
  it('says privately what can be typed', async () => {
    await ava.types('/intake help', { in: '#helpdesk' });
    ava.sees('Intake (only you): Intake walks a support problem down the right path.');
    ava.sees('/intake mine');
    ben.doesNotSee('walks a support problem');
  });

  it('is what --help and a command that was not quite typed lead to; nothing is started', async () => {
    await ben.types('/intake --help', { in: '#helpdesk' });
    ben.sees('Intake (only you): Intake walks a support problem down the right path.');
    const intakes = () => rows('select 1 from intake');
    const before = (await intakes()).length;
    await ben.types('/intake setings');
    ben.sees('Intake (only you): Did you mean /intake settings?');
    ben.sees('If “setings” is the problem, type /intake and a few more words of it.');
    await ben.types('/intake queue foo');
    ben.sees(
      'The queue is listed by /intake queue, or with active, escalated, resolved or abandoned after it.',
    );
    expect(await intakes()).toHaveLength(before);
    await ben.types('/intake printer');
    expect(await intakes()).toHaveLength(before + 1);
  });
});

describe('App Home', () => {
  it('shows an agent their own walks to resume, the queue, and no escalations', async () => {
    await ava.opensHome();
    ava.sees('[New intake]', { in: 'home' });
    ava.sees('My walks (12)', { in: 'home' });
    ava.sees('problem number 12 — Contoso > Does the reader beep', { in: 'home' });
    ava.sees('Team queue', { in: 'home' });
    ava.doesNotSee('[Settings]', { in: 'home' });
    ava.doesNotSee('Nothing waits for engineering.', { in: 'home' });
  });

  it('turns the pages of each list by itself', async () => {
    await ava.clicks(/^Next \(1 of 2\)/, { in: 'home', nth: 0 });
    const mine = ava.screen({ in: 'home' }).split('Team queue')[0] ?? '';
    expect(order(mine)).toEqual([4, 3, 2, 1]);
    const queue = ava.screen({ in: 'home' }).split('Team queue')[1] ?? '';
    expect(order(queue).length).toBeGreaterThan(4);
  });

  it('resumes a stopped walk from the list', async () => {
    await ava.clicks('Stop for now', { message: 'Does the reader beep' });
    await ava.opensHome();
    await ava.clicks('Previous', { in: 'home', nth: 0 });
    ava.sees('⏸️ Stopped', { in: 'home' });
    await ava.clicks('Resume', { in: 'home', nth: 0 });
    ava.sees('▶️ @Ava Agent has taken this up again.', { in: '#helpdesk' });
    ava.doesNotSee('⏸️ Stopped', { in: 'home' });
  });

  it('filters the queue by status', async () => {
    await ava.clicks('Escalate', { message: 'Does the reader beep' });
    await ava.submits({ 'What do they need to know?': 'For the list' });
    await ben.opensHome();
    await ben.clicks('Escalated', { in: 'home' });
    ben.sees('Team queue (1)', { in: 'home' });
    ben.sees('🚨 Escalated', { in: 'home' });
    await ben.clicks('Resolved', { in: 'home' });
    ben.sees(/Team queue\n\(.*\)\nNothing here\./, { in: 'home' });
  });

  it('shows engineers what waits for them, to claim there', async () => {
    await erin.opensHome();
    erin.doesNotSee('[New intake]', { in: 'home' });
    erin.sees('Escalations (1)', { in: 'home' });
    await erin.clicks('Claim', { in: 'home' });
    erin.sees('🛠️ Claimed · @Erin Engineer', { in: 'home' });
    erin.doesNotSee('[Claim]', { in: 'home' });
    erin.sees('🛠️', { in: '#engineering' });
  });

  it('shows admins the settings', async () => {
    await ada.opensHome();
    ada.sees('[New intake] [Escalate] [Settings]', { in: 'home' });
    ada.sees('Escalations (1)', { in: 'home' });
  });

  it('shows what still waits for one’s choice, to choose there', async () => {
    await ben.types('/intake a purple elephant plays the organ', { in: '#helpdesk' });
    await ben.opensHome();
    ben.sees('❓ Waits for your choice: a purple elephant plays the organ', { in: 'home' });
    await ben.clicks('Choose', { in: 'home' });
    ben.sees('Modal: How to go on');
    await ben.clicks('Walk ad hoc', { in: 'modal' });
    ben.sees('> a purple elephant plays the organ Ad hoc, no flow');
    ben.sees('You chose to walk ad hoc.', { in: 'modal' });
    await ben.closes();
    await ben.opensHome();
    ben.doesNotSee('Waits for your choice', { in: 'home' });
  });
});
