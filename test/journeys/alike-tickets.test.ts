import { describe, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const hour = 3_600_000;
const desk = await stage(await testDatabase());
const { as, clock } = desk;
const [ava, erin] = [as('agent'), as('engineer')];
const engineering = { in: '#engineering' };
const helpdesk = { in: '#helpdesk' };
const problem = 'the scanner at gate four blinks orange';

async function solves(said: string, filled: Record<string, string>, where = helpdesk): Promise<void> {
  await ava.types(`/intake --adhoc ${said}`, helpdesk);
  await ava.clicks('Solved', where);
  await ava.submits(filled);
}

describe('a brief of an escalation', () => {
  it('names alike tickets that were solved, how and by whom', async () => {
    await solves(problem, { 'What solved it?': 'Cleaned its glass' });
    await ava.types(`/intake escalate ${problem} again`, helpdesk);
    await ava.submits({ 'What do they need to know?': 'Cleaning does not help' });
    erin.sees(`Solved before • #1 ${problem} — solved by @Ava Agent: Cleaned its glass`, engineering);
    erin.sees('💡 Suggested next: Try what solved #1, “Cleaned its glass”', engineering);
  });

  it('names none that is private, waits for its check, or that nobody confirmed', async () => {
    await solves(
      `--private ${problem} in the vault`,
      { 'What solved it?': 'Told the guard' },
      { in: 'Intake' },
    );
    await solves(`${problem} at noon`, {
      'What solved it?': 'Turned it off',
      'Does it work for the customer?': 'Not yet: ask whether it does',
    });
    clock.passes(73 * hour);
    desk.product.worker.wake();
    await desk.product.idle();
    ava.sees('☑️ #4 Not confirmed', helpdesk);
    await solves(`${problem} at night`, {
      'What solved it?': 'Hit it',
      'Does it work for the customer?': 'Not yet: ask whether it does',
    });
    await ava.types(`/intake escalate ${problem} for good`, helpdesk);
    await ava.submits({ 'What do they need to know?': 'Please' });
    erin.sees('#6 needs an engineer', engineering);
    await erin.clicks('Open brief', { message: '#6 needs an engineer', ...engineering });
    erin.sees('solved by @Ava Agent: Cleaned its glass', { in: 'modal' });
    for (const other of ['Told the guard', 'Turned it off', 'Hit it'])
      erin.doesNotSee(other, { in: 'modal' });
  });
});
