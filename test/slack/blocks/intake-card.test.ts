import { describe, expect, it } from 'vitest';
import { intakeCard, intakeChoiceModal } from '../../../src/slack/blocks/intake-card.js';
import { linksOf } from '../../../src/slack/blocks/text.js';
import { useFlowButton } from '../../../src/slack/payloads.js';
import { buttonsOf, elementsOf, expectValidView, wordsOf } from './check.js';
import { id, intake } from './samples.js';

const links = linksOf('https://acme.slack.com');
const thread = { channelId: 'C0SUPPORT', ts: '1700000000.000100' };

describe('the private card of an intake', () => {
  it('offers the near flows with why, and every other way', () => {
    const card = intakeCard(intake());
    expect(wordsOf(card)).toContain('*Wi-Fi does not connect*\nAlso says *wifi*  ·  like “no wifi”');
    expect(buttonsOf(card)).toEqual([
      'Use this flow!',
      'Use this flow',
      'Build anyway',
      'Walk ad hoc',
      'Escalate',
    ]);
    const second = elementsOf(card, 'button')[1];
    expect(useFlowButton.decode(String(second?.value))).toEqual({ intakeId: id(40), flowId: id(51) });
  });

  it('says what was solved with a flow, and how often it solves once enough have walked it', () => {
    const [flow] = intake().suggestions;
    if (!flow) throw new Error('The sample has no suggestion');
    const shown = (record: { walks: number; solved: number; alike: number }) =>
      wordsOf(intakeCard(intake({ suggestions: [{ ...flow, record }] })));
    expect(shown({ walks: 12, solved: 9, alike: 2 })).toContain(
      '2 alike tickets solved  ·  solved 9 of 12 walks',
    );
    expect(shown({ walks: 4, solved: 4, alike: 0 })).not.toContain('solved');
  });

  it('does not offer to build where the gate is closed', () => {
    expect(buttonsOf(intakeCard(intake({ canBuild: false })))).not.toContain('Build anyway');
  });

  it('explains out of scope and offers ad hoc first', () => {
    const card = intakeCard(intake({ outcome: 'out_of_scope', suggestions: [], canBuild: false }));
    expect(card.text).toContain('No flow fits, and none is built for this (Network).');
    expect(buttonsOf(card)).toEqual(['Walk ad hoc!', 'Escalate']);
  });

  it('leads to the thread where a flow was found', () => {
    const card = intakeCard(intake({ outcome: 'matched', ticketNumber: 12, thread }), links);
    expect(card.text).toContain('Found the flow: Wi-Fi does not connect.');
    expect(wordsOf(card)).toContain(
      '*#12*  ·  <https://acme.slack.com/archives/C0SUPPORT/p1700000000000100|Open the thread>',
    );
    expect(buttonsOf(card)).toEqual([]);
  });

  it('says what was chosen and has no buttons left', () => {
    const card = intakeCard(intake({ decision: 'ad_hoc', ticketNumber: 12, thread }), links);
    expect(card.text).toContain('You chose to walk ad hoc.');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('opens again from App Home', () => {
    const view = intakeChoiceModal(intake());
    expectValidView(view);
    expect(buttonsOf(view)).toContain('Walk ad hoc');
  });
});
