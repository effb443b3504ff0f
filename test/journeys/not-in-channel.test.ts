import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, workspace, rows } = await stage(await testDatabase());
const ava = as('agent');

beforeAll(() => publish(badgeReader));

describe('a walk from a channel that the bot is not in', () => {
  it('goes on in a direct message and says so in both places', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#random' });
    ava.sees('I am not in #random, so #1 goes on in a direct message with me.', { in: 'Intake' });
    ava.sees('(only you): I am not in #random', { in: '#random' });
    ava.sees('Does the reader beep when the badge touches it? Step 1 [Yes] [No]', { in: 'Intake' });
  });

  it('is walked there to its end', async () => {
    await ava.clicks('No', { in: 'Intake' });
    await ava.says('typed in the direct message', { in: 'Intake', thread: badgeProblem });
    ava.sees('typed in the direct message (:memo: 1)', { in: 'Intake' });
    await ava.clicks('Done', { in: 'Intake' });
    await ava.clicks('Yes', { in: 'Intake' });
    await ava.clicks('Solved', { in: 'Intake' });
    await ava.submits();
    ava.sees('✅ #1 Resolved', { in: 'Intake' });
  });

  it('goes on there also from a private channel', async () => {
    await ava.types('/intake --adhoc quiet trouble', { in: '#vip' });
    ava.sees('so #2 goes on in a direct message with me.', { in: 'Intake' });
    ava.doesNotSee('quiet trouble', { in: '#vip' });
  });

  it('goes with whoever it is handed to, open step and all', async () => {
    const ben = as('agent2');
    await ava.types(`/intake ${badgeProblem}`, { in: '#random' });
    await ava.clicks('Hand over', { in: 'Intake' });
    await ava.submits({ 'To whom?': 'Ben Brooks' });
    ben.sees('Does the reader beep when the badge touches it? Step 1 [Yes] [No]', { in: 'Intake' });
    await ben.clicks('Yes', { in: 'Intake' });
    ben.sees('Step 2', { in: 'Intake' });
  });

  it('that is a conversation of other people goes on in a direct message too', async () => {
    await ava.does({ type: 'openDm', personId: 'U0BEN' });
    await ava.types('/intake --adhoc overheard trouble', { in: 'Ben Brooks' });
    ava.sees('> overheard trouble', { in: 'Intake' });
  });

  it('stays in the channel once the bot is invited', async () => {
    workspace.setMember('random', 'intake', true);
    await ava.types(`/intake ${badgeProblem}`, { in: '#random' });
    ava.sees('Step 1 [Yes] [No]', { in: '#random' });
    expect(await rows("select 1 from post where state = 'failed'")).toEqual([]);
  });
});

describe('a private answer', () => {
  it('reaches the person also where the bot is not', async () => {
    await ava.types('/intake a purple elephant plays the organ', { in: '#vip' });
    ava.sees('(only you): No flow fits, and none is built for this.', { in: '#vip' });
  });
});
