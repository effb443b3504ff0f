import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, workspace, clock, product } = await stage(await testDatabase());
const ava = as('agent');

beforeAll(() => publish(badgeReader));
afterEach(() => {
  expect(workspace.faults()).toEqual([]);
  ava.doesNotSee('Something went wrong');
  ava.doesNotSee('Already answered');
});

const twice = (kind: string, freshEventIds = false): void =>
  workspace.arm({ kind: 'duplicate', copies: 3, method: kind, times: 1, freshEventIds });

const count = async (table: string): Promise<number> => (await rows(`select 1 from ${table}`)).length;

describe('what Slack delivers three times has one effect', () => {
  it('a command', async () => {
    twice('command');
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await count('intake')).toBe(1);
    expect(await count('ticket')).toBe(1);
    expect(ava.screen().match(/#1 {2}In progress/g)).toHaveLength(1);
  });

  it('an answer', async () => {
    twice('action');
    await ava.clicks('Yes');
    expect(await count('step')).toBe(1);
    ava.sees('Step 2');
  });

  it('a step back', async () => {
    twice('action');
    await ava.clicks('Back');
    expect(await count('step')).toBe(2);
    ava.sees('Step 3');
  });

  it('a button that opens a form', async () => {
    twice('action');
    await ava.clicks('Note');
    expect(ava.screen({ in: 'modal' }).match(/Modal/g)).toHaveLength(1);
  });

  it('a form', async () => {
    twice('submission');
    await ava.submits({ Note: 'Written once' });
    ava.doesNotSee('Modal');
    expect(await count('note')).toBe(1);
  });

  it('a message in the thread, also under another event id', async () => {
    twice('event', true);
    await ava.says('Typed once', { in: '#helpdesk', thread: badgeProblem });
    expect(await count('note')).toBe(2);
    ava.sees('Typed once (:memo: 1)');
  });

  it('a hand-over', async () => {
    await ava.clicks('Hand over');
    twice('submission');
    await ava.submits({ 'To whom?': 'Ben Brooks' });
    expect(
      as('agent2')
        .screen({ in: 'Intake' })
        .match(/handed #1 over/g),
    ).toHaveLength(1);
  });

  it('an escalation', async () => {
    await ava.clicks('Escalate');
    twice('submission');
    await ava.submits({ 'What do they need to know?': 'Once' });
    expect(await count('escalation')).toBe(1);
    expect(
      as('engineer')
        .screen({ in: '#engineering' })
        .match(/needs an engineer/g),
    ).toHaveLength(1);
  });

  it('a claim', async () => {
    twice('action');
    await as('engineer').clicks('Claim', { in: '#engineering' });
    expect(await count('claim')).toBe(1);
    as('engineer').doesNotSee('already claimed');
    expect(ava.screen({ in: '#helpdesk' }).match(/has claimed #1/g)).toHaveLength(1);
  });

  it('a resolution', async () => {
    await as('engineer').clicks('Resolve', { in: '#engineering' });
    twice('submission');
    await as('engineer').submits({ 'What solved it?': 'Once' });
    expect(ava.screen({ in: '#helpdesk' }).match(/has applied a fix for #1/g)).toHaveLength(1);
  });

  it('a problem that opens a choice, and the choice', async () => {
    twice('command');
    await ava.types('/intake a purple elephant plays the organ');
    expect(await count('intake')).toBe(2);
    twice('action');
    await ava.clicks('Walk ad hoc');
    expect(await count('ticket')).toBe(2);
    ava.doesNotSee('already chosen');
  });

  it('a command that is answered privately', async () => {
    twice('command');
    await ava.types('/intake help');
    ava.sees('Intake walks a support problem down the right path.');
  });

  it('a command that opens a form', async () => {
    twice('command');
    await ava.types('/intake');
    expect(ava.screen({ in: 'modal' }).match(/Modal/g)).toHaveLength(1);
    await ava.closes();
  });
});

describe('an answer of ours that Slack loses', () => {
  it('does not send a message twice to people who read it: the newest state wins', async () => {
    workspace.arm({ kind: 'serverError', status: 500, method: 'chat.update', times: 1 });
    await ava.clicks('Add a step', { message: 'What do you try next?' });
    await ava.submits({ 'What did you try?': 'Sang along' });
    clock.passes(2_000);
    await product.idle();
    ava.sees('Sang along');
    expect(await count('step')).toBe(3);
  });
});
