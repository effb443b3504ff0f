import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '../../src/slack/caller.js';
import { field } from '../../src/slack/ids.js';
import { inputsOf } from '../../src/slack/listeners/inputs.js';

const filled = (values: unknown) => ({ state: { values } });
const one = (input: unknown) => filled({ [field.note]: { [field.note]: input } });

it('reads each kind of field', () => {
  expect(inputsOf(one({ type: 'plain_text_input', value: 'x' })).text(field.note)).toBe('x');
  expect(inputsOf(one({ selected_option: { value: 'x' } })).option(field.note)).toBe('x');
  expect(inputsOf(one({ selected_options: [{ value: 'x' }] })).options(field.note)).toEqual(['x']);
  expect(inputsOf(one({ selected_time: '09:00' })).time(field.note)).toBe('09:00');
  expect(inputsOf(one({ selected_channel: 'C1' })).channel(field.note)).toBe('C1');
  expect(inputsOf(one({ selected_user: 'U1' })).person(field.note)).toBe('U1');
  expect(inputsOf(one({ selected_users: ['U1'] })).people(field.note)).toEqual(['U1']);
});

it('reads what was left empty, and what a modal does not ask', () => {
  const nothing = { value: null, selected_option: null, selected_options: [], selected_time: null };
  for (const view of [one(nothing), filled({}), filled([])]) {
    const inputs = inputsOf(view);
    expect(inputs.text(field.note)).toBe('');
    expect(inputs.option(field.note)).toBeNull();
    expect(inputs.options(field.note)).toEqual([]);
    expect(inputs.ticked(field.note)).toBe(false);
    expect(inputs.people(field.note)).toEqual([]);
  }
});

describe('what has not the shape of Slack', () => {
  it.each([
    ['no state', {}],
    ['state of nothing', { state: null }],
    ['state without values', { state: {} }],
    ['values that are text', filled('x')],
    ['values that are nothing', filled(null)],
    ['a list of values', filled([[]])],
    ['a block of nothing', filled({ note: null })],
    ['an input of nothing', one(null)],
    ['an input that is text', one('x')],
    ['a number for a text', one({ value: 1 })],
    ['an option that is text', one({ selected_option: 'x' })],
    ['an option without a value', one({ selected_option: {} })],
    ['options that are none', one({ selected_options: {} })],
    ['an option of nothing among others', one({ selected_options: [null] })],
    ['a time that is a number', one({ selected_time: 9 })],
    ['a person that is an object', one({ selected_user: { id: 'U1' } })],
    ['a person of nothing', one({ selected_users: [null] })],
  ])('is not read: %s', (_, view) => {
    expect(() => inputsOf(view)).toThrow(UnreadablePayload);
  });
});
