import { afterEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, workspace } = await stage(await testDatabase());
const [ava, ada] = [as('agent'), as('admin')];
const late = 'That took too long, and Slack no longer lets it open. Nothing was changed; try once more.';

const isLate = () => workspace.arm({ kind: 'expireTriggers', times: 1 });
afterEach(() => workspace.clearFaults());

describe('a modal that Slack no longer lets open', () => {
  it('is told of where the button is', async () => {
    await ava.types('/intake --adhoc nothing moves', { in: '#helpdesk' });
    isLate();
    await ava.clicks('Add a step');
    ava.sees(`(only you): ${late}`, { in: '#helpdesk' });
    await ava.clicks('Add a step');
    ava.sees('What did you try?', { in: 'modal' });
    await ava.closes({ all: true });
  });

  it('is told of where the command was typed', async () => {
    isLate();
    await ava.types('/intake', { in: '#general' });
    ava.sees(`(only you): ${late}`, { in: '#general' });
  });

  it('is told of in a direct message where there is no such place', async () => {
    await ada.opensHome();
    isLate();
    expect(await ada.clicks('Settings', { in: 'home' })).toMatchObject({ ok: true });
    ada.sees(late, { in: 'Intake' });
    await ada.clicks('Settings', { in: 'home' });
    ada.sees('Intake settings', { in: 'modal' });
    await ada.closes({ all: true });
  });
});

describe('a modal that was closed before it could be redrawn', () => {
  it('is no failure', async () => {
    await ada.opensHome();
    await ada.clicks('Settings', { in: 'home' });
    await ada.clicks('Edit', { in: 'modal' });
    workspace.arm({ kind: 'refuse', method: 'views.update', error: 'not_found', times: 2 });
    expect(await ada.clicks('Archive category', { in: 'modal' })).toMatchObject({ ok: true });
    ada.doesNotSee('Something went wrong');
    await ada.closes({ all: true });
  });
});
