import { describe, expect, it } from 'vitest';
import { reopenModal, resolveModal } from '../../../src/slack/blocks/closing-modals.js';
import { intakeModal } from '../../../src/slack/blocks/intake-modal.js';
import { loadingModal, problemModal } from '../../../src/slack/blocks/plain-modals.js';
import { rolesModal } from '../../../src/slack/blocks/roles-modal.js';
import {
  addStepModal,
  answersModal,
  escalateModal,
  handOverModal,
  noteModal,
} from '../../../src/slack/blocks/session-modals.js';
import { accountModal, categoryModal, settingsModal } from '../../../src/slack/blocks/settings-modals.js';
import { ticketNoteModal } from '../../../src/slack/blocks/ticket-note-modal.js';
import {
  answerMetadata,
  escalateMetadata,
  intakeMetadata,
  startOption,
  stepMetadata,
} from '../../../src/slack/payloads.js';
import { buttonsOf, elementsOf, expectValidView, fieldsOf, optionsOf, wordsOf } from './check.js';
import { answers, ava, ben, id, node, problem } from './samples.js';

const ofSession = { sessionId: id(10), ticketNumber: 12 };

describe('New intake', () => {
  const view = intakeModal({
    problem: { text: 'VPN drops', urgency: 'high' },
    flows: [{ flowId: id(50), title: 'VPN does not connect' }],
    total: 1,
    categories: [{ categoryId: id(60), name: 'Printing' }],
    channelId: 'C0SUPPORT',
  });

  it('asks for the problem first, then whose it is, then how to start', () => {
    expect(fieldsOf(view)).toEqual([
      'problem',
      'customerName',
      'customerContact',
      'device',
      'urgency',
      'private',
      'start',
    ]);
    expect(wordsOf(view)).toContain('Find the flow that fits');
    expect(intakeMetadata.decode(view.private_metadata)).toEqual({ channelId: 'C0SUPPORT' });
    expectValidView(view);
  });

  it('keeps what was typed', () => {
    expect(elementsOf(view, 'plain_text_input')[0]).toMatchObject({ initial_value: 'VPN drops' });
  });

  it('starts by the matcher unless told otherwise', () => {
    const start = elementsOf(view, 'static_select').at(-1);
    const values = [...new Set(optionsOf(start).map(({ value }) => value))];
    expect(values.map(startOption.decode)).toEqual([
      { kind: 'match' },
      { kind: 'ad_hoc' },
      { kind: 'escalate' },
      { kind: 'build', categoryId: id(60) },
      { kind: 'flow', flowId: id(50) },
    ]);
    expect(start).toMatchObject({ initial_option: { value: 'match' } });
  });

  it('says so where a pasted mail is longer than Slack’s input takes', () => {
    const long = intakeModal({ problem: { text: 'x'.repeat(10_000) }, flows: [], total: 0, categories: [] });
    expect(wordsOf(long)).toContain('the end was cut');
    expectValidView(long);
  });
});

describe('the forms of a walk', () => {
  it('note', () => expect(fieldsOf(noteModal(ofSession))).toEqual(['note']));

  it('solved: asks whether the walk helped, but not where none was walked', () => {
    const asked = ['confirmed', 'helpful', 'notes', 'minutes'];
    expect(fieldsOf(resolveModal({ ...ofSession, asksHelpful: true, confirmed: true }))).toEqual(asked);
    const walkless = resolveModal({ ...ofSession, asksHelpful: false, confirmed: false });
    expect(fieldsOf(walkless)).toEqual(asked.filter((name) => name !== 'helpful'));
  });

  it('ticket note: stands in a field that can be copied as a whole, in several where it is long', () => {
    const short = ticketNoteModal({ ticketNumber: 12, note: 'Ticket: Intake #12\n\nPROBLEM\n*Odd*' });
    expectValidView(short);
    expect(JSON.stringify(short)).toContain('"initial_value":"Ticket: Intake #12\\n\\nPROBLEM\\n*Odd*"');
    const line = 'A line of what was tried, and what came of it.\n';
    const long = ticketNoteModal({ ticketNumber: 12, note: line.repeat(300) });
    expectValidView(long);
    const values = elementsOf(long, 'plain_text_input').map(({ initial_value }) => String(initial_value));
    expect(values.length).toBeGreaterThan(3);
    expect(values.join('\n').split('\n').length).toBe(300);
    const emoji = `${'x'.repeat(2_899)}${'🖨'.repeat(100)}`;
    const cut = elementsOf(ticketNoteModal({ ticketNumber: 12, note: emoji }), 'plain_text_input');
    expect(cut.map(({ initial_value }) => initial_value).join('')).toBe(emoji);
  });

  it('reopen: asks what is wrong, and lets nobody have to say it', () => {
    const reopen = reopenModal({ ...ofSession, until: new Date('2026-03-27T09:00:00Z') });
    expectValidView(reopen);
    expect(fieldsOf(reopen)).toEqual(['reason']);
    expect(JSON.stringify(reopen)).toContain('"optional":true');
  });

  it('escalate: asks for the problem only where it is not known', () => {
    const known = escalateModal({
      sessionId: id(10),
      ticketNumber: 12,
      responseUrl: 'https://hooks.slack.com/x',
    });
    expect(fieldsOf(known)).toEqual(['reasonCategory', 'reason']);
    expect(escalateMetadata.decode(known.private_metadata)).toEqual({
      sessionId: id(10),
      responseUrl: 'https://hooks.slack.com/x',
    });
    const unknown = escalateModal({
      problem: problem(),
      categories: [{ categoryId: id(60), name: 'Printing' }],
    });
    expect(fieldsOf(unknown)).toEqual([
      'problem',
      'customerName',
      'customerContact',
      'private',
      'category',
      'reasonCategory',
      'reason',
    ]);
  });

  it('hand over: lists colleagues, or says that there is nobody', () => {
    const view = handOverModal({ ...ofSession, members: [ava, ben] });
    expect(optionsOf(elementsOf(view, 'static_select')[0])).toEqual([
      { text: 'Ava', value: id(1) },
      { text: 'Ben', value: id(2) },
    ]);
    const nobody = handOverModal({ ...ofSession, members: [] });
    expect(wordsOf(nobody)).toContain('nobody to hand this to');
    expect(nobody.submit).toBeUndefined();
  });

  it('step: names the place in the walk', () => {
    const view = addStepModal({ ...ofSession, position: 4 });
    expect(fieldsOf(view)).toEqual(['step', 'result']);
    expect(stepMetadata.decode(view.private_metadata)).toMatchObject({ sessionId: id(10), position: 4 });
  });

  it('answers: shows every label in full', () => {
    const long = 'a very long answer '.repeat(10).trim();
    const view = answersModal({ ...ofSession, position: 4, node: node({ answers: answers('Yes', long) }) });
    expect(wordsOf(view)).toContain(`2. ${long}`);
    expect(answerMetadata.decode(view.private_metadata)).toMatchObject({ position: 4, nodeId: id(20) });
    expectValidView(view);
  });
});

describe('the settings', () => {
  const category = {
    id: id(60),
    name: 'Printing',
    keywords: ['printer', 'toner'],
    buildEnabled: true,
    identityGate: false,
    engineeringChannelId: 'C0PRINT',
    archivedAt: null,
  };
  const settings = {
    account: { defaultChannelId: null, newcomers: 'ask' as const },
    categories: [category],
    archivedCategories: [],
    recipients: [],
    members: [ava, ben],
    matching: { readiness: 'balanced' as const, index: null },
  };

  it('list the categories with their gate and channel', () => {
    const view = settingsModal(settings);
    expect(wordsOf(view)).toContain('*Printing*\nbuilds walks  ·  <#C0PRINT>');
    const rows = ['Change', 'Roles', 'Set', 'Webhook', 'Change', 'AI building'];
    expect(buttonsOf(view)).toEqual([...rows, 'Add category', 'Edit']);
  });

  it('list archived categories apart, each with the way back', () => {
    const view = settingsModal({ ...settings, archivedCategories: [{ id: id(61), name: 'Fax' }] });
    expect(wordsOf(view)).toContain('*Archived categories*');
    expect(wordsOf(view)).toContain('Fax (archived)');
    expect(buttonsOf(view)).toContain('Restore');
  });

  it('warn where nobody is told about escalations', () => {
    expect(wordsOf(settingsModal(settings))).toContain('⚠️ no channel and nobody set');
    const told = settingsModal({ ...settings, recipients: [ava, ben] });
    expect(wordsOf(told)).toContain('*Escalations:* <@U0AVA> and <@U0BEN>');
  });

  it('edit a category with what it has now', () => {
    const view = categoryModal({ category, recipients: [ben] });
    expect(fieldsOf(view)).toEqual([
      'name',
      'keywords',
      'buildEnabled',
      'identityGate',
      'engineeringChannel',
      'recipients',
    ]);
    expect(elementsOf(view, 'plain_text_input')[1]).toMatchObject({ initial_value: 'printer, toner' });
    expect(elementsOf(view, 'multi_users_select')[0]).toMatchObject({ initial_users: ['U0BEN'] });
    expectValidView(view);
  });

  it('set where escalations go by default, and how newcomers come in', () => {
    expect(fieldsOf(accountModal({ settings }))).toEqual(['defaultChannel', 'recipients', 'newcomers']);
  });

  it('give roles, but owners only by owners', () => {
    const members = [{ ...ava, role: 'owner', coversL1: true, standing: 'full' } as const];
    const view = rolesModal({ members, roleGroups: {}, chosen: null, givable: ['l1', 'engineer', 'admin'] });
    expect(wordsOf(view)).toContain('<@U0AVA>  Owner, covers L1');
    expect(optionsOf(elementsOf(view, 'static_select')[0]).map(({ value }) => value)).toEqual([
      'l1',
      'engineer',
      'admin',
      'none',
    ]);
    expectValidView(view);
  });
});

it('opens at once and is filled later, or says why it cannot be', () => {
  expectValidView(loadingModal('Brief of #12'));
  expect(wordsOf(problemModal('This walk has ended.'))).toBe('This walk has ended.');
});
