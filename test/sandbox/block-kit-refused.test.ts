import { describe, expect, it } from 'vitest';
import { messageBlockProblems } from '../../src/sandbox/block-kit/validate.js';
import { button, mrkdwn, plain } from './support/api.js';
import { actions, confirm, image, input, option, section, select, textInput, x } from './support/blocks.js';

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

describe('a message may not hold', () => {
  it.each(Object.entries(bad))('%s', (_name, [blocks, pointer, text]) => {
    expect(messageBlockProblems(blocks)).toContainEqual({ pointer, text });
  });
});
