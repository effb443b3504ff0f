import { describe, expect, it } from 'vitest';
import { inputProblems } from '../../src/sandbox/block-kit/state.js';
import { viewProblems } from '../../src/sandbox/block-kit/validate.js';
import type { JsonObject } from '../../src/sandbox/json.js';
import { modal, mrkdwn, plain } from './support/api.js';
import { input, textInput, x } from './support/blocks.js';

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

describe('a modal may not have', () => {
  it.each(Object.entries(badViews))('%s', (_name, [view, pointer, text]) => {
    expect(viewProblems(view, 'modal')).toContainEqual({ pointer, text });
  });
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
