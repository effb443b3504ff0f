import { expect, it } from 'vitest';
import { readable } from '../../src/slack/readable.js';

const click = {
  type: 'block_actions',
  user: { id: 'U1' },
  actions: [{ type: 'button', action_id: 'a', block_id: 'b' }],
  team: { id: 'T1' },
};

it('hands a payload on as it came', () => {
  expect(readable(click)).toEqual(click);
  expect(readable({ command: '/intake', text: 'x' })).toEqual({ command: '/intake', text: 'x' });
});

it.each([
  null,
  [],
  'text',
  {},
  { ...click, user: null },
  { ...click, actions: [] },
  { ...click, actions: [{ type: 'button', action_id: 1, block_id: 'b' }] },
  { ...click, team: { id: true } },
  { type: 'view_submission', user: { id: 'U1' } },
  { event: { type: 'message' }, authorizations: [null] },
])('knows nothing to do with %j', (body) => {
  expect(readable(body)).toBeNull();
});

it('leaves characters out that no database takes, and texts that only name them as they are', () => {
  expect(readable({ command: 'a\u0000b', text: ['\u0000', '\\u0000'] })).toEqual({
    command: 'ab',
    text: ['', '\\u0000'],
  });
});
