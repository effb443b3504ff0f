import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, product, caller, publish, rows } = await stage(await testDatabase());
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];
const newestIntake = async () =>
  (
    await rows<{ outcome: string; category: string | null; offered: string }>(
      'select i.outcome::text, c.name as category, i.candidates::text as offered from intake i left join category c on c.account_id = i.account_id and c.id = i.category_id order by i.created_at desc limit 1',
    )
  )[0];

await product.useCases.saveCategory(await caller('admin'), {
  categoryId: null,
  name: 'Badges',
  keywords: ['badge', 'reader'],
  buildEnabled: true,
  identityGate: false,
  engineeringChannelId: 'C0GENERAL',
  recipients: [],
});
await publish({ ...badgeReader, category: 'Badges' });

describe('a category that is archived', () => {
  it('is archived from its own modal, and listed apart from then on', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    ava.sees('Does the reader beep');
    await ada.types('/intake settings', { in: '#helpdesk' });
    const { categories } = await product.useCases.readSettings(await caller('admin'));
    await ada.clicks('Edit', { nth: categories.findIndex(({ name }) => name === 'Badges') });
    await ada.clicks('Archive category', { in: 'modal' });
    ada.sees('Badges takes no new problems', { in: 'modal' });
    await ada.closes();
    ada.sees('Badges (archived) [Restore]', { in: 'modal' });
    ada.doesNotSee('Badges builds walks', { in: 'modal' });
  });

  it('takes no new problem: its flow is not matched, not listed and not started by name', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#random' });
    const intake = await newestIntake();
    expect(intake?.outcome).not.toBe('matched');
    expect(intake?.category).not.toBe('Badges');
    expect(intake?.offered).not.toContain(badgeReader.title);
    await ava.types('/intake flows');
    ava.doesNotSee(badgeReader.slug, { in: '#random' });
    await ava.types(`/intake --flow ${badgeReader.slug} it stays red`);
    ava.sees('This flow belongs to an archived category');
    await ava.types('/intake --build the badge reader stays red');
    expect((await newestIntake())?.category).not.toBe('Badges');
    await ava.types('/intake');
    ava.doesNotSee('Badges', { in: 'modal' });
    await ava.closes();
  });

  it('keeps its name', async () => {
    await ada.clicks('Add category');
    await ada.submits({ Name: 'badges' });
    ada.sees('perhaps by an archived category', { in: 'modal' });
    await ada.closes();
  });

  it('lets the walk under way go on, up to its engineering channel', async () => {
    await ava.clicks('Yes', { in: '#helpdesk' });
    ava.sees('Wipe the badge');
    await ava.clicks('Escalate', { in: '#helpdesk' });
    await ava.submits({ 'What do they need to know?': 'No light at all' });
    erin.sees('No light at all', { in: '#general' });
  });

  it('comes back with its flows', async () => {
    await ada.clicks('Restore', { in: 'modal' });
    ada.sees('Badges builds walks', { in: 'modal' });
    ada.doesNotSee('(archived)', { in: 'modal' });
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await newestIntake()).toMatchObject({ outcome: 'matched', category: 'Badges' });
  });
});
