import { describe, expect, it } from 'vitest';
import type { BriefLine } from '../../../src/domain/cards.js';
import { forChannel } from '../../../src/domain/private.js';
import { briefMessages } from '../../../src/slack/blocks/brief-messages.js';
import { briefModal } from '../../../src/slack/blocks/brief-modal.js';
import { escalationCard } from '../../../src/slack/blocks/escalation-card.js';
import { linksOf } from '../../../src/slack/blocks/text.js';
import { briefPageButton, escalationButton } from '../../../src/slack/payloads.js';
import { buttonsOf, elementsOf, expectValidView, optionsOf, valueOfButton, wordsOf } from './check.js';
import { at, ava, brief, erin, escalation, id, problem } from './samples.js';

const links = linksOf('https://acme.slack.com/');
const steps = (count: number, text = 'Is it on?'): BriefLine[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'answer',
    text: `${text} (${index + 1})`,
    answer: 'No',
    by: ava,
    at,
    nodeKind: 'question',
    answerKind: 'choice',
  }));
const note = (text: string): BriefLine => ({
  kind: 'note',
  text,
  answer: null,
  by: erin,
  at,
  nodeKind: null,
  answerKind: null,
});

describe('the card in the engineers’ channel', () => {
  it('says what, why, what was tried, and offers to claim it', () => {
    const card = escalationCard(escalation({ problem: problem({ urgency: 'high' }) }), links);
    const words = wordsOf(card);
    expect(card.text).toBe('🚨 #12 needs an engineer · Network · High: Laptop does not see the office Wi-Fi');
    expect(words).toContain('*Why:* Looks like an outage\n&gt; The access point answers nobody');
    expect(words).toContain('• Is the adapter on? → *Yes*\n📝 Whole floor is affected');
    expect(words).toContain('Escalated by <@U0AVA>');
    expect(words).toContain(
      '<https://acme.slack.com/archives/C0SUPPORT/p1700000000000100|The agent’s thread>',
    );
    expect(buttonsOf(card)).toEqual(['Claim!', 'Open brief']);
    expect(escalationButton.decode(valueOfButton(card, 'Claim'))).toEqual({
      escalationId: id(30),
      sessionId: id(10),
    });
  });

  it('shows the last steps and says how many came before', () => {
    const words = wordsOf(escalationCard(escalation({ brief: steps(12) })));
    expect(words).toContain('(12) → *No*');
    expect(words).not.toContain('(7)');
    expect(words).toContain('7 earlier in the brief');
  });

  it('shows who claimed it and offers to resolve it', () => {
    const card = escalationCard(escalation({ status: 'claimed', claimedBy: erin }));
    expect(wordsOf(card)).toContain('🛠️ Claimed by <@U0ERIN>');
    expect(buttonsOf(card)).toEqual(['Resolve!', 'Open brief']);
  });

  it('ends with the solution and the brief', () => {
    const card = escalationCard(
      escalation({ status: 'resolved', resolution: { notes: 'Replaced the AP', check: 'confirmed' } }),
    );
    expect(wordsOf(card)).toContain('✅ Resolved\nReplaced the AP');
    expect(buttonsOf(card)).toEqual(['Open brief']);
  });

  it('is resolved only when somebody has seen the fix work', () => {
    const headlines = (['awaiting', 'unanswered', 'reopened'] as const).map(
      (check) => escalationCard(escalation({ status: 'resolved', resolution: { notes: null, check } })).text,
    );
    expect(headlines).toEqual([
      expect.stringContaining('🔎 #12 has a fix that awaits a check'),
      expect.stringContaining('☑️ #12 has a fix that nobody has confirmed'),
      expect.stringContaining('↩️ #12 was reopened: the fix did not hold'),
    ]);
  });

  it('names the channel where no address of the thread is known', () => {
    expect(wordsOf(escalationCard(escalation()))).toContain('The agent’s thread in <#C0SUPPORT>');
  });
});

describe('the card’s further ways', () => {
  const moreOf = (given: Parameters<typeof escalation>[0]) =>
    optionsOf(elementsOf(escalationCard(escalation(given)), 'overflow')[0]).map(({ value }) => value);

  it('are behind one menu, as long as there are any', () => {
    expect(moreOf({})).toEqual(['reassign', 'ask', 'hand_back', 'resolve']);
    expect(moreOf({ status: 'claimed', claimedBy: erin })).toEqual([
      'ask',
      'hand_back',
      'reassign',
      'release',
    ]);
    expect(moreOf({ status: 'resolved' })).toEqual([]);
  });

  it('end where it is handed back, with the instruction', () => {
    const card = escalationCard(
      escalation({ status: 'returned', claimedBy: erin, instruction: 'Reboot it' }),
    );
    expect(card.text).toContain('↩️ #12 is back with L1');
    expect(wordsOf(card)).toContain('↩️ Handed back by <@U0ERIN>\nReboot it');
    expect(buttonsOf(card)).toEqual(['Open brief']);
  });

  it('come with who is on call, how long the customer waits, and until when', () => {
    const onCall = { groupId: 'S0ENGINEERS', people: [erin] };
    const words = wordsOf(escalationCard(escalation({ onCall, dueAt: at })));
    expect(words).toContain('On call: <!subteam^S0ENGINEERS>, <@U0ERIN>');
    expect(words).toMatch(/The customer has waited since <!date.*\{ago\}.*to be claimed by <!date/);
    expect(wordsOf(escalationCard(escalation({ onCall, status: 'claimed', claimedBy: erin })))).not.toContain(
      'On call',
    );
  });
});

describe('the card of a private ticket', () => {
  it('says nothing that anybody wrote', () => {
    const secret = 'Salary slip of Dana';
    const card = escalation({
      problem: problem({ text: secret, customerName: secret, private: true }),
      reason: secret,
      brief: [note(secret)],
      instruction: secret,
      openQuestion: secret,
      resolution: { notes: secret, check: 'confirmed' },
      source: { kind: 'flow', title: secret, version: 1 },
    });
    for (const status of ['open', 'claimed', 'resolved', 'returned'] as const) {
      const shown = escalationCard(forChannel({ ...card, status }));
      expect(JSON.stringify(shown)).not.toContain('Salary');
      expect(wordsOf(shown)).toContain('🔒 Private');
    }
  });
});

const of = { sessionId: id(10), escalationId: id(30) };
const thread = (given: Parameters<typeof brief>[0]): string =>
  briefMessages(brief(given), links).steps.map(wordsOf).join('\n');

describe('the brief', () => {
  it('holds every step with answer, who and when, and every note', () => {
    const lines = [...steps(60), note('Called back')];
    for (const words of [thread({ brief: lines }), wordsOf(briefModal(brief({ brief: lines }), of))]) {
      for (const { text } of lines) expect(words).toContain(text);
      expect(words).toContain('*60.* Is it on? (60) → *No* — <@U0AVA>');
      expect(words).toContain('📝 Called back — <@U0ERIN>');
    }
  });

  it('keeps a note of 10,000 characters whole', () => {
    const long = Array.from({ length: 1_000 }, (_, index) => `word${index + 1}`).join(' ');
    for (const words of [
      thread({ brief: [note(long)] }),
      wordsOf(briefModal(brief({ brief: [note(long)] }), of)),
    ])
      for (const word of ['word1 ', 'word500 ', 'word1000']) expect(words).toContain(word);
  });

  it('holds 60 steps with long notes: all of it page by page, every step in the thread', () => {
    const lines = steps(60).flatMap((step, index) => [step, note(`${'so '.repeat(3_000)}end${index + 1}`)]);
    const views = Array.from({ length: 40 }, (_, index) =>
      briefModal(brief({ brief: lines }), of, links, index + 1),
    );
    const words = views.map(wordsOf).join('\n');
    for (let number = 1; number <= 60; number += 1) {
      expect(words).toContain(`*${number}.* Is it on? (${number}) → *No*`);
      expect(words).toContain(`end${number} — `);
      expect(thread({ brief: lines })).toContain(`*${number}.* Is it on? (${number}) → *No*`);
    }
    for (const view of views) expectValidView(view);
    expect(thread({ brief: lines })).toContain('complete behind “Open brief”');
  });

  it('turns its pages by buttons', () => {
    const lines = steps(200, 'x'.repeat(1_000));
    const first = briefModal(brief({ brief: lines }), of, links);
    expect(buttonsOf(first)).toEqual(['Next page']);
    expect(briefPageButton.decode(valueOfButton(first, 'Next page'))).toEqual({ ...of, page: 2 });
    expect(buttonsOf(briefModal(brief({ brief: lines }), of, links, 2))).toEqual([
      'Previous page',
      'Next page',
    ]);
    expect(buttonsOf(briefModal(brief({ brief: lines }), of, links, 99))).toEqual(['Previous page']);
  });

  it('stays within what a view may hold, whatever the alphabet', () => {
    expectValidView(briefModal(brief({ brief: steps(100, '界'.repeat(10_000)) }), of));
    expectValidView(briefModal(brief({ problem: problem({ text: '界'.repeat(10_000) }) }), of));
  });

  it('is there for a walk that was never escalated', () => {
    const view = briefModal(brief({ brief: [], escalation: null }), { sessionId: id(10) });
    expect(wordsOf(view)).toContain('Nothing has been tried yet.');
    expect(wordsOf(view)).not.toContain('Why it was escalated');
  });

  it('names what solved a walk, leaves nothing open then and suggests nothing', () => {
    const step = (given: Partial<BriefLine>): BriefLine => ({ ...note('x'), kind: 'answer', ...given });
    const lines = [
      step({ text: 'What changed?', answer: 'Not sure', nodeKind: 'question', answerKind: 'not_sure' }),
      step({ text: 'Restart the router', answer: 'Done', nodeKind: 'instruction', answerKind: 'done' }),
      step({ text: 'Working now?', answer: 'No', nodeKind: 'question', answerKind: 'choice' }),
      step({ text: 'Close the program', answer: 'Done', nodeKind: 'instruction', answerKind: 'done' }),
      step({ text: 'Working now?', answer: 'Yes', nodeKind: 'question', answerKind: 'choice' }),
    ];
    const words = wordsOf(briefModal(brief({ brief: lines, escalation: null, solved: true }), of));
    expect(words).toContain('*Solved by*\n• Close the program\n');
    expect(words).toContain('*Ruled out*\n• Restart the router\n');
    expect(words).not.toContain('Still open');
    expect(words).not.toContain('Suggested next');
    const open = wordsOf(briefModal(brief({ brief: lines, escalation: null }), of));
    expect(open).toContain('*Ruled out*\n• Restart the router\n• Close the program\n');
    expect(open).toContain('*Still open*\n• What changed?');
  });

  it('tells what engineering had done before, and what did not hold', () => {
    const lines: BriefLine[] = [
      { ...note('No light at all'), kind: 'escalated' },
      { ...note('Move them next to the AP'), kind: 'returned', by: erin },
      { ...note('New cable'), kind: 'undone', by: erin },
    ];
    const words = wordsOf(briefModal(brief({ brief: lines }), of));
    expect(words).toContain('🚨 Escalated: No light at all');
    expect(words).toContain('↩️ Engineering handed it back: Move them next to the AP');
    expect(words).toContain('🔎 A fix that did not hold: New cable');
    expect(wordsOf(escalationCard(escalation({ brief: lines })))).toContain(
      '↩️ Engineering handed it back: Move them next to the AP',
    );
  });

  it('starts with what a colleague would say: facts, what is ruled out, who solved the like, what next', () => {
    const fix: BriefLine = {
      ...note('Restart the access point'),
      kind: 'answer',
      answer: 'Didn’t help',
      nodeKind: 'instruction',
      answerKind: 'didnt_help',
    };
    const alike = {
      ticketNumber: 7,
      problem: 'Wi-Fi gone',
      solution: 'New firmware',
      solvedBy: erin,
      thread: null,
    };
    const words = wordsOf(briefMessages(brief({ brief: [...steps(1), fix], alike: [alike] }), links).summary);
    expect(words).toContain('*Facts*\n• Is it on? (1) → *No*');
    expect(words).toContain('*Ruled out*\n• Restart the access point');
    expect(words).toContain('*Solved before*\n• #7 Wi-Fi gone — solved by <@U0ERIN>: New firmware');
    expect(words).toContain('*💡 Suggested next:* Try what solved #7, “New firmware”');
    expect(words).toContain('The agent’s thread>');
  });

  it('leaves out what was gone back from', () => {
    const back: BriefLine = { ...note('Is it on? (2)'), kind: 'back' };
    expect(wordsOf(briefMessages(brief({ brief: [...steps(2), back] })).summary)).not.toContain('(2)');
  });

  it('suggests what the agent could not do, where the walk stood, or what the reason asks for', () => {
    const cannot: BriefLine = {
      ...note('Open the server room'),
      kind: 'answer',
      answer: 'Can’t do this',
      nodeKind: 'instruction',
      answerKind: 'cant_do',
    };
    const nextOf = (given: Parameters<typeof brief>[0]) => wordsOf(briefMessages(brief(given)).summary);
    expect(nextOf({ brief: [cannot] })).toContain('Do what the agent could not, “Open the server room');
    expect(nextOf({ nextNode: 'Is the light green?' })).toContain(
      'Go on where the walk stood, at “Is the light green?”',
    );
    expect(nextOf({})).toContain('Check whether others are affected');
  });

  it('ends with the solution and who had claimed it', () => {
    const ending = {
      kind: 'resolved',
      notes: 'New firmware',
      check: 'confirmed',
      claimedBy: erin,
      at,
    } as const;
    const { ending: last } = briefMessages(brief({ ending }));
    expect(last && wordsOf(last)).toBe('*✅ #12 is resolved, claimed by <@U0ERIN>.*\nNew firmware');
  });
});
