import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, product } = await stage(await testDatabase());
const [ava, ben, ada] = [as('agent'), as('agent2'), as('admin')];

beforeAll(() => publish(badgeReader));

async function set(step: string): Promise<void> {
  await ada.types('/intake settings', { in: '#helpdesk' });
  await ada.clicks('Change', { in: 'modal', nth: 1 });
  await ada.submits({ 'When does a flow start by itself?': step });
  ada.sees(`Matching: ${step}`, { in: 'modal' });
  await ada.closes({ all: true });
}

const outcome = async () =>
  (await rows<{ outcome: string }>('select outcome::text from intake order by created_at desc limit 1'))[0]
    ?.outcome;

describe('the slider of the matching', () => {
  it('holds from the next intake on, and leaves an audit row', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await outcome()).toBe('matched');
    await set('Always let agents choose');
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await outcome()).toBe('suggest');
    ava.sees('Not sure which flow fits.');
    ava.sees(/Badge reader stays red\s+Also says/);
    const [audit] = await rows<{ after: object }>(
      "select after from audit_entry where action = 'account.matching_saved' order by sequence desc limit 1",
    );
    expect(audit?.after).toEqual({ readiness: 'never' });
    await set('Balanced');
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    expect(await outcome()).toBe('matched');
  });
});

describe('a flow that several agents left as the wrong one', () => {
  it('is suggested from then on, not started; the card says why it came up', async () => {
    for (const agent of [ava, ben, ava, ben]) {
      await agent.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
      if ((await outcome()) !== 'matched') break;
      await agent.clicks('Wrong flow');
      await agent.submits({ 'How do you go on?': 'Walk ad hoc, without a flow' });
    }
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    const [{ probability = 0 } = {}] = await rows<{ probability: number }>(
      "select probability from match_feedback where kind = 'wrong_flow' order by at desc limit 1",
    );
    // Where the matcher could not be surer, a flow is started all the same.
    expect(await outcome()).toBe(probability > 0.995 ? 'matched' : 'suggest');
    expect(await product.store.feedback.recent(product.accountId, new Date(0), 100)).not.toHaveLength(0);
  });
});
