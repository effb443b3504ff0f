import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const staged = await stage(await testDatabase());
const { as, caller, workspace, rows } = staged;
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];
const engineering = { in: '#engineering' };
const direct = { in: 'Intake' };

async function escalates(problem: string, more: Record<string, string | string[]> = {}): Promise<void> {
  await ava.types(`/intake escalate ${problem}`, { in: '#helpdesk' });
  await ava.submits({ 'What do they need to know?': 'It is urgent', ...more });
}

const sendTo = async (defaultChannelId: string | null, recipients: string[] = []) =>
  staged.product.useCases.saveAccount(await caller('admin'), {
    defaultChannelId,
    newcomers: 'ask',
    recipients,
  });

describe('an engineer who leaves the company mid-claim', () => {
  it('holds nothing any more: the agent hears of it, and the next one claims', async () => {
    await escalates('the badge printer smokes');
    await erin.clicks('Claim', engineering);
    workspace.changePerson('engineer', { isDeactivated: true });
    await ava.opensHome();
    ada.sees('🚨 #1 needs an engineer', engineering);
    ada.sees('@Erin Engineer cannot go on with this. #1 waits for another engineer.', engineering);
    ava.sees('@Erin Engineer cannot go on with this. #1 waits for another engineer.', { in: '#helpdesk' });
    expect(await rows('select released_at is not null as ended from claim')).toEqual([{ ended: true }]);
    await ada.clicks('Claim', engineering);
    ava.sees('🛠️ @Ada Admin has claimed #1', { in: '#helpdesk' });
    workspace.changePerson('engineer', { isDeactivated: false });
    await ava.opensHome();
  });

  it('and one whose role is taken away as well', async () => {
    await escalates('the lift is stuck');
    await erin.clicks('Claim', { message: '#2 needs an engineer' });
    const { memberId } = (await caller('engineer')).actor;
    const admin = await caller('admin');
    await staged.product.useCases.giveRole(admin, { memberId, role: null, coversL1: false });
    await ava.opensHome();
    ada.sees('🚨 #2 needs an engineer', engineering);
    await staged.product.useCases.giveRole(admin, { memberId, role: 'engineer', coversL1: false });
  });
});

describe('a channel that does not take the card', () => {
  it('is told to the admins once, and the card goes on to people', async () => {
    await sendTo('C0OLD');
    await escalates('the roof leaks');
    await escalates('the cellar is wet');
    ada.sees('⚠️ #old is archived or deleted, so #3 could not be posted there', direct);
    ada.doesNotSee('so #4 could not be posted there', direct);
    ada.sees('🚨 #3 needs an engineer', direct);
    ada.sees('🚨 #4 needs an engineer', direct);
    ada.sees('📋 Brief of #4', direct);
  });

  it('and one that the bot is not in', async () => {
    await sendTo('C0RANDOM');
    await escalates('the door squeaks');
    ada.sees('⚠️ Intake is not in #random, so #5 could not be posted there', direct);
  });
});

describe('no channel configured', () => {
  it('goes to the recipients directly; every copy shows the claim', async () => {
    await sendTo(null, ['U0ERIN', 'U0ADA']);
    await escalates('the window is open');
    erin.sees('🚨 #6 needs an engineer', direct);
    ada.sees('🚨 #6 needs an engineer', direct);
    await erin.clicks('Claim', { in: 'Intake', message: '#6 needs an engineer' });
    for (const person of [erin, ada]) person.sees('🛠️ #6 is claimed', direct);
  });

  it('is said to the agent and in App Home where nobody is left to tell', async () => {
    await sendTo(null);
    const admin = (await caller('admin')).actor.memberId;
    await rows("update member set standing = 'deactivated' where id = $1", [admin]);
    await escalates('the bell rings');
    ava.sees('⚠️ Nobody is set up to hear about #7.', { in: '#helpdesk' });
    await rows("update member set standing = 'full' where id = $1", [admin]);
    await ada.opensHome();
    ada.sees('⚠️ Nobody is set to hear about escalations.', { in: 'home' });
    await sendTo('C0ENGINEERING');
  });
});

describe('App Home', () => {
  it('escalates a problem without a walk; its thread is a direct message', async () => {
    await ben.opensHome();
    await ben.clicks('Escalate', { in: 'home' });
    await ben.submits({ Problem: 'The fire alarm is off', 'What do they need to know?': 'Since noon' });
    ben.sees('🚨 #8 Escalated > The fire alarm is off', direct);
    erin.sees('🚨 #8 needs an engineer > The fire alarm is off', engineering);
  });
});

describe('a private ticket', () => {
  const secret = 'Salary of Dana Ruiz';

  it('is walked in a direct message, and its card in the channel says nothing that anybody wrote', async () => {
    await ava.types(`/intake --private --adhoc ${secret} shows in the mail`, { in: '#helpdesk' });
    ava.sees(`🟢 #9 In progress > ${secret} shows in the mail`, direct);
    await ava.clicks('Escalate', { in: 'Intake' });
    await ava.submits({
      'Why engineering?': 'Needs access we do not have',
      'What do they need to know?': `${secret} again`,
    });
    erin.sees(
      '🚨 #9 needs an engineer 🔒 Private: who claims it gets the problem and the brief',
      engineering,
    );
    erin.sees('Why: Needs access we do not have', engineering);
  });

  it('opens its brief to nobody else', async () => {
    await ben.clicks('Open brief', { in: '#engineering', message: '#9 needs an engineer' });
    ben.sees('This ticket is private: only who claims it, its agent and admins see what is in it.');
    await ben.closes({ all: true }).catch(() => undefined);
  });

  it('goes to who claims it directly, with questions and answers', async () => {
    await erin.clicks('Claim', { message: '#9 needs an engineer' });
    erin.sees(`📋 Brief of #9 > ${secret} shows in the mail`, direct);
    await erin.clicks('Ask the agent…', { in: '#engineering', message: '#9 is claimed' });
    await erin.submits({ 'What do you need to know?': `Which ${secret}?` });
    ava.sees(`Which ${secret}?`, direct);
    await erin.clicks('Hand back to L1…', { in: '#engineering', message: '#9 is claimed' });
    await erin.submits({ 'What should the agent do?': `Delete ${secret}` });
    ava.sees(`What to do: Delete ${secret}`, direct);
  });

  it('has left no word of it in any channel', () => {
    for (const place of ['#engineering', '#helpdesk', '#general'])
      for (const person of [ava, ben, erin, ada]) person.doesNotSee('Salary', { in: place });
  });
});

describe('a role that was given and taken away', () => {
  it('leaves no request open: the person asks anew', async () => {
    await as('guest').opensHome();
    workspace.addPerson({ handle: 'nora', name: 'Nora New' });
    const nora = as('nora');
    await nora.opensHome();
    await nora.clicks('Ask for access');
    await ada.clicks('Add as L1 agent', { message: 'Nora New' });
    const { memberId } = (await caller('nora')).actor;
    await staged.product.useCases.giveRole(await caller('admin'), { memberId, role: null, coversL1: false });
    await nora.opensHome();
    nora.sees('Ask for access', { in: 'home' });
    nora.doesNotSee('You have asked for access', { in: 'home' });
  });
});
