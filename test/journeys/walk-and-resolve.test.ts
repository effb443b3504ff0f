import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows } = await stage(await testDatabase());
const [ava, ben] = [as('agent'), as('agent2')];

beforeAll(() => publish(badgeReader));

describe('a problem that a published flow fits', () => {
  it('is walked in a thread, one button for each answer', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    ava.sees('🟢 #1 In progress > Badge reader stays red at the front door');
    ava.sees('Flow: Badge reader stays red v1');
    ava.sees('Does the reader beep when the badge touches it? Step 1 [Yes] [No]');

    await ava.clicks('Yes');
    ava.sees('Does the reader beep when the badge touches it? ✓ Yes — @Ava Agent');
    ava.sees(
      "Wipe the badge and hold it flat for three seconds. Step 2 [Done] [Didn't help] [Can't do this]",
    );
    ava.sees('Now: Wipe the badge and hold it flat for three seconds.');
  });

  it('goes back without erasing what was answered', async () => {
    await ava.clicks('Back');
    ava.sees('Wipe the badge and hold it flat for three seconds. ↩ Went back — @Ava Agent');
    ava.sees('Does the reader beep when the badge touches it? Step 3 [Yes] [No]');
    ava.sees('2 steps');
    ava.doesNotSee('[Done]');
  });

  it('offers no way back from the first question', () => {
    ava.doesNotSee('[Back]');
  });

  it('keeps a note from its button and shows it in the thread', async () => {
    await ava.clicks('Note');
    ava.sees('Modal: Note on #1');
    await ava.submits({ Note: 'Customer has two badges' });
    ava.doesNotSee('Modal');
    ava.sees('📝 Customer has two badges Note by @Ava Agent');
    ava.sees('1 note');
  });

  it('keeps what anybody types in the thread as a note, and marks it', async () => {
    await ben.says('The other badge is at home', { in: '#helpdesk', thread: badgeProblem });
    ben.sees('Ben Brooks: The other badge is at home (:memo: 1)');
    ava.sees('2 notes');
  });

  it('is solved with what helped and what solved it', async () => {
    await ava.clicks('No');
    await ava.clicks('Done');
    await ava.clicks('Yes');
    ava.sees('The badge works again. Step 6 · Does it work now? [Solved] [Not solved] [Back] [Note]');
    await ava.clicks('Solved');
    await ava.submits({ 'Did the walk help?': 'Yes', 'What solved it?': 'The white button' });
    ava.sees('✅ #1 Resolved');
    ava.sees('Solution: The white button The walk helped.');
    ava.sees('✅ @Ava Agent has resolved #1. The white button');
    ava.sees('The badge works again. Closed: resolved');
    ava.doesNotSee('[Solved]');
  });

  it('shows everything that was tried, oldest first', async () => {
    await ava.clicks('Open brief', { message: '#1 Resolved' });
    ava.sees('Modal: Brief of #1');
    const brief = ava.screen({ in: 'modal' }).replace(/\s+/g, ' ');
    const told = brief.slice(brief.indexOf('Tried, oldest first'));
    const order = [
      '1. Does the reader beep when the badge touches it? → Yes',
      'Went back from: Wipe the badge',
      'Customer has two badges',
      'The other badge is at home',
      '→ No',
      'Press the white button under the reader once. → Done',
      'Does the door open now? → Yes',
    ];
    expect(order.map((line) => told.indexOf(line))).toEqual(
      [...order.map((line) => told.indexOf(line))].sort((a, b) => a - b),
    );
    expect(told).toContain(order[0]);
    await ava.closes();
  });

  it('keeps a note that comes after the end', async () => {
    await ben.says('They called again to say thanks', { in: '#helpdesk', thread: badgeProblem });
    ben.sees('They called again to say thanks (:memo: 1)');
  });

  it('leaves one ticket, one session and every step in the record', async () => {
    const steps = await rows<{ kind: string; number: number }>(
      'select kind::text, number from step order by number',
    );
    expect(steps.map(({ kind }) => kind)).toEqual(['answer', 'back', 'answer', 'answer', 'answer']);
    expect(await rows('select status::text, helpful from session')).toEqual([
      { status: 'resolved', helpful: true },
    ]);
  });
});

describe('an instruction', () => {
  it.each([
    ["Didn't help", 'The badge has to be issued anew.'],
    ["Can't do this", 'This flow has no further step. Escalate with what was tried.'],
  ])('answered with %s leads on', async (answer, next) => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Yes');
    await ava.clicks(answer);
    ava.sees(`${next} Step 3 · For engineering, with everything that was tried [Escalate]`);
  });
});
