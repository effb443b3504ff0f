import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const database = await testDatabase();
const { as, product } = await stage(database);

it('walks a matched flow to its end', async () => {
  const ava = as('agent');
  await ava.types('/intake laptop sees no wifi networks', { in: '#helpdesk' });
  console.log(ava.screen());
  expect(product.accountId).toBeTruthy();
});
