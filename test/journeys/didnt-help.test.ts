import { afterAll, describe, expect, it } from 'vitest';
import { type ModelRequest, saying, startModelServer } from '../../src/cli/shared/model-server.js';
import { testDatabase } from '../support/database.js';
import { builderAt } from '../support/model.js';
import { wireNode } from '../support/nodes.js';
import { stage } from '../support/product.js';

const server = await startModelServer();
afterAll(() => server.stop());
const builder = builderAt(server.url, { firstByteMs: 2_000, totalMs: 4_000 });
const { as, rows } = await stage(await testDatabase(), { builder });
const [ava, ben, erin] = [as('agent'), as('agent2'), as('engineer')];

const asked = ({ messages }: ModelRequest) => messages.at(-1)?.content ?? '';
const requestsAfter = (words: string) => server.requests.filter((request) => asked(request).includes(words));

const fix = {
  ...wireNode,
  text: 'Take the paper out of the tray and put it back.',
  kind: 'instruction',
  label: 'Paper back',
  answers: [],
  risk: 'low',
};
const question = {
  ...wireNode,
  text: 'Which colour does the lamp beside the tray have?',
  label: 'Lamp',
  answers: [
    { label: 'Green', likelihood: 0.9 },
    { label: 'Amber', likelihood: 0.1 },
  ],
};
const end = {
  ...wireNode,
  text: 'The tray was not clicked in; it is now, and it prints.',
  kind: 'resolution',
  label: 'Tray',
  answers: [],
};

/** First a fix, then a question whatever came of it, then the end. */
server.behave((request) => {
  const depth = 12 - Number(/steps left after this one: (\d+)/.exec(asked(request))?.[1] ?? 11);
  return saying(JSON.stringify(depth === 1 ? fix : asked(request).includes(question.text) ? end : question));
});

const problem = '/intake --build printer feeds two sheets at once';
const generations = () =>
  rows<{ label: string; calls: number; found: string[] | null }>(
    `select a.label, (select count(*)::int from model_call c where c.generation_id = g.id) as calls,
            (select array_agg(c.found::text) from click c where c.generation_id = g.id) as found
     from generation g join answer a on a.id = g.answer_id join node n on n.id = a.node_id
     where a.label in ('No', 'Didn''t help') order by a.label`,
  );

describe('a fix that did not help', () => {
  it('has its next step written once, for "Didn\'t help" and for "No" at the check', async () => {
    await ava.types(problem, { in: '#helpdesk' });
    ava.sees('Take the paper out of the tray');
    expect(requestsAfter('Take the paper out')).toHaveLength(1);
    await ava.clicks("Didn't help");
    ava.sees('Which colour does the lamp beside the tray have?');
    expect(await generations()).toEqual([
      { label: "Didn't help", calls: 0, found: ['hit'] },
      { label: 'No', calls: 1, found: null },
    ]);
  });

  it('has both branches grow on by what was said on each', async () => {
    await ava.clicks('Green');
    ava.sees('The tray was not clicked in; it is now, and it prints.');
    await ben.types(problem, { in: '#helpdesk' });
    await ben.clicks('Done', { message: 'Take the paper out of the tray' });
    await ben.clicks('No', { message: 'Is it working now?' });
    await ben.clicks('Green', { message: 'Which colour does the lamp' });
    ben.sees('The tray was not clicked in; it is now, and it prints.');
    const last = (words: string) => requestsAfter('Which colour').filter((one) => asked(one).includes(words));
    expect(last("Didn't help").length).toBeGreaterThan(0);
    expect(last('Is it working now?').length).toBeGreaterThan(0);
    const places = await rows(
      `select a.label, n.depth from node n join draft d on d.tree_id = n.tree_id join edge e on e.node_id = n.id
       join answer a on a.id = e.answer_id
       where a.label in ('No', 'Didn''t help') order by n.depth`,
    );
    expect(places).toEqual([
      { label: "Didn't help", depth: 2 },
      { label: 'No', depth: 3 },
    ]);
  });

  it('has what a reviewer takes out behind one of the two taken out behind the other', async () => {
    await ben.clicks('Solved', { message: 'The tray was not clicked in' });
    await ben.submits({ 'Did the walk help?': 'Yes' });
    const engineering = { in: '#engineering' };
    await erin.clicks('Reject', { ...engineering, message: 'feeds two sheets' });
    await erin.submits({
      'What is wrong with it?': 'There is no lamp',
      'What is taken out of the draft?': `From 3: ${question.text}`,
    });
    ava.sees('reviewed these steps and taken them out for new walks: There is no lamp');
    await ben.types(problem, { in: '#general' });
    await ben.clicks("Didn't help", { message: 'Take the paper out of the tray' });
    ben.sees('The steps from here on were taken out after a review: There is no lamp');
  });
});
