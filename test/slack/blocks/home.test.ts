import { describe, expect, it } from 'vitest';
import type { QueueLine } from '../../../src/domain/cards.js';
import type { Page } from '../../../src/domain/page.js';
import { type HomeContent, homeView } from '../../../src/slack/blocks/home.js';
import { helpMessage, hintMessage, mineMessage, queueMessage } from '../../../src/slack/blocks/lists.js';
import { homePageButton, homeStart, listPageButton } from '../../../src/slack/payloads.js';
import { buttonsOf, expectValid, expectValidView, valueOfButton, wordsOf } from './check.js';
import { erin, id, line, problem } from './samples.js';

const page = (...lines: QueueLine[]): Page<QueueLine> => ({ lines, page: 1, pages: 1, total: lines.length });

const desk = (given: Partial<Extract<HomeContent, { kind: 'desk' }>> = {}): HomeContent => ({
  kind: 'desk',
  place: homeStart,
  canWalk: true,
  canManage: false,
  mine: page(),
  queue: page(),
  escalations: null,
  proposals: null,
  undecided: [],
  warnings: null,
  ...given,
});

describe('the Home tab', () => {
  it('says in one sentence each that there is nothing to do', () => {
    const view = homeView(desk());
    expect(wordsOf(view)).toContain('You have no open walks. Start one with New intake or `/intake`.');
    expect(buttonsOf(view)).toEqual(['New intake!', 'Escalate']);
    expectValidView(view);
  });

  it('names who carries a walk that goes on, not who had claimed it before', () => {
    const words = wordsOf(homeView(desk({ queue: page(line({ claimedBy: erin })) })));
    expect(words).toContain('🟢 In progress  ·  <@U0AVA>');
    expect(words).not.toContain('<@U0ERIN>');
  });

  it('lists my walks with the question they wait for, to take up again', () => {
    const view = homeView(
      desk({ mine: page(line(), line({ sessionId: id(11), ticketNumber: 9, stopped: true })) }),
    );
    expect(wordsOf(view)).toContain('My walks (2)');
    expect(wordsOf(view)).toContain(
      '*#12*  Laptop does not see the office Wi-Fi — Dana Ruiz\n&gt; Is the wireless adapter switched on?\n🟢 In progress',
    );
    expect(buttonsOf(view)).toEqual(['New intake!', 'Escalate', 'Resume', 'Resume!']);
  });

  it('lets engineers claim what waits', () => {
    const waiting = line({ status: 'escalated', escalationId: id(30) });
    const claimed = line({ status: 'escalated', escalationId: id(31), claimedBy: erin });
    const view = homeView(desk({ canWalk: false, escalations: page(waiting, claimed) }));
    expect(buttonsOf(view)).toEqual(['Escalate', 'Claim!']);
    expect(wordsOf(view)).toContain('🛠️ Claimed  ·  <@U0ERIN>');
  });

  it('turns the pages of one list and leaves the others where they are', () => {
    const place = { ...homeStart, minePage: 2, queuePage: 3 };
    const view = homeView(desk({ place, queue: { lines: [line()], page: 3, pages: 5, total: 40 } }));
    expect(homePageButton.decode(valueOfButton(view, 'Next (3 of 5)'))).toEqual({ ...place, queuePage: 4 });
    expect(homePageButton.decode(valueOfButton(view, 'Previous'))).toEqual({ ...place, queuePage: 2 });
  });

  it('shows an intake that still waits for a choice', () => {
    const view = homeView(desk({ undecided: [{ id: id(40), problem: problem() }] }));
    expect(wordsOf(view)).toContain('❓ *Waits for your choice:* Laptop does not see');
    expect(buttonsOf(view)).toContain('Choose!');
  });

  it('shows admins what to see to', () => {
    const view = homeView(
      desk({
        canManage: true,
        warnings: {
          unheard: 'all',
          givenUp: { messages: 1, others: 2, channelIds: ['C0SUPPORT', 'U0AVA', 'D0AVA'] },
          queueAgeMs: 0,
          troubles: [],
          budgetUsedUp: true,
          index: null,
        },
      }),
    );
    expect(wordsOf(view)).toContain('Nobody is set to hear about escalations');
    expect(wordsOf(view)).toContain(
      '*1 message could not be sent to Slack* (<#C0SUPPORT>, <@U0AVA>, a direct message), and 2 tasks in the background failed, and will not be tried again by themselves.',
    );
    expect(wordsOf(view)).toContain('Today’s AI budget is used up');
    expect(buttonsOf(view)).toContain('Settings');
  });

  it('lets somebody without a role ask for access, once', () => {
    expect(buttonsOf(homeView({ kind: 'no_role', asked: false }))).toEqual(['Ask for access!']);
    const asked = homeView({ kind: 'no_role', asked: true });
    expect(buttonsOf(asked)).toEqual([]);
    expect(wordsOf(asked)).toContain('You have asked for access');
  });
});

describe('the private lists', () => {
  it('answer /intake queue by state, page by page', () => {
    const message = queueMessage({ lines: [line()], page: 1, pages: 2, total: 9 }, 'active');
    expect(message.text).toBe('Team queue: in progress (9)');
    expect(listPageButton.decode(valueOfButton(message, 'Next (1 of 2)'))).toEqual({
      which: 'active',
      page: 2,
    });
    expectValid(message);
  });

  it('answer /intake mine, and say how to start where there is nothing', () => {
    expect(buttonsOf(mineMessage(page(line())))).toEqual(['Resume']);
    expect(mineMessage(page()).text).toContain('Start one with `/intake` and the problem.');
  });

  it('answer /intake help', () => {
    expect(wordsOf(helpMessage())).toContain('`/intake queue`');
    expectValid(helpMessage());
    expectValid(hintMessage('`setings*<!here>', 'settings'));
    expect(wordsOf(hintMessage('a <!here>', 'queue_status'))).not.toContain('<!here>');
  });
});
