import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BuiltNode, TreeBuilder } from '../../src/ai/tree-builder.js';
import type { NodeRequest } from '../../src/domain/draft.js';
import { testDatabase } from '../support/database.js';
import { darkLamp } from '../support/flows.js';
import { built, asks as question } from '../support/nodes.js';
import { stage } from '../support/product.js';

/** Asks one question after the other, and says of each how to find out. */
class TellingBuilder implements TreeBuilder {
  readonly id = 'telling@1';
  readonly source = 'model';
  asked: NodeRequest[] = [];

  async nextNode(request: NodeRequest): Promise<BuiltNode> {
    this.asked.push(request);
    const { depth, path } = request;
    const after = path.at(-1)?.answerKind ?? 'nothing';
    const node = question(`Question ${depth} after ${after}, is it on?`, ['On', 'Off']);
    return built({ ...node, howToTell: `Look at the small lamp number ${depth}.` }, 'model');
  }
}

const builder = new TellingBuilder();
const desk = await stage(await testDatabase(), { builder });
const { as, publish, rows, workspace, restart } = desk;
const [ava, ben] = [as('agent'), as('agent2')];

beforeAll(() => publish(darkLamp));
beforeEach(() => {
  builder.asked = [];
});

const steps = async () => (await rows('select 1 from step')).length;
const told = async () => (await rows("select 1 from audit_entry where action = 'session.told_how'")).length;
const askedFor = (kind: string) => builder.asked.filter(({ path }) => path.at(-1)?.answerKind === kind);
const asQuestion = (number: number) => ({ message: `Question ${number} ` });

describe('"Not sure" while a tree is built', () => {
  it('is answered at once with how to find out; nothing is asked of the model and no step is made', async () => {
    await ava.types('/intake --build printer hums loudly', { in: '#helpdesk' });
    ava.doesNotSee('Look at the small lamp');
    ava.sees('[On] [Off] [Not sure] [Something else…]');
    const [clicks, before] = [await rows('select 1 from click'), builder.asked.length];
    await ava.clicks('Not sure', asQuestion(1));
    ava.sees(
      'Question 1 after nothing, is it on? 💡 How to find out: Look at the small lamp number 1. Step 1',
    );
    ava.sees('[On] [Off] [Still not sure] [Something else…]');
    expect(builder.asked).toHaveLength(before);
    expect(await rows('select 1 from click')).toHaveLength(clicks.length);
    expect([await steps(), await told()]).toEqual([0, 1]);
  });

  it('can be answered then; the next question begins anew', async () => {
    await ava.clicks('On', asQuestion(1));
    ava.sees('Question 1 after nothing, is it on? ✓ On');
    ava.sees('Question 2 after choice, is it on? Step 2');
    ava.doesNotSee('number 2');
    ava.doesNotSee('Still not sure');
    expect(askedFor('not_sure')).toEqual([]);
  });

  it('stands where it was when the program is started anew', async () => {
    await ava.clicks('Not sure', asQuestion(2));
    await restart();
    ava.sees('How to find out: Look at the small lamp number 2.');
    await ava.clicks('Note');
    await ava.submits({ Note: 'The lamp is behind a flap' });
    ava.sees('[Still not sure]');
  });

  it('is asked of the model when it is still not sure; the model reads that the how-to did not settle it', async () => {
    await ava.clicks('Still not sure', asQuestion(2));
    ava.sees('Question 2 after choice, is it on? ✓ Still not sure');
    ava.sees('Question 3 after not_sure, is it on? Step 3');
    const [request] = askedFor('not_sure');
    expect(request?.path.at(-1)).toMatchObject({
      answerLabel: 'Not sure',
      howToTell: 'Look at the small lamp number 2.',
    });
    const found = await rows<{ found: string }>('select found::text from click order by position');
    expect(found.map((one) => one.found)).toEqual(['missed', 'hit', 'missed']);
  });

  it('is said anew after a step back, and does not end what the question before said', async () => {
    await ava.clicks('Not sure', asQuestion(3));
    await ava.clicks('Back', asQuestion(3));
    ava.sees('Question 2 after choice, is it on? Step 4');
    ava.doesNotSee('number 2');
    await ava.clicks('Not sure', { message: 'Step 4' });
    ava.sees('Look at the small lamp number 2. Step 4');
    await ava.clicks('Off', { message: 'Step 4' });
    ava.sees('Question 3 after choice, is it on? Step 5');
  });

  it('is told to engineering as an open point', async () => {
    await ava.clicks('Not sure', { message: 'Step 5' });
    await ava.clicks('Still not sure', { message: 'Step 5' });
    await ava.clicks('Escalate', { message: 'Step 6' });
    await ava.submits({ 'What do they need to know?': 'Nobody can see the lamp' });
    as('engineer').sees('Still not sure', { in: '#engineering' });
  });
});

describe('walks side by side on one draft', () => {
  it('are told each by themselves', async () => {
    await ava.types('/intake --build scanner hums loudly', { in: '#helpdesk' });
    await ava.clicks('Not sure', { message: 'Question 1 ' });
    await ben.types('/intake --build scanner hums LOUDLY', { in: '#helpdesk' });
    ben.sees('> scanner hums LOUDLY');
    const [first, second] = await rows<{ told: number | null; tree: string }>(
      'select told_how_at as told, tree_id as tree from session order by created_at desc limit 2',
    );
    expect([first?.told, second?.told, first?.tree]).toEqual([null, 0, second?.tree]);
  });
});

describe('two people at once', () => {
  it('who are both not sure have it shown once; none of them is taken for still not sure', async () => {
    await ava.types('/intake --build printer smells of smoke', { in: '#helpdesk' });
    const [card, before, tellings] = [ava.looksAt('Question 1 '), await steps(), await told()];
    await Promise.all([ava, ben, ava, ben].map((who) => who.clicks('Not sure', { on: card })));
    expect([await steps(), await told()]).toEqual([before, tellings + 1]);
    ava.sees('[Still not sure]');
    ben.doesNotSee('Already answered');
    expect(ben.looksAt('number 1').blocks).toEqual(ava.looksAt('number 1').blocks);
  });

  it('of whom one answers have one step; who was not sure too late is told who was first', async () => {
    const card = ava.looksAt('number 1');
    await ava.clicks('On', { on: card });
    const before = await told();
    await ben.types('/intake --build printer eats its paper');
    const fresh = ben.looksAt('Question 1 ');
    await ben.clicks('Off', { on: fresh });
    await ava.clicks('Not sure', { on: fresh });
    ava.sees('Intake (only you): Already answered by @Ben Brooks.');
    expect(await told()).toBe(before);
  });

  it('have one effect where Slack delivers a click three times', async () => {
    const before = await told();
    workspace.arm({ kind: 'duplicate', copies: 3, method: 'action', times: 1 });
    await ben.clicks('Not sure', { message: 'Question 2 ' });
    expect(await told()).toBe(before + 1);
    expect(workspace.faults()).toEqual([]);
  });
});

describe('a flow that comes of it', () => {
  const erin = as('engineer');
  const engineering = { in: '#engineering' };

  it('has how to find out too, as its reviewer edits it', async () => {
    await ben.types('/intake --build printer whistles at noon', { in: '#helpdesk' });
    await ben.clicks('On', asQuestion(1));
    await ben.clicks('Off', asQuestion(2));
    await ben.clicks('Mark as solved', asQuestion(3));
    await ben.submits({ 'Did the walk help?': 'Yes' });
    erin.sees('1. ❓ Question 1 after nothing, is it on? 💡', engineering);
    await erin.clicks('Review', engineering);
    erin.sees('💡 How to find out: Look at the small lamp number 1.', { in: 'modal' });
    await erin.clicks('Edit text', { in: 'modal', nth: 0 });
    await erin.submits({ 'How to find out': 'Look at the big lamp on the left.' });
    erin.sees('💡 How to find out: Look at the big lamp on the left.', { in: 'modal' });
    await erin.clicks('Edit text', { in: 'modal', nth: 1 });
    await erin.submits({ 'How to find out': '' });
    erin.doesNotSee('number 2', { in: 'modal' });
    await erin.submits();
    erin.sees('✅ Published: printer whistles at noon', engineering);
  });

  it('tells the next agent', async () => {
    await ava.types('/intake printer whistles at noon', { in: '#helpdesk' });
    ava.sees('Flow: printer whistles at noon v1');
    await ava.clicks('Not sure', asQuestion(1));
    ava.sees('💡 How to find out: Look at the big lamp on the left. Step 1');
    await ava.clicks('On', asQuestion(1));
    ava.sees('Question 2 after choice, is it on? Step 2 [On] [Off] [Not sure] [Back]');
    await ava.clicks('Not sure', asQuestion(2));
    ava.sees('This answer has not been explored yet.');
    expect(builder.asked).toEqual([]);
  });
});

describe('a walk that was put aside', () => {
  it('is taken up by whoever asks how to find out', async () => {
    await ava.types('/intake --build printer speaks French', { in: '#helpdesk' });
    await ava.clicks('Stop for now', asQuestion(1));
    await ben.clicks('Not sure', asQuestion(1));
    const [session] = await rows<{ stopped: Date | null; carrier: string }>(
      `select stopped_at as stopped, m.display_name as carrier from session s
       join member m on m.id = s.carried_by_id order by s.created_at desc limit 1`,
    );
    expect(session).toEqual({ stopped: null, carrier: 'Ben Brooks' });
  });
});

describe('"Not sure" on a published flow', () => {
  it('is answered with what its author wrote, and leads where the author or the server says', async () => {
    await ava.types('/intake --flow dark-lamp it is dark here', { in: '#helpdesk' });
    ava.sees('Is the lamp plugged in? Step 1 [Yes] [No] [Not sure]');
    await ava.clicks('Not sure', { message: 'Is the lamp plugged in?' });
    ava.sees('💡 How to find out: Follow the cable from the foot of the lamp to its end');
    ava.sees('[Yes] [No] [Still not sure]');
    await ava.clicks('Still not sure');
    ava.sees('Is the lamp plugged in? ✓ Still not sure');
    ava.sees('This flow has no further step. Escalate with what was tried.');
    expect(builder.asked).toEqual([]);
  });
});
