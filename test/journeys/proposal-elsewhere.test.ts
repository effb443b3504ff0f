import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { displayBuilder } from '../support/display-builder.js';
import { stage } from '../support/product.js';

const { as, caller, product, rows, workspace } = await stage(await testDatabase(), {
  builder: displayBuilder,
});
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];
const direct = { in: 'Intake' };

const tell = async (defaultChannelId: string | null, recipients: string[] = []) =>
  product.useCases.saveAccount(await caller('admin'), { defaultChannelId, newcomers: 'ask', recipients });

async function solves(problem: string): Promise<void> {
  await ava.types(`/intake --build ${problem}`, { in: '#helpdesk' });
  await ava.clicks('No', { message: 'Is the light of the display on?' });
  await ava.clicks('Done', { message: 'Press its power button once.' });
  await ava.clicks('Solved');
  await ava.submits({ 'Did the walk help?': 'Yes' });
}

const toReview = (problem: string) => `🌱 A new flow to review: ${problem}`;

describe('a flow to review whose channel is gone', () => {
  it('goes to the people who are told of escalations, and admins hear why', async () => {
    await tell('C0OLD', ['U0ERIN']);
    await solves('vpn hologram of the cellar stays dark');
    erin.sees(toReview('vpn hologram of the cellar stays dark'), direct);
    ada.sees('⚠️ #old is archived or deleted, so a flow to review could not be posted there', direct);
    ada.doesNotSee('A new flow to review', direct);
  });

  it('is reviewed from there', async () => {
    await erin.clicks('Reject', { ...direct, message: 'hologram of the cellar' });
    await erin.submits({ 'What is wrong with it?': 'It is the cleaners’ switch' });
    erin.sees('hologram of the cellar stays dark', direct);
    expect(await rows("select state::text from proposal where title like '%cellar%'")).toEqual([
      { state: 'rejected' },
    ]);
  });

  it('goes to the admins where nobody else is left', async () => {
    await tell('C0OLD', ['U0ERIN']);
    workspace.changePerson('engineer', { isDeactivated: true });
    await solves('vpn hologram of the attic stays dark');
    ada.sees(toReview('vpn hologram of the attic stays dark'), direct);
  });

  it('goes from a channel without the bot to people as well', async () => {
    await tell('C0RANDOM');
    await solves('vpn lamp by the lift flickers green');
    ada.sees(toReview('vpn lamp by the lift flickers green'), direct);
    ada.sees('⚠️ Intake is not in #random, so a flow to review could not be posted there', direct);
  });
});
