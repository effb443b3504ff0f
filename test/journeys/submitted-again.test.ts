import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const database = await testDatabase();
const { as, workspace, rows, publish } = await stage(database);
await publish(badgeReader);

it('keeps a form once when its acknowledgement got lost and the agent sends it again', async () => {
  const agent = as('agent');
  await agent.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  await agent.clicks('Note');
  workspace.arm({ kind: 'dropAck', method: 'submission', times: 1 });
  await agent.submits({ Note: 'The customer calls back at four' });
  agent.sees('We had some trouble connecting');
  await agent.submits({ Note: 'The customer calls back at four' });
  expect(agent.view.modals).toEqual([]);
  expect(await rows('select text from note')).toEqual([{ text: 'The customer calls back at four' }]);
});
