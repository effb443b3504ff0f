import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, workspace, rows } = await stage(await testDatabase());
const [ava, erin] = [as('agent'), as('engineer')];

it('says nothing of a failure where a claim is stored and only App Home could not be drawn anew', async () => {
  await ava.types('/intake escalate the badge printer smokes', { in: '#helpdesk' });
  await ava.submits({ 'Why engineering?': 'Other', 'What do they need to know?': 'It is urgent' });
  await erin.opensHome();
  workspace.arm({ kind: 'serverError', method: 'views.publish', status: 503, times: 1 });
  expect(await erin.clicks('Claim', { in: 'home' })).toMatchObject({ ok: true });
  expect(await rows('select 1 from claim')).toHaveLength(1);
  erin.doesNotSee('Something went wrong');
  expect(() => erin.sees('Something went wrong', { in: 'modal' })).toThrow();
});
