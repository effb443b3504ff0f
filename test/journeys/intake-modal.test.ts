import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows } = await stage(await testDatabase());
const ava = as('agent');

beforeAll(() => publish(badgeReader));

describe('the intake form', () => {
  it('asks for the problem and whose it is', async () => {
    await ava.types('/intake', { in: '#helpdesk' });
    ava.sees('Modal: New intake');
    await ava.submits({
      Problem: badgeProblem,
      Customer: 'Contoso',
      Contact: '+49 30 1234',
      Device: 'Reader 7',
      Urgency: 'High',
    });
    ava.doesNotSee('Modal');
    ava.sees('👤 Contoso · +49 30 1234 · Reader 7 · High urgency', { in: '#helpdesk' });
    ava.sees('Flow: Badge reader stays red v1');
  });

  it('starts the flow that is chosen in it', async () => {
    await ava.types('/intake');
    await ava.submits({ Problem: 'Something else altogether', 'How to start': 'Badge reader stays red' });
    ava.sees('> Something else altogether Now: Does the reader beep');
  });

  it('starts an ad hoc walk', async () => {
    await ava.types('/intake');
    await ava.submits({ Problem: badgeProblem, 'How to start': 'Walk ad hoc, without a flow' });
    ava.sees('Ad hoc, no flow');
  });

  it('starts a build for the category that is chosen', async () => {
    await ava.types('/intake');
    await ava.submits({ Problem: badgeProblem, 'How to start': 'Printing' });
    ava.sees('Built-in protocol for Printing, no AI');
  });

  it('escalates without a walk; nothing that was typed is lost', async () => {
    await ava.types('/intake');
    await ava.submits({
      Problem: 'The server room is hot',
      Customer: 'Initech',
      Device: 'Rack 4',
      Urgency: 'High',
      'How to start': 'Escalate to engineering, without a walk',
    });
    ava.sees('Modal: Escalate');
    ava.sees('Customer: Initech', { in: 'modal' });
    await ava.submits({ 'What do they need to know?': 'The fan is silent' });
    ava.doesNotSee('Modal');
    as('engineer').sees('The fan is silent', { in: '#engineering' });
    expect(
      await rows("select device, urgency::text, decision::text from intake where customer_name = 'Initech'"),
    ).toEqual([{ device: 'Rack 4', urgency: 'high', decision: 'escalate' }]);
  });

  it('does not offer categories whose building is off', async () => {
    await ava.types('/intake');
    ava.doesNotSee('Accounts & Access', { in: 'modal' });
    await ava.closes();
  });

  it('says under the field what is wrong, and keeps what was typed', async () => {
    await ava.types('/intake');
    await ava.submits({ Problem: '   ', Customer: 'Contoso' });
    ava.sees(/The problem is empty|Please complete this required field/, { in: 'modal' });
    ava.sees('Customer: Contoso', { in: 'modal' });
    await ava.closes();
    expect(await rows("select 1 from intake where customer_name = 'Contoso'")).toHaveLength(1);
  });
});

describe('an intake from elsewhere', () => {
  it('begins from the shortcut and goes on in a direct message', async () => {
    await ava.uses('New intake');
    await ava.submits({ Problem: `${badgeProblem}, by the shortcut` });
    ava.sees('by the shortcut Now: Does the reader beep', { in: 'Intake' });
  });

  it('takes a message in as a problem, in the message’s channel', async () => {
    await as('agent2').says('Badge reader stays red & <nothing> helps', { in: '#helpdesk' });
    await ava.uses('Take in as a problem', { on: 'Badge reader stays red &', in: '#helpdesk' });
    ava.sees('Problem: Badge reader stays red & <nothing> helps', { in: 'modal' });
    await ava.submits({});
    ava.sees('> Badge reader stays red & <nothing> helps', { in: '#helpdesk' });
  });

  it('begins from App Home', async () => {
    await ava.opensHome();
    await ava.clicks('New intake', { in: 'home' });
    await ava.submits({ Problem: `${badgeProblem}, from Home` });
    ava.sees('from Home Now: Does the reader beep', { in: 'Intake' });
  });

  it('offers near misses of App Home by direct message', async () => {
    await ava.opensHome();
    await ava.clicks('New intake', { in: 'home' });
    await ava.submits({ Problem: 'a purple elephant plays the organ' });
    ava.sees('No flow fits, and none is built for this.', { in: 'Intake' });
    await ava.clicks('Walk ad hoc', { message: 'a purple elephant' });
    ava.sees('What do you try next?', { in: 'Intake' });
    ava.sees('You chose to walk ad hoc.', { in: 'Intake' });
  });
});
