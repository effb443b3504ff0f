import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as, rows, workspace, product, caller } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];

const idOf = (handle: string): string => workspace.people().find((one) => one.handle === handle)?.id ?? '';
const channelId = (name: string): string => workspace.channel(name)?.id ?? '';

async function setPrinting(settings: { channel?: string; people?: string[] }): Promise<void> {
  const admin = await caller('admin');
  const printing = (await product.useCases.listCategories(admin)).find((one) => one.name === 'Printing');
  const { category } = await product.useCases.readCategory(admin, { categoryId: printing?.categoryId ?? '' });
  await product.useCases.saveCategory(admin, {
    ...category,
    categoryId: category.id,
    engineeringChannelId: settings.channel ? channelId(settings.channel) : null,
    recipients: (settings.people ?? []).map(idOf),
  });
}

async function tell(settings: { channel?: string; people?: string[] }): Promise<void> {
  await product.useCases.saveAccount(await caller('admin'), {
    defaultChannelId: settings.channel ? channelId(settings.channel) : null,
    newcomers: 'ask',
    recipients: (settings.people ?? []).map(idOf),
  });
}

let escalated = 0;
async function escalate(problem: string, category?: string): Promise<number> {
  await ava.types(`/intake escalate ${problem}`, { in: '#helpdesk' });
  await ava.submits({
    'What do they need to know?': 'It is urgent',
    ...(category && { Category: category }),
  });
  escalated += 1;
  return escalated;
}

const cardOf = (ticket: number, words: string): RegExp =>
  new RegExp(`#${ticket}  Escalated\\n> .*\\n${words}`);
const needs = (ticket: number) => `🚨 #${ticket} needs an engineer`;

describe('an escalation', () => {
  it('goes to the recipients in person where there is no channel', async () => {
    await tell({ people: ['engineer', 'agent2'] });
    const ticket = await escalate('the first');
    erin.sees(needs(ticket), { in: 'Intake' });
    ben.sees(needs(ticket), { in: 'Intake' });
    ada.doesNotSee(needs(ticket));
    ava.sees(cardOf(ticket, 'People have been told in person'));
    expect(ticket).toBe(1);
  });

  it('shows every copy of its card who claimed it', async () => {
    await erin.clicks('Claim', { in: 'Intake' });
    ben.sees('🛠️ #1 is claimed', { in: 'Intake' });
    ben.sees('Claimed by @Erin Engineer', { in: 'Intake' });
  });

  it('goes to the category’s own channel before the default one', async () => {
    await tell({ channel: 'general' });
    await setPrinting({ channel: 'engineering' });
    const ticket = await escalate('the second', 'Printing');
    erin.sees(needs(ticket), { in: '#engineering' });
    erin.doesNotSee(needs(ticket), { in: '#general' });
    const other = await escalate('the third', 'VPN');
    erin.sees(needs(other), { in: '#general' });
  });
});

describe('a recipient who has left', () => {
  it('is never told; the others are', async () => {
    await tell({ people: ['engineer', 'agent2'] });
    workspace.changePerson('agent2', { isDeactivated: true });
    await workspace.settled();
    const ticket = await escalate('the fourth');
    erin.sees(needs(ticket), { in: 'Intake' });
    ben.doesNotSee(needs(ticket));
    expect(
      await rows('select standing::text from member where slack_user_id = $1', [idOf('agent2')]),
    ).toEqual([{ standing: 'deactivated' }]);
  });

  it('is passed over where Slack says so only when told', async () => {
    await tell({ people: ['engineer'] });
    workspace.arm({ kind: 'refuse', method: 'conversations.open', error: 'user_disabled', times: 1 });
    const ticket = await escalate('the fifth');
    ada.sees(needs(ticket), { in: 'Intake' });
    erin.doesNotSee(needs(ticket));
    workspace.changePerson('engineer', { name: 'Erin Engineer' });
    await workspace.settled();
  });

  it('is noted as what Slack says, whose notice of it did not come', async () => {
    await product.useCases.meetPerson({
      slackTeamId: product.identity.slackTeamId,
      slackUserId: idOf('guest'),
      surface: 'setup',
      lookUp: async () => ({ displayName: 'Gus Guest', standing: 'full' }),
    });
    await tell({ people: ['guest'] });
    const ticket = await escalate('told to a guest');
    ada.sees(needs(ticket), { in: 'Intake' });
    expect(await rows('select standing::text from member where slack_user_id = $1', [idOf('guest')])).toEqual(
      [{ standing: 'guest' }],
    );
    expect(
      await rows(
        "select before ->> 'standing' as was, after ->> 'standing' as is from audit_entry where action = 'member.changed' and surface = 'job'",
      ),
    ).toEqual([{ was: 'full', is: 'guest' }]);
  });

  it('leaves the admins to be told where nobody else is left', async () => {
    await tell({ people: ['agent2'] });
    const ticket = await escalate('the sixth');
    ada.sees(needs(ticket), { in: 'Intake' });
  });
});

describe('an engineering channel', () => {
  it('that is archived does not swallow the escalation: people are told directly', async () => {
    await tell({ channel: 'old', people: ['engineer'] });
    const ticket = await escalate('the seventh');
    erin.sees(needs(ticket), { in: 'Intake' });
    ava.sees(cardOf(ticket, 'People have been told in person'));
  });

  it('of a category falls back to the default channel first', async () => {
    await tell({ channel: 'engineering', people: ['admin'] });
    await setPrinting({ channel: 'vip', people: [] });
    const ticket = await escalate('the toner', 'Printing');
    erin.sees(needs(ticket), { in: '#engineering' });
  });

  it('of a category falls back to that category’s people', async () => {
    await tell({ people: ['admin'] });
    await setPrinting({ channel: 'old', people: ['engineer'] });
    const ticket = await escalate('the paper feed', 'Printing');
    erin.sees(needs(ticket), { in: 'Intake' });
    ada.doesNotSee(needs(ticket), { in: 'Intake' });
  });

  it('without the bot does not either', async () => {
    await tell({ channel: 'vip', people: ['engineer'] });
    const ticket = await escalate('the eighth');
    erin.sees(needs(ticket), { in: 'Intake' });
    ava.doesNotSee(needs(ticket), { in: '#vip' });
  });
});

describe('nobody to tell', () => {
  /** The engineer hears of these categories, and nobody of others. */
  const peopleFor = async (names: string[]) => {
    await rows('update category set engineering_channel_id = null');
    await rows('delete from category_recipient');
    await rows(
      `insert into category_recipient (account_id, category_id, member_id)
       select c.account_id, c.id, m.id from category c, member m
       where m.slack_user_id = $1 and c.name = any($2)`,
      [idOf('engineer'), names],
    );
  };

  it('is no matter of a category that has people of its own; App Home names the others', async () => {
    await tell({});
    const names = (await rows<{ name: string }>('select name from category order by name_key')).map(
      ({ name }) => name,
    );
    await peopleFor(names.filter((name) => name !== 'Printing'));
    await ada.opensHome();
    ada.sees(
      '⚠️ Nobody is set to hear about escalations of: Printing, problems without a category. Until then admins',
      { in: 'home' },
    );
    await tell({ people: ['engineer'] });
    await ada.opensHome();
    ada.doesNotSee('Nobody is set to hear', { in: 'home' });
  });

  it('is said of all others where one category has a channel', async () => {
    await tell({});
    await peopleFor([]);
    await setPrinting({ channel: 'vip' });
    await ada.opensHome();
    ada.sees('⚠️ Nobody is set to hear about escalations of: Accounts & Access', { in: 'home' });
    ada.doesNotSee('Printing, problems', { in: 'home' });
  });

  it('is said in the thread, on the card and to admins in App Home', async () => {
    await tell({});
    await setPrinting({});
    await ada.opensHome();
    ada.sees('⚠️ Nobody is set to hear about escalations.', { in: 'home' });
    workspace.changePerson('admin', { isDeactivated: true });
    await workspace.settled();
    const ticket = await escalate('the ninth');
    ava.sees(`⚠️ Nobody is set up to hear about #${ticket}.`, { in: '#helpdesk' });
    ava.sees(cardOf(ticket, '⚠️ Nobody is set up to hear about escalations.'));
    await ava.types('/intake queue escalated');
    ava.sees(`#${ticket} the ninth`);
  });
});
