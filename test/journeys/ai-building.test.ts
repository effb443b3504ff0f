import { beforeEach, describe, expect, it } from 'vitest';
import type { BuilderCall, BuiltNode, TreeBuilder } from '../../src/ai/tree-builder.js';
import type { NodeRequest } from '../../src/domain/draft.js';
import { testDatabase } from '../support/database.js';
import { built, instructs, asks as question } from '../support/nodes.js';
import { stage } from '../support/product.js';

/** A model that pays for every node and answers as it is told. */
class PaidBuilder implements TreeBuilder {
  readonly id = 'paid@1';
  readonly source = 'model';
  asked: NodeRequest[] = [];
  next: (request: NodeRequest) => BuiltNode = () => built(question('Is it on?', ['Yes', 'No']), 'model');

  async nextNode(request: NodeRequest, { meter }: BuilderCall): Promise<BuiltNode> {
    const call = await meter('first');
    this.asked.push(request);
    await call.settle({ promptTokens: 1_000, completionTokens: 100 });
    return this.next(request);
  }
}

const builder = new PaidBuilder();
const price = { prompt: 1, completion: 10 };
const { as, rows } = await stage(await testDatabase(), { builder, price });
const [ava, ben, admin] = [as('agent'), as('agent2'), as('admin')];
const labels = ({ path }: NodeRequest) => path.map(({ answerLabel }) => answerLabel).join(' > ');

beforeEach(() => {
  builder.asked = [];
  builder.next = ({ depth }) => built(question(`Question ${depth}, is it on?`, ['Yes', 'No']), 'model');
});

describe('while the agent reads', () => {
  it('the likely answers are asked for, each once, and a click on one finds its node', async () => {
    await ava.types('/intake --build printer hums loudly', { in: '#helpdesk' });
    expect(builder.asked.map(labels).sort()).toEqual(['', 'No', 'Yes']);
    await ava.clicks('Yes', { message: 'Question 1' });
    ava.sees('Question 2, is it on? Step 2');
    await ava.clicks('Not sure', { message: 'Question 2' });
    ava.sees('Question 3, is it on? Step 3');
    const asked = builder.asked.map(labels);
    expect(new Set(asked).size).toBe(asked.length);
    const found = await rows<{ found: string }>('select found::text from click order by position');
    expect(found.map((one) => one.found)).toEqual(['missed', 'hit', 'missed']);
  });

  it('what it costs is written down, and admins see it', async () => {
    const [sum] = await rows<{ calls: number; cost: number; open: number }>(
      `select count(*)::int as calls, sum(cost_micros)::int as cost,
         (count(*) filter (where ended_at is null))::int as open from model_call`,
    );
    expect(sum).toMatchObject({ cost: (sum?.calls ?? 0) * 2_000, open: 0 });
    await admin.opensHome();
    await admin.clicks('Settings');
    await admin.clicks('AI building');
    admin.sees(`Today: ${sum?.calls} requests, cost $0.0`);
    admin.sees('33 % of 3 clicks found their step');
    await admin.closes({ all: true });
  });
});

describe('"Something else"', () => {
  it('leads on for this walk alone, with what was said; the others’ tree does not know of it', async () => {
    await ava.types('/intake --build scanner clicks oddly', { in: '#helpdesk' });
    await ava.clicks('Something else…', { message: 'Question 1' });
    await ava.submits({ 'What is it instead?': 'It smells of fish, says jo@example.com' });
    ava.sees('It smells of fish');
    ava.sees('Question 2, is it on? Step 2');
    const said = builder.asked.find(({ context }) => context.length > 0);
    expect(said?.context).toEqual(['It smells of fish, says [EMAIL_1]']);
    await ava.clicks('No', { message: 'Question 2' });
    ava.sees('Question 3, is it on? Step 3');
    await ava.clicks('Back', { message: 'Question 3' });
    await ava.clicks('Back', { message: 'Question 2' });
    ava.sees('Question 1, is it on? Step 5');
    await ben.types('/intake --build scanner clicks oddly', { in: '#helpdesk' });
    await ben.clicks('Yes', { message: 'Question 1' });
    ben.sees('Question 2, is it on? Step 2');
    const shared = builder.asked.filter(
      ({ problem, context }) => problem.includes('scanner') && context.length === 0,
    );
    expect(new Set(shared.map(labels)).size).toBe(shared.length);
    for (const request of shared) expect(JSON.stringify(request)).not.toContain('fish');
  });

  it('asks for words', async () => {
    await ava.types('/intake --build scanner wobbles', { in: '#helpdesk' });
    await ava.clicks('Something else…', { message: 'Question 1' });
    await ava.submits({ 'What is it instead?': '   ' });
    ava.sees('The answer is empty');
    await ava.closes();
  });
});

describe('what the server adds', () => {
  it('asks who is calling before a step that opens an account, and whether a fix has helped', async () => {
    builder.next = ({ depth }) =>
      depth === 1
        ? {
            ...built(instructs('Reset the password in the admin centre.'), 'model'),
            proposal: {
              ...instructs('Reset the password in the admin centre.'),
              risk: { level: 'low', effect: 'They are signed out', dataLoss: null, undo: 'Reset it again' },
            },
          }
        : built(question('Another question, is it?', ['Yes', 'No']), 'model');
    await ava.types('/intake --build printer asks for a sign-in', { in: '#helpdesk' });
    ava.sees('First confirm who is calling');
    ava.doesNotSee('Reset the password');
    await ava.clicks('Yes', { message: 'First confirm who is calling' });
    if (ava.screen().includes('ask whether they agree')) await ava.clicks('Yes, go ahead');
    await ava.clicks('Done', { message: 'Reset the password' });
    ava.sees('Is it working now?');
    await ava.clicks('Yes', { message: 'Is it working now?' });
    ava.sees('Solved by this');
  });
});

describe('the budget', () => {
  it('stops what is built when it is used up, and says so; ad hoc walks go on', async () => {
    await admin.opensHome();
    await admin.clicks('Settings');
    await admin.clicks('AI building');
    await admin.submits({ 'Requests a day': '1' });
    admin.sees('One person cannot have more requests than everybody together.');
    await admin.submits({ 'Requests a day of one person': '1' });
    await admin.closes({ all: true });
    await ava.types('/intake --build printer whistles a tune', { in: '#helpdesk' });
    ava.sees('Today’s AI budget of this workspace is used up');
    await ava.clicks('Walk ad hoc');
    ava.sees('What do you try next?');
    await ben.types('/intake --flow printer-offline The printer is offline', { in: '#helpdesk' });
    ben.sees('Step 1');
    await admin.opensHome();
    admin.sees('Today’s AI budget is used up');
  });

  it('takes no words for a number', async () => {
    await admin.opensHome();
    await admin.clicks('Settings');
    await admin.clicks('AI building');
    admin.sees('In US dollars.');
    await admin.submits({ 'Requests a day': 'many' });
    admin.sees('Type a whole number from 0 to 1,000,000.');
    await admin.submits({ 'Requests a day': '-5' });
    admin.sees('Type a whole number from 0 to 1,000,000.');
    await admin.submits({ 'Requests a day': '10', 'Cost a day, at most': 'abc' });
    admin.sees('Type an amount in US dollars from 0 to 10,000, such as 12.50, or nothing.');
    await admin.closes({ all: true });
  });
});
