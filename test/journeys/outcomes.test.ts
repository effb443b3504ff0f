import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader, flow, question, resolution } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, publish, rows, product, caller } = await stage(await testDatabase());
const ava = as('agent');

/** Two flows that nobody can tell apart by what the customer says. */
const kiosk = (slug: string, title: string) =>
  flow(
    slug,
    title,
    [
      question('lights', `Do the lights of the ${title} blink?`, { Yes: 'end', No: 'end' }),
      resolution('end', `The ${title} works again.`),
    ],
    {
      description: 'The kiosk prints blank visitor stickers.',
      examples: ['kiosk prints blank visitor stickers'],
    },
  );

const nearProblem = 'reception says the stickers for visitors are blank, some kiosk thing';
/** Nothing of ours is near, and no category has such words. */
const strange = 'the aquarium in the lobby smells of elderberries';

const sessions = () => rows<{ kind: string }>('select kind::text from session order by created_at');
const newest = async () => (await sessions()).at(-1)?.kind;

beforeAll(async () => {
  await publish(badgeReader);
  await publish(kiosk('kiosk-a', 'Visitor kiosk, model A'));
  await publish(kiosk('kiosk-b', 'Visitor kiosk, model B'));
});

describe('near misses', () => {
  it('are offered privately, without a ticket', async () => {
    const before = (await sessions()).length;
    await ava.types(`/intake ${nearProblem}`, { in: '#helpdesk' });
    ava.sees('Intake (only you): Not sure which flow fits. Pick one, or go another way.');
    ava.sees('Visitor kiosk, model A');
    ava.sees('Visitor kiosk, model B');
    ava.sees('[Walk ad hoc] [Escalate]');
    as('agent2').doesNotSee('Not sure which flow fits');
    expect(await sessions()).toHaveLength(before);
  });

  it('are offered also where two flows fit word for word: nobody guesses between them', async () => {
    await ava.types('/intake kiosk prints blank visitor stickers');
    ava.sees('> kiosk prints blank visitor stickers');
    ava.doesNotSee('Do the lights of the Visitor kiosk');
    await ava.types(`/intake ${nearProblem}`);
  });

  it('lead into the flow that the agent chooses', async () => {
    await ava.clicks('Use this flow', { nth: 0 });
    ava.sees('You chose a flow.');
    ava.sees(/Do the lights of the Visitor kiosk, model [AB] blink\?/);
    ava.sees('Open the thread');
    expect(await newest()).toBe('flow');
  });

  it('lead into an ad hoc walk where the agent wants one', async () => {
    await ava.types(`/intake ${nearProblem}`);
    await ava.clicks('Walk ad hoc');
    ava.sees('You chose to walk ad hoc.');
    ava.sees('What do you try next?');
    expect(await newest()).toBe('ad_hoc');
  });

  it('are escalated where the agent wants that', async () => {
    await ava.types(`/intake ${nearProblem}`);
    await ava.clicks('Escalate', { message: 'Not sure which flow fits' });
    await ava.submits({ 'What do they need to know?': 'The kiosk is rented' });
    ava.sees('You chose to escalate.');
    ava.sees('Escalated without a walk');
    as('engineer').sees('The kiosk is rented', { in: '#engineering' });
    expect(await newest()).toBe('none');
  });
});

describe('a build anyway', () => {
  it('is offered where the category of a near miss is open for building', async () => {
    const admin = await caller('admin');
    await product.useCases.saveCategory(admin, {
      categoryId: null,
      name: 'Visitor kiosks',
      keywords: ['kiosk', 'visitor stickers', 'blank visitor stickers'],
      buildEnabled: true,
      identityGate: false,
      engineeringChannelId: null,
      recipients: [],
    });
    await ava.types(`/intake ${nearProblem}`);
    await ava.clicks('Build anyway');
    ava.sees('You chose to build a walk step by step (Visitor kiosks).');
    ava.sees('Built-in protocol for Visitor kiosks, no AI');
    expect(await newest()).toBe('ai_build');
  });
});

describe('a problem that nothing fits', () => {
  it('is out of scope, says so and leaves the intake on record', async () => {
    const before = (await sessions()).length;
    await ava.types(`/intake ${strange}`);
    ava.sees('No flow fits, and none is built for this.');
    ava.doesNotSee('Build anyway', { in: 'modal' });
    expect(await sessions()).toHaveLength(before);
    expect(await rows('select outcome::text, decision from intake where problem = $1', [strange])).toEqual([
      { outcome: 'out_of_scope', decision: null },
    ]);
  });

  it('is walked ad hoc, step by step in free text, and resolved', async () => {
    await ava.clicks('Walk ad hoc', { message: strange });
    await ava.clicks('Add a step');
    await ava.submits({ 'What did you try?': 'Opened a window', 'What came of it?': 'Better' });
    ava.sees('> Opened a window > → Better ✓ @Ava Agent');
    ava.sees('What do you try next?');
    await ava.clicks('Solved', { message: 'What do you try next?' });
    ava.doesNotSee('Did the walk help?');
    await ava.submits({ 'What solved it?': 'Fresh air' });
    ava.sees('Solution: Fresh air');
  });

  it('is escalated from its card, with a ticket and a session of its own', async () => {
    await ava.types(`/intake ${strange} again`);
    await ava.clicks('Escalate', { message: `${strange} again` });
    ava.sees('Modal: Escalate');
    ava.doesNotSee('Problem: ____', { in: 'modal' });
    await ava.submits({ 'Why engineering?': 'Needs someone on site', 'What do they need to know?': 'Fish' });
    ava.sees('🚨');
    as('engineer').sees(`${strange} again`, { in: '#engineering' });
    as('engineer').sees('Why: Needs someone on site > Fish', { in: '#engineering' });
    expect(await newest()).toBe('none');
  });
});

describe('a problem of a category that is open for building', () => {
  it('is built step by step by the built-in protocol, which says what it is', async () => {
    await ava.types('/intake --build the scanner lid of the printer broke off');
    ava.sees('Built-in protocol for Printing, no AI');
    ava.sees('Who has this problem: only this customer, or others too?');
    ava.sees(
      'Step 1 · Built-in protocol, no AI [Only this customer] [Several people] [The whole site] [Not sure] [Something else…]',
    );
    expect(await newest()).toBe('ai_build');
  });

  it('is built without being asked for where no flow is near', async () => {
    await ava.types('/intake copier eats the paper and jams: paper jam in tray 4');
    ava.sees('Built-in protocol for Printing, no AI');
  });
});

describe('the agent’s own word', () => {
  it('chooses a flow by its name, without the matcher', async () => {
    await ava.types(`/intake --flow badge-reader-red ${strange}`);
    ava.sees('Flow: Badge reader stays red v1');
    ava.sees('> the aquarium in the lobby smells of elderberries Now: Does the reader beep');
  });

  it('chooses an ad hoc walk, without the matcher', async () => {
    await ava.types(`/intake --adhoc ${badgeProblem}`);
    ava.sees('Ad hoc, no flow');
    expect(await newest()).toBe('ad_hoc');
  });

  it('does not open the gate of a category', async () => {
    await ava.types('/intake --build reset my password, account locked');
    ava.sees('none is built for this');
    ava.doesNotSee('Built-in protocol for Accounts & Access');
  });

  it.each([
    ['/intake --flow nothing-like-it printer', 'There is no published flow of that name'],
    ['/intake --flow', 'Name a published flow after'],
    ['/intake --flow badge-reader-red', 'The problem is empty'],
    ['/intake --build', 'The problem is empty'],
    ['/intake --adhoc', 'The problem is empty'],
  ])('%s is answered with a sentence', async (typed, sentence) => {
    const before = (await sessions()).length;
    await ava.types(typed);
    ava.sees(sentence);
    expect(await sessions()).toHaveLength(before);
  });
});

describe('a category that is switched off', () => {
  const save = async (buildEnabled: boolean) => {
    const admin = await caller('admin');
    const categories = await product.useCases.listCategories(admin);
    const listed = categories.find(({ name }) => name === 'Visitor kiosks');
    const { category } = await product.useCases.readCategory(admin, {
      categoryId: listed?.categoryId ?? '',
    });
    await product.useCases.saveCategory(admin, {
      ...category,
      categoryId: category.id,
      recipients: [],
      buildEnabled,
    });
  };

  it('still walks its published flows', async () => {
    await publish({ ...badgeReader, category: 'Visitor kiosks' });
    await save(false);
    await ava.types(`/intake ${badgeProblem}`);
    ava.sees('Flow: Badge reader stays red v1');
    ava.sees('Flow: Badge reader stays red v2');
  });

  it('does not build: what no flow fits is out of scope', async () => {
    await ava.types('/intake --build the visitor kiosk sings');
    ava.sees('No flow fits, and none is built for this (Visitor kiosks).');
  });

  it('refuses a build from a card that was drawn before', async () => {
    await save(true);
    await ava.types(`/intake ${nearProblem}`);
    const card = ava.looksAt('Not sure which flow fits');
    await save(false);
    await ava.clicks('Build anyway', { on: card });
    ava.sees('Walks are not built for this kind of problem: an admin has switched it off.');
  });
});

describe('one card', () => {
  it('takes one choice; the second is told so', async () => {
    await ava.types(`/intake ${strange} once more`);
    const card = ava.looksAt(`${strange} once more`);
    await ava.clicks('Walk ad hoc', { on: card });
    const before = (await sessions()).length;
    await ava.clicks('Walk ad hoc', { on: card });
    ava.sees(/You have already chosen for this problem|this message has changed/i);
    expect(await sessions()).toHaveLength(before);
  });
});
