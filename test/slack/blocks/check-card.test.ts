import { describe, expect, it } from 'vitest';
import { checkCard } from '../../../src/slack/blocks/check-card.js';
import { buttonsOf, expectValid, wordsOf } from './check.js';
import { ava, check, erin, fix } from './samples.js';

describe('the question about a fix', () => {
  it('says what was done, by whom, and asks one thing', () => {
    const card = checkCard(check());
    expectValid(card);
    expect(card.text).toBe('🔎 Fix applied: does #12 work for the customer now?');
    expect(wordsOf(card)).toContain('What was done:* <@U0ERIN>');
    expect(wordsOf(card)).toContain('New cable');
    expect(buttonsOf(card)).toEqual(['Yes, it works!', 'No, reopen', 'Open brief']);
  });

  it.each([
    ['confirmed', '✅ #12 works, says <@U0AVA>'],
    ['reopened', '↩️ <@U0AVA> has reopened #12'],
  ] as const)('has no question left once it is %s', (state, words) => {
    const card = checkCard(check({ fix: fix({ by: erin, check: state, checkedBy: ava }) }));
    expect(card.text).toBe(words);
    expect(buttonsOf(card)).toEqual(['Open brief']);
  });

  it('says only what there is: who marked it where nobody wrote what was done, and why it was reopened', () => {
    const bare = wordsOf(checkCard(check({ fix: fix({ by: erin, notes: null }) })));
    expect(bare).toContain('*Marked as solved* by <@U0ERIN>');
    expect(bare).not.toContain('What was done');
    const reopened = fix({ by: erin, check: 'reopened', checkedBy: erin, reason: 'Dark again after lunch' });
    const card = checkCard(check({ fix: reopened }));
    expectValid(card);
    expect(wordsOf(card)).toContain('*Why it was reopened:* Dark again after lunch');
    expect(wordsOf(checkCard(check({ fix: { ...reopened, reason: null } })))).not.toContain('Why');
  });

  it('can still be answered once it was given up', () => {
    const card = checkCard(check({ fix: fix({ check: 'unanswered', checkedBy: null }) }));
    expect(card.text).toContain('it is not counted as solved');
    expect(buttonsOf(card)).toContain('Yes, it works!');
  });
});
