import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, workspace } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];
const first = 'Does the reader beep when the badge touches it?';

beforeAll(() => publish(badgeReader));
beforeEach(async () => {
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
});

const stepsOfNewest = () =>
  rows<{ number: number }>(
    'select number from step where session_id = (select id from session order by created_at desc limit 1)',
  );

describe('two people who click at once', () => {
  it('have one effect; the loser is told privately who was first', async () => {
    const card = ava.looksAt(first);
    await Promise.all([ava.clicks('Yes', { on: card }), ben.clicks('No', { on: card })]);
    expect(await stepsOfNewest()).toHaveLength(1);
    const avaWon = !ava.screen().includes('Already answered by');
    const [winner, loser, name] = avaWon ? [ava, ben, 'Ava Agent'] : [ben, ava, 'Ben Brooks'];
    loser.sees(
      `Intake (only you): Already answered by @${name}. The newest step is below; go on from there.`,
    );
    winner.doesNotSee('Already answered by');
    winner.sees(`— @${name}`);
  });

  it('see the same card afterwards, whoever won', async () => {
    const card = ava.looksAt(first);
    await Promise.all([
      ava.clicks('Yes', { on: card }),
      ben.clicks('Yes', { on: card }),
      ava.clicks('No', { on: card }),
      ben.clicks('No', { on: card }),
    ]);
    expect(await stepsOfNewest()).toHaveLength(1);
    const shown = ava.looksAt(first);
    expect(ben.looksAt(first).blocks).toEqual(shown.blocks);
    expect(JSON.stringify(shown.blocks)).not.toContain('session.answer');
  });

  it('do not both go back', async () => {
    await ava.clicks('Yes');
    const card = ava.looksAt('Wipe the badge');
    await Promise.all([ava.clicks('Back', { on: card }), ben.clicks('Done', { on: card })]);
    expect(await stepsOfNewest()).toHaveLength(2);
  });

  it('do not both escalate', async () => {
    await Promise.all([ava.clicks('Escalate'), ben.clicks('Escalate')]);
    await Promise.all([
      ava.submits({ 'What do they need to know?': 'Ava asks' }),
      ben.submits({ 'What do they need to know?': 'Ben asks' }),
    ]);
    const said = [ava, ben].filter((one) => one.screen().includes('handed to engineering already'));
    expect(said).toHaveLength(1);
    for (const one of said) await one.closes({ all: true });
    expect(await rows('select 1 from escalation')).toHaveLength(1);
  });

  it('do not both claim', async () => {
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'A race' });
    const card = erin.looksAt('needs an engineer', { in: '#engineering' });
    await Promise.all([erin.clicks('Claim', { on: card }), ada.clicks('Claim', { on: card })]);
    const losers = [erin, ada].filter((one) => one.screen().includes('has already claimed this'));
    expect(losers).toHaveLength(1);
    // In the channel, where the button is: the card heads a thread that nobody has to have open.
    expect(losers[0]?.screen({ in: '#engineering' })).toMatch(
      /^Intake \(only you\): @.* has already claimed this/m,
    );
    expect(await rows('select 1 from claim')).toHaveLength(1);
  });
});

describe('a card of long ago', () => {
  it('has no effect, is told so and is drawn anew', async () => {
    const card = ava.looksAt(first);
    await ben.clicks('Yes');
    await ben.clicks('Done');
    await ava.clicks('No', { on: card });
    ava.sees('Already answered by @Ben Brooks.');
    expect(await stepsOfNewest()).toHaveLength(2);
  });

  it('of a walk that has ended says so', async () => {
    const card = ava.looksAt(first);
    await ava.clicks('Mark as solved');
    await ava.submits();
    await ben.clicks('Yes', { on: card });
    ben.sees('This walk has ended, so nothing was changed.');
    await ben.clicks('Stop for now', { on: card });
    expect(await stepsOfNewest()).toHaveLength(0);
    expect(workspace.faults()).toEqual([]);
  });
});
