import { describe, expect, it } from 'vitest';
import type { BriefLine } from '../../../src/domain/cards.js';
import { briefModal, briefOf } from '../../../src/slack/blocks/brief-modal.js';
import { escalationCard } from '../../../src/slack/blocks/escalation-card.js';
import { linksOf } from '../../../src/slack/blocks/text.js';
import { escalationButton } from '../../../src/slack/payloads.js';
import { buttonsOf, expectValidView, valueOfButton, wordsOf } from './check.js';
import { at, ava, erin, escalation, id, problem } from './samples.js';

const links = linksOf('https://acme.slack.com/');
const steps = (count: number, text = 'Is it on?'): BriefLine[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'answer',
    text: `${text} (${index + 1})`,
    answer: 'No',
    by: ava,
    at,
  }));

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
    const card = escalationCard(escalation({ status: 'resolved', resolution: { notes: 'Replaced the AP' } }));
    expect(wordsOf(card)).toContain('✅ Resolved\nReplaced the AP');
    expect(buttonsOf(card)).toEqual(['Open brief']);
  });

  it('names the channel where no address of the thread is known', () => {
    expect(wordsOf(escalationCard(escalation()))).toContain('The agent’s thread in <#C0SUPPORT>');
  });
});

describe('the brief', () => {
  it('holds every step with answer, who and when, and every note', () => {
    const brief = [...steps(60), { kind: 'note', text: 'Called back', answer: null, by: erin, at } as const];
    const words = wordsOf(briefModal(briefOf(escalation({ brief }))));
    for (const { text } of brief) expect(words).toContain(text);
    expect(words).toContain('*60.* Is it on? (60) → *No* — <@U0AVA>');
    expect(words).toContain('📝 Called back — <@U0ERIN>');
  });

  it('keeps a note of 10,000 characters whole', () => {
    const note = Array.from({ length: 1_000 }, (_, index) => `word${index + 1}`).join(' ');
    const brief: BriefLine[] = [{ kind: 'note', text: note, answer: null, by: ava, at }];
    const words = wordsOf(briefModal(briefOf(escalation({ brief }))));
    expect(words).toContain('word1 ');
    expect(words).toContain('word500 ');
    expect(words).toContain('word1000');
  });

  it('says how many entries do not fit, and where they are', () => {
    const view = briefModal(briefOf(escalation({ brief: steps(200, 'x'.repeat(1_000)) })), links);
    expectValidView(view);
    expect(wordsOf(view)).toMatch(/⚠️ \d+ of 200 entries do not fit here\. They are all in <https:/);
  });

  it('stays within what a view may hold, whatever the alphabet', () => {
    expectValidView(briefModal(briefOf(escalation({ brief: steps(100, '界'.repeat(10_000)) }))));
    expectValidView(briefModal(briefOf(escalation({ problem: problem({ text: '界'.repeat(10_000) }) }))));
  });

  it('is there for a walk that was never escalated', () => {
    const view = briefModal({ ...escalation({ brief: [] }), escalation: null });
    expect(wordsOf(view)).toContain('Nothing has been tried yet.');
    expect(wordsOf(view)).not.toContain('Why it was escalated');
  });
});
