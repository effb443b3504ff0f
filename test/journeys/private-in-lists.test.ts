import { describe, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { as } = await stage(await testDatabase());
const [ava, ben, erin, ada] = [as('agent'), as('agent2'), as('engineer'), as('admin')];

describe('a private ticket in the lists', () => {
  it('shows its problem to who carries it and to admins, and to nobody else', async () => {
    await ava.types('/intake --private --adhoc the salary file is open to all', { in: '#helpdesk' });
    ava.sees('🔒 #1 is private and goes on in a direct message with me.', { in: '#helpdesk' });
    ava.sees('🔒 Private: its agent, who claims it and admins read it', { in: 'Intake' });
    ben.doesNotSee('is private and goes on', { in: '#helpdesk' });
    for (const other of [ben, erin]) {
      await other.types('/intake queue', { in: '#helpdesk' });
      other.sees('#1 🔒 Private ticket');
      other.doesNotSee('the salary file');
      await other.opensHome();
      other.sees('#1 🔒 Private ticket', { in: 'home' });
      other.doesNotSee('the salary file', { in: 'home' });
    }
    for (const reader of [ava, ada]) {
      await reader.types('/intake queue', { in: '#helpdesk' });
      reader.sees('#1 the salary file is open to all');
    }
  });

  it('shows it to who claimed it', async () => {
    await ava.clicks('Escalate', { in: 'Intake' });
    await ava.submits({ 'What do they need to know?': 'It is on the share' });
    await erin.types('/intake queue escalated', { in: '#helpdesk' });
    erin.sees('#1 🔒 Private ticket');
    await erin.clicks('Claim', { in: '#engineering' });
    await erin.types('/intake queue escalated', { in: '#helpdesk' });
    erin.sees('#1 the salary file is open to all');
    await ben.types('/intake queue escalated', { in: '#helpdesk' });
    ben.doesNotSee('the salary file');
  });

  it('opens its brief to nobody else, also from what is told about it', async () => {
    await erin.clicks('Release the claim', { in: '#engineering', message: 'is claimed' });
    await erin.clicks('Open brief', { in: '#engineering', message: 'has given' });
    erin.sees('This ticket is private', { in: '#engineering' });
    await ada.clicks('Open brief', { in: '#engineering', message: 'has given' });
    ada.sees('the salary file is open to all', { in: 'modal' });
  });
});
