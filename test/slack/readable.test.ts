import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '../../src/slack/caller.js';
import { readable } from '../../src/slack/readable.js';

const user = { id: 'U1' };
const team = { id: 'T1' };
const click = {
  type: 'block_actions',
  user,
  actions: [{ type: 'button', action_id: 'a', block_id: 'b' }],
  team,
};
const view = { id: 'V1', type: 'modal', callback_id: 'c', private_metadata: '', blocks: [] };
const form = { type: 'view_submission', user, team, view };
const command = { command: '/intake', text: 'x', user_id: 'U1', channel_id: 'C1' };
const event = (given: object) => ({ type: 'event_callback', team_id: 'T1', event: given });
const message = { type: 'message', channel: 'C1', ts: '1.1', user: 'U1', text: 'x' };

it.each([
  click,
  { ...click, view, actions: [{ ...click.actions[0], selected_option: null }] },
  form,
  { ...form, type: 'view_closed', view: { ...view, previous_view_id: null } },
  { type: 'shortcut', callback_id: 'c', user, team: null },
  { type: 'message_action', callback_id: 'c', user, team, channel: { id: 'C1' }, message: { ts: '1.1' } },
  command,
  event(message),
  event({ type: 'message', subtype: 'message_changed', channel: 'C1', ts: '1.1' }),
  event({ type: 'app_home_opened', user: 'U1', tab: 'home' }),
  event({ type: 'user_change', user: { id: 'U1', profile: { display_name: '' }, deleted: true } }),
  event({ type: 'reaction_added', user: 'U1', item: { type: 'message' } }),
])('hands a payload on as it came: %j', (body) => {
  expect(readable(body)).toEqual(body);
});

describe('what lacks what its kind has', () => {
  it.each([
    undefined,
    null,
    [],
    'text',
    {},
    { type: 'constructor' },
    { ...click, user: null },
    { ...click, user: { id: '' } },
    { ...click, actions: [] },
    { ...click, actions: null },
    { ...click, actions: [{ type: 'button', action_id: 1, block_id: 'b' }] },
    { ...click, actions: [{ ...click.actions[0], value: {} }] },
    { ...click, actions: [{ ...click.actions[0], selected_option: { value: 1 } }] },
    { ...click, team: { id: true } },
    { ...click, message: { ts: 1 } },
    { ...click, channel: null },
    { ...click, view: {} },
    { ...click, response_url: 'nowhere' },
    { ...click, trigger_id: 't'.repeat(256) },
    { ...click, name: 'of another kind' },
    { ...form, view: undefined },
    { ...form, view: { ...view, blocks: {} } },
    { ...form, view: { ...view, blocks: [null] } },
    { ...form, view: { ...view, private_metadata: null } },
    { ...form, response_urls: null },
    { ...form, actions: null },
    { type: 'message_action', callback_id: 'c', user, team, message: { ts: '1.1' } },
    { ...command, text: 1 },
    { ...command, user_id: undefined },
    { event: null },
    { event: {} },
    { ...event(message), authorizations: [null] },
    event({ ...message, text: 1 }),
    event({ ...message, user: null }),
    event({ ...message, ts: undefined }),
    event({ type: 'app_home_opened', user: 'U1' }),
    event({ type: 'user_change', user: 'U1' }),
    event({ type: 'user_change', user: { id: 'U1', deleted: 'yes' } }),
    event({ type: 'user_change', user: { id: 'U1', profile: { display_name: 1 } } }),
    event({ type: 'subteam_members_changed' }),
    event({ type: 'subteam_updated', subteam: null }),
    event({ type: 'reaction_added', item: null }),
    event({ type: 'anything', user: null }),
  ])('cannot be read: %j', (body) => {
    expect(() => readable(body)).toThrow(UnreadablePayload);
  });

  it('says what is wrong, not what stands there', () => {
    const cause = (() => {
      try {
        return readable({ ...click, message: { ts: { secret: 'hunter22' } } });
      } catch (error) {
        return (error as Error).cause;
      }
    })();
    expect(String(cause)).toMatch(/message[\s\S]*ts/);
    expect(String(cause)).not.toContain('hunter22');
  });
});

it('leaves characters out that no database takes, and texts that only name them as they are', () => {
  const text = 'a\u0000b\\u0000 \\ud800 \ud83d cut';
  expect(readable({ ...command, text })).toEqual({ ...command, text: 'ab\\u0000 \\ud800 \ufffd cut' });
  expect(readable({ ...command, text: '\u{1f600}' })).toEqual({ ...command, text: '\u{1f600}' });
});

it('does not fall over what is nested more deeply than anything can be written out', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  expect(() => readable({ ...click, deep })).toThrow(UnreadablePayload);
});
