import { beforeAll, describe, it } from 'vitest';
import { systemActor } from '../../src/domain/member.js';
import { publishFlows } from '../../src/usecases/flow/publish-flow.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader, flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, product, publish, rows } = await stage(await testDatabase());
const [ava, ben] = [as('agent'), as('agent2')];

const nodes = [
  question('on', 'Is it switched on?', { Yes: 'works', No: 'works' }),
  resolution('works', 'It works.'),
];
const many = Array.from({ length: 320 }, (_, at) => `machine-${String(at).padStart(3, '0')}`);
let total = 0;

beforeAll(async () => {
  await publish(badgeReader);
  const ctx = { ...product.services, actor: systemActor(product.accountId, 'cli'), delivery: null };
  const definitions = many.map((slug) => flow(slug, slug.replace('-', ' '), nodes));
  await publishFlows(ctx, { definitions, source: 'imported' });
  await product.idle();
  const [counted] = await rows<{ total: number }>('select count(*)::int as total from flow');
  total = counted?.total ?? 0;
});

describe('a library of more flows than Slack shows at once', () => {
  it('is counted as a whole by /intake flows, which says how to find the rest', async () => {
    await ava.types('/intake flows', { in: '#helpdesk' });
    ava.sees(`Published flows (${total})`);
    ava.sees('the form of /intake alone lists the first 300 by title');
    ava.sees('searches all');
  });

  it('says in the form how many its menu leaves out', async () => {
    await ava.types('/intake', { in: '#helpdesk' });
    ava.sees(`The menu lists 300 of ${total} flows; “Find the flow that fits” searches all.`, {
      in: 'modal',
    });
    await ava.submits({ Problem: 'It stands still', 'How to start': 'machine 200' });
    ava.sees('Flow: machine 200 v1');
  });

  it('says the same where the flow was the wrong one', async () => {
    await ben.types(`/intake --flow ${badgeReader.slug} ${badgeProblem}`, { in: '#helpdesk' });
    await ben.clicks('Wrong flow');
    ben.sees(`The menu ends after the first 300 of ${total} flows.`, { in: 'modal' });
    await ben.submits({ 'Or another published flow': 'machine 200' });
    ben.sees('It goes on with “machine 200”.');
  });
});
