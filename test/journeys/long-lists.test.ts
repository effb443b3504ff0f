import { describe, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { asks, built } from '../support/nodes.js';
import { stage } from '../support/product.js';

/** One step after another, as many as do not fit on a page. */
const builder = {
  id: 'steps@1',
  source: 'model' as const,
  nextNode: async ({ path }: { path: readonly unknown[] }) => {
    const kind = path.length < 10 ? ('instruction' as const) : ('resolution' as const);
    return built({ ...asks(`Turn screw ${path.length + 1}.`, []), kind }, 'model');
  },
};
const { as, product, caller } = await stage(await testDatabase(), { builder });
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];

describe('a proposal of many steps', () => {
  it('is reviewed page by page', async () => {
    await ava.types('/intake --build the vpn gramophone turns backwards', { in: '#helpdesk' });
    for (let step = 1; step < 11; step += 1) await ava.clicks('Done', { in: '#helpdesk' });
    await ava.clicks('Solved', { in: '#helpdesk' });
    await ava.submits({ 'Did the walk help?': 'Yes' });
    await erin.clicks('Review', { in: '#engineering' });
    erin.sees('Turn screw 10.', { in: 'modal' });
    erin.doesNotSee('11. ✅', { in: 'modal' });
    await erin.clicks('Next (1 of 2)', { in: 'modal' });
    erin.sees('11. ✅', { in: 'modal' });
    await erin.clicks('Previous', { in: 'modal' });
    erin.sees('Turn screw 10.', { in: 'modal' });
  });
});

describe('categories that are too many for a button each', () => {
  it('are chosen from a menu', async () => {
    for (let number = 1; number <= 60; number += 1)
      await product.useCases.saveCategory(await caller('admin'), {
        categoryId: null,
        name: `Category ${number}`,
        keywords: [],
        buildEnabled: true,
        identityGate: false,
        engineeringChannelId: null,
        recipients: [],
      });
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.selects('categories. Choose one to edit it.', 'Category 60', { in: 'modal' });
    await ada.submits({ Name: 'Gramophones' });
    await ada.selects('categories. Choose one to edit it.', 'Gramophones', { in: 'modal' });
    ada.sees('Gramophones', { in: 'modal' });
  });
});
