import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows } = await stage(await testDatabase());
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];

beforeAll(async () => {
  await publish(badgeReader);
  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
});

const steps = () =>
  rows<{ name: string }>(
    'select m.display_name as name from step s join member m on m.id = s.member_id order by number',
  );

describe('a walk', () => {
  it('is handed over to another agent, who hears of it', async () => {
    await ava.clicks('Hand over');
    ava.sees('Modal: Hand over #1');
    await ava.submits({ 'To whom?': 'Ben Brooks' });
    ava.sees('@Ava Agent has handed #1 over to @Ben Brooks.', { in: '#helpdesk' });
    ava.sees('@Ben Brooks has it, started by @Ava Agent', { in: '#helpdesk' });
    ben.sees('@Ava Agent has handed #1 over to @Ben Brooks.', { in: 'Intake' });
    await ben.types('/intake mine', { in: '#helpdesk' });
    ben.sees('My walks (1)');
  });

  it('is offered only to people who may walk', async () => {
    await ben.clicks('Hand over');
    ben.sees('Ava Agent', { in: 'modal' });
    ben.doesNotSee('Erin Engineer', { in: 'modal' });
    await ben.closes();
  });

  it('belongs to the account: each step says who took it', async () => {
    await ben.clicks('Yes');
    await ava.clicks('Done');
    ava.sees('✓ Yes — @Ben Brooks');
    ava.sees('✓ Done — @Ava Agent');
    expect((await steps()).map(({ name }) => name)).toEqual(['Ben Brooks', 'Ava Agent']);
  });

  it('is not walked by an engineer who does not cover L1', async () => {
    await erin.clicks('Yes', { in: '#helpdesk' });
    erin.sees('Only L1 agents and people who cover L1 walk problems.');
    expect(await steps()).toHaveLength(2);
  });

  it('is stopped, says so, and is resumed by somebody else who then carries it', async () => {
    await ben.clicks('Stop for now');
    ava.sees('⏸️ @Ben Brooks has stopped here.');
    ava.sees('⏸️ #1 Stopped');
    ava.sees('Stopped at: Does the door open now?');
    await ava.clicks('Resume', { message: '#1 Stopped' });
    ava.sees('▶️ @Ava Agent has taken this up again.');
    ava.sees('You carry #1 now. Its thread has the open step.');
    ava.sees('⏸️ @Ben Brooks had stopped here; the walk has gone on since.');
    ava.doesNotSee('[Resume]');
    ben.sees('▶️ @Ava Agent has taken #1 up from here; you do not carry it any more.', { in: 'Intake' });
    ava.sees('🟢 #1 In progress');
    ava.sees('Now: Does the door open now?');
    await ava.types('/intake mine');
    ava.sees('My walks (1)');
  });

  it('is taken up again by an answer alone', async () => {
    await ava.clicks('Stop for now');
    ava.sees('⏸️ #1 Stopped');
    ava.sees('⏸️ @Ava Agent has stopped here. Answer the open step or press Resume to go on. [Resume]');
    await ben.clicks('No');
    ava.sees('⏸️ @Ava Agent had stopped here; the walk has gone on since.');
    ben.sees('🟢 #1 In progress');
    ben.sees('@Ben Brooks has it, started by @Ava Agent');
    ben.sees('The badge has to be issued anew.');
  });

  it('is resumed from the list of one’s own walks', async () => {
    await ben.clicks('Stop for now');
    await ben.types('/intake mine');
    await ben.clicks('Resume', { message: 'My walks' });
    ben.sees('🟢 #1 In progress');
  });
});
