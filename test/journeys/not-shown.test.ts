import { expect, it } from 'vitest';
import { disposableDatabase } from '../support/database.js';
import { displayBuilder } from '../support/display-builder.js';
import { stage } from '../support/product.js';

const { as, caller, product, workspace, rows } = await stage(await disposableDatabase(), {
  builder: displayBuilder,
});
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];

/** What is done meanwhile is stored; then this table cannot be read any more until it is over. */
async function without(table: string, act: () => Promise<unknown>): Promise<void> {
  await rows(`create or replace function lose_table() returns trigger language plpgsql as
    $$ begin execute 'alter table if exists ${table} rename to lost_table'; return null; end $$`);
  await rows(`create constraint trigger loses_table after insert on audit_entry deferrable initially deferred
    for each row execute function lose_table()`);
  await act();
  await rows('drop trigger loses_table on audit_entry');
  await rows(`alter table lost_table rename to ${table}`);
}

const fails = (method: string, times = 1) =>
  workspace.arm({ kind: 'serverError', method, status: 503, times });

it('says nothing of a failure where a claim is stored and only App Home could not be drawn anew', async () => {
  await ava.types('/intake escalate the badge printer smokes', { in: '#helpdesk' });
  await ava.submits({ 'Why engineering?': 'Other', 'What do they need to know?': 'It is urgent' });
  await erin.opensHome();
  fails('views.publish');
  expect(await erin.clicks('Claim', { in: 'home' })).toMatchObject({ ok: true });
  expect(await rows('select 1 from claim')).toHaveLength(1);
  erin.doesNotSee('Something went wrong');
  expect(() => erin.sees('Something went wrong', { in: 'modal' })).toThrow();
});

it('says nothing of a failure where a category is archived or restored and only its modals were not', async () => {
  await ada.types('/intake settings', { in: '#helpdesk' });
  await ada.clicks('Edit', { in: 'modal' });
  fails('views.update', 2);
  expect(await ada.clicks('Archive category', { in: 'modal' })).toMatchObject({ ok: true });
  ada.doesNotSee('Something went wrong', { in: 'modal' });
  await ada.closes({ all: true });
  await ada.types('/intake settings', { in: '#helpdesk' });
  fails('views.update');
  expect(await ada.clicks('Restore', { in: 'modal' })).toMatchObject({ ok: true });
  ada.doesNotSee('Something went wrong', { in: 'modal' });
  await ada.closes({ all: true });
  const { archivedCategories } = await product.useCases.readSettings(await caller('admin'));
  expect(archivedCategories).toEqual([]);
});

it('says nothing of a failure where clocks are saved and only the list of them could not be read', async () => {
  await ada.types('/intake settings', { in: '#helpdesk' });
  await ada.clicks('Set', { in: 'modal' });
  await ada.clicks('Edit', { in: 'modal' });
  await without('category', async () => {
    expect(await ada.submits({ 'Minutes to claim': '25' })).toMatchObject({ ok: true });
  });
  ada.doesNotSee('Something went wrong', { in: 'Intake' });
  await ada.closes({ all: true });
  expect(await rows("select 1 from audit_entry where action = 'clocks.saved'")).toHaveLength(1);
});

it('says nothing of a failure where a step of a review is left out and only the review could not be read', async () => {
  await ava.types('/intake --build vpn hologram of the reception stays dark', { in: '#helpdesk' });
  for (const answer of ['No', 'Done', 'Solved']) await ava.clicks(answer, { in: '#helpdesk' });
  await ava.submits({ 'Did the walk help?': 'Yes' });
  await erin.clicks('Review', { in: '#engineering' });
  await without('proposal', async () => {
    expect(await erin.clicks('Leave this branch out', { in: 'modal' })).toMatchObject({ ok: true });
    erin.doesNotSee('Something went wrong', { in: 'modal' });
  });
  expect(await rows("select 1 from audit_entry where action = 'proposal.edited'")).toHaveLength(1);
});
