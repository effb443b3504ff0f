import { describe, expect, it } from 'vitest';
import { walkCard } from '../../../src/slack/blocks/walk-card.js';
import {
  answerButton,
  answerSelectBlock,
  nodeButton,
  stepButton,
  waysBlock,
} from '../../../src/slack/payloads.js';
import { buttonsOf, elementsOf, expectValid, optionsOf, valueOfButton, wordsOf } from './check.js';
import { answers, at, ava, id, node, walk } from './samples.js';

const manyLabels = (count: number) => Array.from({ length: count }, (_, index) => `Model ${index + 1}`);
const labels = (...given: string[]) =>
  walk({ body: { kind: 'node', node: node({ answers: answers(...given) }) } });

describe('a question', () => {
  it('stands first and large, with one button for each answer and the ways out below', () => {
    const card = walkCard(walk());
    expect(card.blocks[0]).toMatchObject({
      type: 'header',
      text: { text: 'Is the wireless adapter switched on?' },
    });
    expect(card.text).toBe('Is the wireless adapter switched on?');
    expect(buttonsOf(card)).toEqual(['Yes', 'No', 'Back', 'Note', 'Escalate']);
    const [menu] = elementsOf(card, 'overflow');
    expect(optionsOf(menu).map(({ text }) => text)).toEqual([
      'Mark as solved',
      'Hand over',
      'Stop for now',
      'Close unsolved',
      'Wrong flow',
    ]);
  });

  it('names the walk, its place, the node and the answer in every button', () => {
    const card = walkCard(walk());
    const place = { sessionId: id(10), position: 2 };
    expect(answerButton.decode(valueOfButton(card, 'No'))).toEqual({
      ...place,
      nodeId: id(20),
      answerId: id(501),
    });
    expect(stepButton.decode(valueOfButton(card, 'Back'))).toEqual(place);
    expect(waysBlock.decode(card.blocks.at(-1)?.block_id)).toEqual(place);
  });

  it('has no Back at the start', () => {
    expect(buttonsOf(walkCard(walk({ canGoBack: false })))).not.toContain('Back');
  });

  it('writes answers out in full where a button would cut them on screen', () => {
    const long = 'Yes, and the light beside it blinks orange all the time';
    const card = walkCard(labels(long, 'No'));
    expect(wordsOf(card)).toContain(`*1.* ${long}\n*2.* No`);
    expect(buttonsOf(card).slice(0, 2)).toEqual([`1. ${long}`, '2. No']);
  });

  it('offers more than five answers as a menu whose block says what is answered', () => {
    const card = walkCard(labels(...manyLabels(6)));
    const [menu] = elementsOf(card, 'static_select');
    expect(optionsOf(menu)[5]).toEqual({ text: 'Model 6', value: id(505) });
    const row = card.blocks.find((block) => block.block_id?.startsWith('session.answer_select'));
    expect(answerSelectBlock.decode(row?.block_id)).toEqual({
      sessionId: id(10),
      position: 2,
      nodeId: id(20),
    });
    expect(buttonsOf(card)).toEqual(['Back', 'Note', 'Escalate']);
  });

  it('offers a hundred short answers as one menu', () => {
    const card = walkCard(labels(...manyLabels(100)));
    expect(optionsOf(elementsOf(card, 'static_select')[0])).toHaveLength(100);
    expectValid(card);
  });

  it('opens a modal for answers that fit no message, and cuts none in silence', () => {
    const card = walkCard(
      labels(...manyLabels(90).map((label) => `${label} ${'with a long name '.repeat(8)}`)),
    );
    expect(buttonsOf(card)[0]).toBe('Choose one of 90 answers…!');
    expectValid(card);
  });

  it('keeps a long text whole and readable', () => {
    const text = `Open the settings.\n${'Then look closely. '.repeat(100)}`.trim();
    const card = walkCard(walk({ body: { kind: 'node', node: node({ text }) } }));
    expect(card.blocks[0]).toMatchObject({ type: 'section', text: { text } });
  });

  it('shows what a person or model wrote letter by letter', () => {
    const text = 'Tell <!channel> & <https://evil.example|click>\nnow';
    const card = walkCard(walk({ body: { kind: 'node', node: node({ text }) }, built: 'model' }));
    expect(wordsOf(card)).toContain('Tell &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;\nnow');
    expect(wordsOf(card)).toContain('AI-built, check before you act');
  });
});

describe('a question that says how to find out', () => {
  const asking = (more: Parameters<typeof node>[0] = {}): Parameters<typeof walk>[0] => ({
    body: {
      kind: 'node',
      node: node({
        howToTell: 'Look at the switch beside the keyboard.',
        answers: [
          ...answers('Yes', 'No'),
          { id: id(600), label: 'Not sure', kind: 'not_sure', nextNodeId: null },
        ],
        ...more,
      }),
    },
  });

  it('keeps it until somebody is not sure', () => {
    const card = walkCard(walk(asking()));
    expect(buttonsOf(card).slice(0, 3)).toEqual(['Yes', 'No', 'Not sure']);
    expect(JSON.stringify(card)).not.toContain('beside the keyboard');
    const place = { sessionId: id(10), position: 2, nodeId: id(20) };
    expect(nodeButton.decode(valueOfButton(card, 'Not sure'))).toEqual(place);
  });

  it('shows it under the question then, and takes "Still not sure" for an answer', () => {
    const card = walkCard(walk({ ...asking(), toldHow: true }));
    expect(wordsOf(card)).toContain('*How to find out:* Look at the switch beside the keyboard.');
    expect(card.text).toContain('How to find out');
    expect(buttonsOf(card).slice(0, 3)).toEqual(['Yes', 'No', 'Still not sure']);
    expect(answerButton.decode(valueOfButton(card, 'Still not sure')).answerId).toBe(id(600));
    expectValid(card);
  });

  it('has "Not sure" as a button where its answers are a menu', () => {
    const cannotTell = { id: id(600), label: 'Not sure', kind: 'not_sure', nextNodeId: null } as const;
    const card = walkCard(walk(asking({ answers: [...answers(...manyLabels(8)), cannotTell] })));
    expect(optionsOf(elementsOf(card, 'static_select')[0])).toHaveLength(8);
    expect(buttonsOf(card)[0]).toBe('Not sure');
  });

  it('cannot mention or link by it', () => {
    const evil = asking({ howToTell: '<!channel> <https://evil.example|the manual>' });
    const card = walkCard(walk({ ...evil, toldHow: true }));
    expect(JSON.stringify(card)).not.toMatch(/<!channel>|<https/);
  });
});

describe('the end of a walk', () => {
  it('asks of a resolution whether it is solved', () => {
    const card = walkCard(walk({ body: { kind: 'node', node: node({ kind: 'resolution', answers: [] }) } }));
    expect(buttonsOf(card)).toEqual(['Solved!', 'Not solved', 'Back', 'Note']);
  });

  it('makes Escalate the thing to do at an escalation', () => {
    const card = walkCard(walk({ body: { kind: 'node', node: node({ kind: 'escalation', answers: [] }) } }));
    expect(buttonsOf(card)).toEqual(['Escalate!', 'Back', 'Note']);
  });
});

describe('without a next step', () => {
  it('says that it is being written, and lets nobody wait', () => {
    const card = walkCard(walk({ body: { kind: 'writing' }, built: 'built_in' }));
    expect(card.text).toBe('Working on the next step…');
    expect(buttonsOf(card)).toEqual(['Back', 'Note', 'Walk ad hoc', 'Escalate']);
  });

  it('offers to try again where it could not be written', () => {
    expect(buttonsOf(walkCard(walk({ body: { kind: 'failed', why: 'other' } })))).toEqual([
      'Try again!',
      'Walk ad hoc',
      'Escalate',
      'Back',
      'Note',
    ]);
  });

  it.each(['refused', 'budget_account', 'budget_member'] as const)(
    'puts first what goes on without the AI where another try comes to the same: %s',
    (why) => {
      const card = walkCard(walk({ body: { kind: 'failed', why } }));
      expect(buttonsOf(card)).toEqual(['Walk ad hoc!', 'Escalate', 'Try again', 'Back', 'Note']);
      expect(wordsOf(card)).toContain('alk ad hoc, or escalate');
    },
  );

  it('asks for the next step of an ad hoc walk', () => {
    const card = walkCard(walk({ body: { kind: 'ad_hoc' }, canGoBack: false }));
    expect(buttonsOf(card)).toEqual(['Add a step!', 'Solved', 'Escalate']);
    expect(wordsOf(card)).toContain('What you type in this thread is kept as a note');
  });
});

describe('a step that is done with', () => {
  it('shows the answer, by whom and when, and has no buttons', () => {
    const card = walkCard(walk({ state: { kind: 'answered', label: 'No', by: ava, at } }));
    expect(wordsOf(card)).toContain('Is the wireless adapter switched on?');
    expect(wordsOf(card)).toContain('✓ *No* — <@U0AVA>, <!date^1795344120^{time}|10:42 UTC>');
    expect(buttonsOf(card)).toEqual([]);
    expect(elementsOf(card, 'overflow')).toEqual([]);
  });

  it.each([
    [{ kind: 'went_back', by: ava, at } as const, '↩ Went back — <@U0AVA>'],
    [{ kind: 'recorded', text: 'Changed the cable', by: ava, at } as const, '&gt; Changed the cable'],
    [{ kind: 'closed', status: 'escalated', wrongFlow: false } as const, 'Closed: escalated'],
    [{ kind: 'closed', status: 'abandoned', wrongFlow: true } as const, '↪ Left as the wrong flow'],
  ])('shows that it was left: %o', (state, expected) => {
    const card = walkCard(walk({ state }));
    expect(wordsOf(card)).toContain(expected);
    expect(buttonsOf(card)).toEqual([]);
  });
});
