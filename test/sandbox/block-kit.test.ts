import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageBlockProblems, viewProblems } from '../../src/sandbox/block-kit/validate.js';
import type { JsonObject } from '../../src/sandbox/json.js';
import { button, mrkdwn, plain } from './support/api.js';
import {
  actions,
  bullets,
  confirm,
  image,
  input,
  option,
  section,
  select,
  textInput,
  x,
} from './support/blocks.js';

const good: Record<string, JsonObject[]> = {
  'a section of 3000 characters': [section(mrkdwn(x(3000)))],
  'ten fields': [{ type: 'section', fields: Array(10).fill(mrkdwn(x(2000))) }],
  'a header of 150': [{ type: 'header', text: plain(x(150)) }],
  '25 buttons': [actions(...Array.from({ length: 25 }, (_, at) => button(`b${at}`)))],
  'a button of 75 with a value of 2000': [actions({ ...button('a', x(75)), value: x(2000) })],
  'a confirmed button': [actions({ ...button('a'), confirm, style: 'danger' })],
  '100 options': [actions(select(100))],
  'an overflow of 5': [
    {
      ...section(plain('a')),
      accessory: { type: 'overflow', options: [1, 2, 3, 4, 5].map((it) => option(`${it}`)) },
    },
  ],
  'a context of 10': [{ type: 'context', elements: Array(10).fill(mrkdwn('a')) }],
  'images, dividers, rich text and markdown': [
    image,
    { type: 'divider' },
    bullets,
    { type: 'markdown', text: '# a' },
  ],
  'inputs in a message': [input(textInput())],
  'newer blocks': [
    { type: 'alert', level: 'warning', text: plain('Mind the gap') },
    { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('One'), actions: [button('one')] }] },
    {
      type: 'plan',
      title: 'Steps',
      tasks: [{ type: 'task_card', task_id: '1', title: 'A', status: 'pending' }],
    },
    { type: 'container', title: plain('More'), child_blocks: [section(plain('a'))], is_collapsible: true },
    {
      type: 'context_actions',
      elements: [{ type: 'icon_button', icon: 'trash', text: plain('Delete'), action_id: 'd' }],
    },
  ],
  'people, channels, dates and times': [
    actions(
      { type: 'users_select', action_id: 'u', placeholder: plain('Who') },
      { type: 'conversations_select', action_id: 'c', filter: { include: ['public'] } },
      { type: 'datepicker', action_id: 'd', initial_date: '2026-01-05' },
      { type: 'timepicker', action_id: 't', initial_time: '09:30' },
    ),
  ],
};

describe('a message may hold', () => {
  it.each(Object.entries(good))('%s', (_name, blocks) => {
    expect(messageBlockProblems(blocks)).toEqual([]);
  });
});

it('finds no fault with a text of any characters within the limit, and one with every longer text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
      const problems = messageBlockProblems([{ type: 'header', text: plain(text) }]);
      expect(problems.length === 0).toBe(text.length <= 150);
    }),
  );
});

it('survives any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      messageBlockProblems(value);
      viewProblems(value, 'home');
    }),
  );
});
