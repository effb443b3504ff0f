import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputProblems } from '../../src/sandbox/block-kit/state.js';
import { messageBlockProblems, viewProblems } from '../../src/sandbox/block-kit/validate.js';
import type { JsonObject } from '../../src/sandbox/json.js';
import { button, modal, mrkdwn, plain } from './support/api.js';

const x = (length: number): string => 'x'.repeat(length);
const section = (text: JsonObject): JsonObject => ({ type: 'section', text });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });
const option = (text: string, value = text): JsonObject => ({ text: plain(text), value });
const select = (count: number, more: JsonObject = {}): JsonObject => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, at) => option(String(at))),
  ...more,
});
const input = (element: JsonObject): JsonObject => ({ type: 'input', label: plain('Label'), element });
const textInput = (more: JsonObject = {}): JsonObject => ({
  type: 'plain_text_input',
  action_id: 't',
  ...more,
});
const image = { type: 'image', image_url: 'https://northwind.example/a.png', alt_text: 'A' };
const bullets = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
};
const confirm = { title: plain('Sure?'), text: mrkdwn('Really'), confirm: plain('Yes'), deny: plain('No') };

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

const bad: Record<string, [blocks: unknown, pointer: string, text: string]> = {
  'no list': [{}, '/blocks', 'must provide a array'],
  '51 blocks': [Array(51).fill({ type: 'divider' }), '/blocks', 'no more than 50 items allowed'],
  'an unknown type': [[{ type: 'banner' }], '/blocks/0/type', 'unsupported type'],
  'an unknown field': [
    [{ type: 'divider', color: 'red' }],
    '/blocks/0',
    'invalid additional property: color',
  ],
  'an empty section': [[{ type: 'section' }], '/blocks/0', 'missing required field: text or fields'],
  'an empty text': [[section(mrkdwn(''))], '/blocks/0/text/text', 'must be more than 0 characters'],
  'a section of 3001': [
    [section(mrkdwn(x(3001)))],
    '/blocks/0/text/text',
    'must be less than 3001 characters',
  ],
  'a field of 2001': [
    [{ type: 'section', fields: [plain(x(2001))] }],
    '/blocks/0/fields/0/text',
    'must be less than 2001 characters',
  ],
  'eleven fields': [
    [{ type: 'section', fields: Array(11).fill(plain('a')) }],
    '/blocks/0/fields',
    'no more than 10 items allowed',
  ],
  'a header in mrkdwn': [
    [{ type: 'header', text: mrkdwn('a') }],
    '/blocks/0/text/type',
    'must be one of: plain_text',
  ],
  'a header of 151': [
    [{ type: 'header', text: plain(x(151)) }],
    '/blocks/0/text/text',
    'must be less than 151 characters',
  ],
  '26 elements': [
    [actions(...Array.from({ length: 26 }, (_, at) => button(`b${at}`)))],
    '/blocks/0/elements',
    'no more than 25 items allowed',
  ],
  'no elements': [[actions()], '/blocks/0/elements', 'must have at least 1 items'],
  'a button of 76': [
    [actions(button('a', x(76)))],
    '/blocks/0/elements/0/text/text',
    'must be less than 76 characters',
  ],
  'a button in mrkdwn': [
    [actions({ ...button('a'), text: mrkdwn('a') })],
    '/blocks/0/elements/0/text/type',
    'must be one of: plain_text',
  ],
  'a value of 2001': [
    [actions({ ...button('a'), value: x(2001) })],
    '/blocks/0/elements/0/value',
    'must be less than 2001 characters',
  ],
  'a button without text': [
    [actions({ type: 'button', action_id: 'a' })],
    '/blocks/0/elements/0',
    'missing required field: text',
  ],
  'a style of its own': [
    [actions({ ...button('a'), style: 'blue' })],
    '/blocks/0/elements/0/style',
    'must be one of: primary, danger',
  ],
  'an action_id of 256': [
    [actions(button(x(256)))],
    '/blocks/0/elements/0/action_id',
    'must be less than 256 characters',
  ],
  'one action_id twice in a block': [
    [actions(button('a'), button('a'))],
    '/blocks/0',
    'action_id `a` already exists for block',
  ],
  'one block_id twice': [
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '/blocks/1/block_id',
    'block_id `a` already exists',
  ],
  'a text input in actions': [[actions(textInput())], '/blocks/0/elements/0/type', 'unsupported type'],
  '101 options': [[actions(select(101))], '/blocks/0/elements/0/options', 'no more than 100 items allowed'],
  'an option of 76': [
    [actions({ ...select(1), options: [option(x(76))] })],
    '/blocks/0/elements/0/options/0/text/text',
    'must be less than 76 characters',
  ],
  'no options': [
    [actions({ type: 'static_select', action_id: 's' })],
    '/blocks/0',
    'must have one of: options, option_groups',
  ],
  'an initial option that is not offered': [
    [actions(select(2, { initial_option: option('9') }))],
    '/blocks/0',
    'initial_option must be one of the options',
  ],
  'an overflow of 6': [
    [actions({ type: 'overflow', options: [1, 2, 3, 4, 5, 6].map((it) => option(`${it}`)) })],
    '/blocks/0/elements/0/options',
    'no more than 5 items allowed',
  ],
  'eleven radio buttons': [
    [actions({ ...select(11), type: 'radio_buttons' })],
    '/blocks/0/elements/0/options',
    'no more than 10 items allowed',
  ],
  'eleven context elements': [
    [{ type: 'context', elements: Array(11).fill(plain('a')) }],
    '/blocks/0/elements',
    'no more than 10 items allowed',
  ],
  'a confirm title of 101': [
    [actions({ ...button('a'), confirm: { ...confirm, title: plain(x(101)) } })],
    '/blocks/0/elements/0/confirm/title/text',
    'must be less than 101 characters',
  ],
  'a confirm text of 301': [
    [actions({ ...button('a'), confirm: { ...confirm, text: plain(x(301)) } })],
    '/blocks/0/elements/0/confirm/text/text',
    'must be less than 301 characters',
  ],
  'a confirm button of 31': [
    [actions({ ...button('a'), confirm: { ...confirm, deny: plain(x(31)) } })],
    '/blocks/0/elements/0/confirm/deny/text',
    'must be less than 31 characters',
  ],
  'an image without a source': [
    [{ type: 'image', alt_text: 'a' }],
    '/blocks/0',
    'must have one of: image_url, slack_file',
  ],
  'an image without words': [
    [{ ...image, alt_text: '' }],
    '/blocks/0/alt_text',
    'must be more than 0 characters',
  ],
  'an input label in mrkdwn': [
    [{ ...input(textInput()), label: mrkdwn('a') }],
    '/blocks/0/label/type',
    'must be one of: plain_text',
  ],
  'a minimum above the maximum': [
    [input(textInput({ min_length: 9, max_length: 2 }))],
    '/blocks/0',
    'min_length must not be greater than max_length',
  ],
  'a wrong date': [
    [actions({ type: 'datepicker', initial_date: '5.1.2026' })],
    '/blocks/0/elements/0/initial_date',
    'must be a date as YYYY-MM-DD',
  ],
  'markdown of 12,001 in all': [
    [
      { type: 'markdown', text: x(6001) },
      { type: 'markdown', text: x(6000) },
    ],
    '/blocks',
    'markdown blocks must be less than 12001 characters together',
  ],
  'two tables': [
    Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }),
    '/blocks',
    'only_one_table_allowed',
  ],
  'an empty card': [[{ type: 'card' }], '/blocks/0', 'must have one of: hero_image, title, actions, body'],
  'eleven cards': [
    [{ type: 'carousel', elements: Array(11).fill({ type: 'card', title: mrkdwn('a') }) }],
    '/blocks/0/elements',
    'no more than 10 items allowed',
  ],
  'two elements with the focus': [
    [input(textInput({ focus_on_load: true })), input(textInput({ focus_on_load: true }))],
    '/blocks',
    'only one element may have focus_on_load',
  ],
};

const badViews: Record<string, [view: unknown, pointer: string, text: string]> = {
  'a title of 25': [
    modal([], { title: plain(x(25)) }),
    '/view/title/text',
    'must be less than 25 characters',
  ],
  'a title in mrkdwn': [modal([], { title: mrkdwn('a') }), '/view/title/type', 'must be one of: plain_text'],
  'no title': [{ type: 'modal', blocks: [] }, '/view', 'missing required field: title'],
  'a submit of 25': [
    modal([], { submit: plain(x(25)) }),
    '/view/submit/text',
    'must be less than 25 characters',
  ],
  'a close of 25': [
    modal([], { close: plain(x(25)) }),
    '/view/close/text',
    'must be less than 25 characters',
  ],
  'private metadata of 3001': [
    modal([], { private_metadata: x(3001) }),
    '/view/private_metadata',
    'must be less than 3001 characters',
  ],
  'a callback_id of 256': [
    modal([], { callback_id: x(256) }),
    '/view/callback_id',
    'must be less than 256 characters',
  ],
  '101 blocks': [
    modal(Array(101).fill({ type: 'divider' })),
    '/view/blocks',
    'no more than 100 items allowed',
  ],
  'inputs without a submit': [
    modal([input(textInput())]),
    '/view',
    'submit is required when an input block is within the blocks array',
  ],
  'a markdown block': [modal([{ type: 'markdown', text: 'a' }]), '/view/blocks/0/type', 'unsupported type'],
  'a home': [{ type: 'home', blocks: [] }, '/view/type', 'must be one of: modal'],
};

describe('a message may hold', () => {
  it.each(Object.entries(good))('%s', (_name, blocks) => {
    expect(messageBlockProblems(blocks)).toEqual([]);
  });
});

describe('a message may not hold', () => {
  it.each(Object.entries(bad))('%s', (_name, [blocks, pointer, text]) => {
    expect(messageBlockProblems(blocks)).toContainEqual({ pointer, text });
  });
});

describe('a modal may not have', () => {
  it.each(Object.entries(badViews))('%s', (_name, [view, pointer, text]) => {
    expect(viewProblems(view, 'modal')).toContainEqual({ pointer, text });
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

describe('a form is not sent with', () => {
  const problem = (element: JsonObject, value: string | null): string | undefined => {
    const block = { ...input({ ...element, action_id: 'a' }), block_id: 'b' };
    const values = { b: { a: { type: String(element.type), value } } };
    return inputProblems(JSON.parse(JSON.stringify([block])), values).b;
  };

  it.each<[string, JsonObject, string | null, string]>([
    ['nothing in a required input', textInput(), null, 'Please complete this required field.'],
    ['too short a text', textInput({ min_length: 3 }), 'ab', 'Please enter at least 3 characters.'],
    ['too long a text', textInput({ max_length: 1 }), 'ab', 'Please enter at most 1 characters.'],
    ['no mail address', { type: 'email_text_input' }, 'ab', 'Please enter a valid email address.'],
    ['no URL', { type: 'url_text_input' }, 'ab', 'Please enter a valid URL.'],
    ['no number', { type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a valid number.'],
    [
      'too small a number',
      { type: 'number_input', is_decimal_allowed: true, min_value: '2' },
      '1.5',
      'Must be at least 2.',
    ],
  ])('%s', (_name, element, value, text) => {
    expect(problem(element, value)).toBe(text);
  });
});
