import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];

beforeAll(() => publish(badgeReader));

describe('a walk that is escalated', () => {
  it('reaches the engineering channel with everything that was tried', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Yes');
    await ava.clicks('Note');
    await ava.submits({ Note: 'Badge is from 2019' });
    await ava.clicks('Escalate');
    ava.sees('Modal: Escalate #1');
    await ava.submits({
      'Why engineering?': 'Needs access we do not have',
      'What do they need to know?': 'Only security can issue badges',
    });
    erin.sees('🚨 #1 needs an engineer > Badge reader stays red at the front door', { in: '#engineering' });
    erin.sees('Why: Needs access we do not have > Only security can issue badges', { in: '#engineering' });
    erin.sees('Does the reader beep when the badge touches it? → Yes', { in: '#engineering' });
    erin.sees('📝 Badge is from 2019', { in: '#engineering' });
    erin.sees('Escalated by @Ava Agent', { in: '#engineering' });
  });

  it('shows in the agent’s thread that engineering has been told', () => {
    ava.sees('🚨 #1 Escalated');
    ava.sees('Engineering has been told; nobody has claimed it yet.');
    ava.sees('Wipe the badge and hold it flat for three seconds. Closed: escalated');
    ava.doesNotSee('[Done]');
  });

  it('shows engineers also what the agent hears after it', async () => {
    await ava.says('The customer has a second badge', { in: '#helpdesk', thread: badgeProblem });
    const card = erin.looksAt('#1 needs an engineer', { in: '#engineering' });
    expect(JSON.stringify(card.blocks)).toContain('The customer has a second badge');
  });

  it('is not claimed by an agent', async () => {
    await ben.clicks('Claim', { in: '#engineering' });
    ben.sees('Only engineers, admins and owners see and claim escalations.');
    erin.doesNotSee('Claimed by');
  });

  it('is claimed by an engineer, once, and the agent sees by whom', async () => {
    const card = ada.looksAt('#1 needs an engineer', { in: '#engineering' });
    await erin.clicks('Claim', { in: '#engineering' });
    erin.sees('🛠️ #1 is claimed', { in: '#engineering' });
    ava.sees('🛠️ Claimed by @Erin Engineer', { in: '#helpdesk' });
    ava.sees('🛠️ @Erin Engineer has claimed #1 and takes it from here.', { in: '#helpdesk' });
    ava.sees('🛠️ @Erin Engineer has claimed #1 and takes it from here.', { in: 'Intake' });

    await ada.clicks('Claim', { on: card });
    ada.sees('@Erin Engineer has already claimed this.');
    expect(await rows('select member_id from claim')).toHaveLength(1);
  });

  it('keeps its brief open to everybody', async () => {
    await ben.clicks('Open brief', { in: '#engineering' });
    ben.sees('Why it was escalated: Needs access we do not have');
    ben.sees('Badge is from 2019 — @Ava Agent', { in: 'modal' });
    await ben.closes();
  });

  it('is not ended by somebody else while an engineer holds it', async () => {
    await ben.clicks('Resolve', { in: '#engineering' });
    await ben.submits({ 'What solved it?': 'I think it is fine' });
    ben.sees('@Erin Engineer has already claimed this.');
    await ben.closes({ all: true });
    erin.sees('🛠️ #1 is claimed', { in: '#engineering' });
  });

  it('is resolved by the claimant; the agent and the card show how', async () => {
    await erin.clicks('Resolve', { in: '#engineering' });
    erin.doesNotSee('Did the walk help?');
    await erin.submits({ 'What solved it?': 'Issued a new badge' });
    erin.sees('🔎 #1 has a fix that awaits a check', { in: '#engineering' });
    erin.sees('🔎 Fix applied, claimed by @Erin Engineer Issued a new badge', { in: '#engineering' });
    erin.doesNotSee('[Resolve]', { in: '#engineering' });
    ava.sees('🔎 #1 Awaiting check', { in: '#helpdesk' });
    ava.sees('🔎 Fix applied: does #1 work for the customer now?', { in: 'Intake' });
    ava.sees('Issued a new badge', { in: 'Intake' });
  });
});

describe('a problem that is escalated without a walk', () => {
  it('gets a ticket, a thread and a session of its own', async () => {
    await ava.types('/intake escalate smoke comes out of the badge printer', { in: '#helpdesk' });
    ava.sees('Problem: smoke comes out of the badge printer', { in: 'modal' });
    await ava.submits({
      Customer: 'Fabrikam',
      'Why engineering?': 'Needs someone on site',
      'What do they need to know?': 'It was unplugged',
      Category: 'Printing',
    });
    ava.sees('🚨 #2 Escalated > smoke comes out of the badge printer 👤 Fabrikam', { in: '#helpdesk' });
    ava.sees('Escalated without a walk · Printing', { in: '#helpdesk' });
    erin.sees('🚨 #2 needs an engineer · Printing', { in: '#engineering' });
    erin.sees('Tried so far: nothing yet.', { in: '#engineering' });
    expect(await rows('select kind::text, status::text from session order by created_at')).toContainEqual({
      kind: 'none',
      status: 'escalated',
    });
  });

  it('is ended by the agent while nobody has claimed it', async () => {
    await ben.types('/intake escalate the lift music is too loud', { in: '#helpdesk' });
    await ben.submits({ 'What do they need to know?': 'Since Monday' });
    await ben.clicks('Open brief', { message: '#3 Escalated' });
    ben.sees('Modal: Brief of #3');
    await ben.closes();
    const brief = erin.looksAt('#3 needs an engineer', { in: '#engineering' });
    expect(JSON.stringify(brief.blocks)).toContain('escalation.claim');
  });

  it('is not claimed by the one who escalated it while others could', async () => {
    await erin.types('/intake escalate the server room is warm', { in: '#engineering' });
    await erin.submits({ 'What do they need to know?': '31 degrees' });
    await erin.clicks('Claim', { message: '#4 needs an engineer' });
    erin.sees('You escalated this yourself, so another engineer claims it.');
    await ada.clicks('Claim', { message: '#4 needs an engineer' });
    erin.sees('🛠️ @Ada Admin has claimed #4 and takes it from here.', { in: '#engineering' });
  });
});
