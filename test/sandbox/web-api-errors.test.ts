import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, type JsonObject } from '../../src/sandbox/json.js';
import { callApi, modal, mrkdwn } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const call = async (method: string, args: JsonObject = {}, token?: string): Promise<JsonObject> =>
  (await callApi(desk.fetch, method, args, token)).body;

beforeEach(() => {
  desk = inProcess();
});

describe('a call is refused with', () => {
  const text = 'hello';
  it.each<[code: string, method: string, args: JsonObject]>([
    ['unknown_method', 'chat.shout', {}],
    ['invalid_arguments', 'chat.postMessage', { text }],
    ['channel_not_found', 'chat.postMessage', { channel: 'C0NOWHERE', text }],
    ['channel_not_found', 'chat.postMessage', { channel: 'C0VIP', text }],
    ['not_in_channel', 'chat.postMessage', { channel: 'C0RANDOM', text }],
    ['is_archived', 'chat.postMessage', { channel: 'C0OLD', text }],
    ['no_text', 'chat.postMessage', { channel: 'C0HELPDESK' }],
    ['no_text', 'chat.postMessage', { channel: 'C0HELPDESK', text: '' }],
    ['msg_too_long', 'chat.postMessage', { channel: 'C0HELPDESK', text: 'x'.repeat(40_001) }],
    [
      'too_many_attachments',
      'chat.postMessage',
      { channel: 'C0HELPDESK', text, attachments: Array(101).fill({}) },
    ],
    ['invalid_attachments', 'chat.postMessage', { channel: 'C0HELPDESK', text, attachments: '{' }],
    ['invalid_blocks_format', 'chat.postMessage', { channel: 'C0HELPDESK', text, blocks: '{"type":' }],
    ['invalid_blocks', 'chat.postMessage', { channel: 'C0HELPDESK', text, blocks: [{ type: 'nonsense' }] }],
    [
      'msg_blocks_too_long',
      'chat.postMessage',
      {
        channel: 'C0HELPDESK',
        text,
        blocks: Array(5).fill({ type: 'section', text: mrkdwn('x'.repeat(2700)) }),
      },
    ],
    ['thread_not_found', 'chat.postMessage', { channel: 'C0HELPDESK', text, thread_ts: '1.000000' }],
    ['cannot_dm_bot', 'chat.postMessage', { channel: 'U0OTHERBOT', text }],
    ['user_disabled', 'chat.postMessage', { channel: 'U0DEE', text }],
    ['metadata_must_be_sent_as_json', 'chat.postMessage', { channel: 'C0HELPDESK', text, metadata: 'x' }],
    [
      'invalid_metadata_format',
      'chat.postMessage',
      { channel: 'C0HELPDESK', text, metadata: { event_type: 'x' } },
    ],
    ['user_not_in_channel', 'chat.postEphemeral', { channel: 'C0ENGINEERING', user: 'U0AVA', text }],
    ['user_not_in_channel', 'chat.postEphemeral', { channel: 'C0HELPDESK', user: 'U0NOBODY', text }],
    ['message_not_found', 'chat.update', { channel: 'C0HELPDESK', ts: '1.000000', text }],
    ['message_not_found', 'chat.delete', { channel: 'C0HELPDESK', ts: '1.000000' }],
    ['message_not_found', 'chat.getPermalink', { channel: 'C0HELPDESK', message_ts: '1.000000' }],
    ['time_in_past', 'chat.scheduleMessage', { channel: 'C0HELPDESK', text, post_at: 1 }],
    ['time_too_far', 'chat.scheduleMessage', { channel: 'C0HELPDESK', text, post_at: 4_102_444_800 }],
    [
      'invalid_scheduled_message_id',
      'chat.deleteScheduledMessage',
      { channel: 'C0HELPDESK', scheduled_message_id: 'Q1' },
    ],
    ['user_not_found', 'users.info', { user: 'U0NOBODY' }],
    ['user_not_found', 'conversations.open', { users: 'U0NOBODY' }],
    ['user_disabled', 'conversations.open', { users: 'U0DEE' }],
    ['cannot_dm_bot', 'conversations.open', { users: 'U0OTHERBOT' }],
    ['users_list_not_supplied', 'conversations.open', {}],
    ['too_many_users', 'conversations.open', { users: 'U1,U2,U3,U4,U5,U6,U7,U8,U9' }],
    ['channel_not_found', 'conversations.info', { channel: 'C0VIP' }],
    ['channel_not_found', 'conversations.join', { channel: 'C0VIP' }],
    ['is_archived', 'conversations.join', { channel: 'C0OLD' }],
    ['invalid_types', 'conversations.list', { types: 'rooms' }],
    ['invalid_limit', 'conversations.list', { limit: 5000 }],
    ['invalid_cursor', 'conversations.list', { cursor: 'eHg=' }],
    ['not_in_channel', 'conversations.history', { channel: 'C0RANDOM' }],
    ['thread_not_found', 'conversations.replies', { channel: 'C0HELPDESK', ts: '1.000000' }],
    ['message_not_found', 'reactions.add', { channel: 'C0HELPDESK', timestamp: '1.000000', name: 'eyes' }],
    ['no_such_subteam', 'usergroups.users.list', { usergroup: 'S0NONE' }],
    ['invalid_trigger_id', 'views.open', { trigger_id: 'none', view: modal() }],
    ['invalid_arguments', 'views.open', { trigger_id: 'none', view: { type: 'modal', blocks: [] } }],
    [
      'view_too_large',
      'views.publish',
      { user_id: 'U0AVA', view: { type: 'home', blocks: [], x: 'x'.repeat(251_000) } },
    ],
    ['not_found', 'views.update', { view_id: 'V0NONE', view: modal() }],
    ['user_not_found', 'views.publish', { user_id: 'U0NOBODY', view: { type: 'home', blocks: [] } }],
    ['file_not_found', 'files.completeUploadExternal', { files: [{ id: 'F0NONE' }] }],
    ['invalid_code', 'oauth.v2.access', { code: 'none' }],
    ['bot_not_found', 'bots.info', { bot: 'B0NONE' }],
    ['not_allowed_token_type', 'apps.connections.open', {}],
    ['missing_scope', 'users.lookupByEmail', { email: 'agent@northwind.example' }],
  ])('%s by %s', async (code, method, args) => {
    expect(await call(method, args)).toMatchObject({ ok: false, error: code });
  });
});

describe('a token', () => {
  it('that is missing is not_authed, a wrong one invalid_auth', async () => {
    expect(await call('auth.test', {}, '')).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await call('auth.test', {}, 'xoxb-other')).toMatchObject({ ok: false, error: 'invalid_auth' });
    expect(await call('auth.test')).toMatchObject({ ok: true, user_id: 'U0INTAKE', team_id: 'T0NORTHWIND' });
  });

  it('of an app opens connections and nothing else', async () => {
    expect(await call('auth.test', {}, 'xapp-sandbox-northwind')).toMatchObject({
      error: 'not_allowed_token_type',
    });
  });

  it('is revoked by an uninstall and good again after an install', async () => {
    desk.workspace.uninstall();
    expect(await call('auth.test')).toMatchObject({ ok: false, error: 'token_revoked' });
    const code = desk.workspace.install('admin');
    expect(await call('oauth.v2.access', { code }, '')).toMatchObject({
      ok: true,
      access_token: 'xoxb-sandbox-northwind',
    });
    expect(await call('oauth.v2.access', { code }, '')).toMatchObject({ error: 'code_already_used' });
    expect(await call('auth.test')).toMatchObject({ ok: true });
  });
});

describe('scopes of the manifest', () => {
  it('are named when one is missing', async () => {
    const refused = await call('users.lookupByEmail', { email: 'agent@northwind.example' });
    expect(refused).toMatchObject({ error: 'missing_scope', needed: 'users:read.email' });
    expect(refused.provided).toContain('chat:write');
  });

  it('differ by the kind of conversation', async () => {
    desk.workspace.setMember('#vip', 'U0INTAKE', true);
    expect(await call('conversations.info', { channel: 'C0HELPDESK' })).toMatchObject({ ok: true });
    expect(await call('conversations.info', { channel: 'C0VIP' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
    expect(await call('conversations.list', { types: 'im' })).toMatchObject({ needed: 'im:read' });
  });

  it('keep mail addresses from apps that may not read them', async () => {
    const { user } = await call('users.info', { user: 'U0AVA' });
    expect(asObject(asObject(user).profile).email).toBeUndefined();
  });

  it("guard a name other than the bot's own", async () => {
    const post = { channel: 'C0HELPDESK', text: 'x', username: 'The boss' };
    expect(await call('chat.postMessage', post)).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write.customize',
    });
  });
});

describe('what the bot did not write', () => {
  it('it cannot change or delete', async () => {
    const { ts } = await desk.as('agent').says('mine', { in: '#helpdesk' });
    const args = { channel: 'C0HELPDESK', ts: ts ?? '', text: 'yours' };
    expect(await call('chat.update', args)).toMatchObject({ error: 'cant_update_message' });
    expect(await call('chat.delete', args)).toMatchObject({ error: 'cant_delete_message' });
  });

  it('it may react to once', async () => {
    const { ts } = await desk.as('agent').says('mine', { in: '#helpdesk' });
    const args = { channel: 'C0HELPDESK', timestamp: ts ?? '', name: 'eyes' };
    expect(await call('reactions.add', args)).toMatchObject({ ok: true });
    expect(await call('reactions.add', args)).toMatchObject({ error: 'already_reacted' });
    expect(await call('reactions.remove', args)).toMatchObject({ ok: true });
    expect(await call('reactions.remove', args)).toMatchObject({ error: 'no_reaction' });
    expect(await call('reactions.add', { ...args, name: 'two words' })).toMatchObject({
      error: 'invalid_name',
    });
  });
});

describe('an ephemeral message', () => {
  it('cannot be updated, deleted, replied to or linked', async () => {
    const { message_ts: ts } = await call('chat.postEphemeral', {
      channel: 'C0HELPDESK',
      user: 'U0AVA',
      text: 'psst',
    });
    const at = { channel: 'C0HELPDESK', ts, text: 'x' };
    expect(await call('chat.update', at)).toMatchObject({ error: 'message_not_found' });
    expect(await call('chat.delete', at)).toMatchObject({ error: 'message_not_found' });
    expect(await call('chat.postMessage', { ...at, thread_ts: ts })).toMatchObject({
      error: 'cannot_reply_to_message',
    });
    expect(await call('chat.getPermalink', { ...at, message_ts: ts })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('is nowhere in the history', async () => {
    await call('chat.postEphemeral', { channel: 'C0HELPDESK', user: 'U0AVA', text: 'psst' });
    expect(await call('conversations.history', { channel: 'C0HELPDESK' })).toMatchObject({
      ok: true,
      messages: [],
    });
  });
});

it('refuses a body that is no JSON', async () => {
  const response = await desk.fetch('https://sandbox.invalid/api/auth.test', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":',
  });
  expect(await response.json()).toEqual({ ok: false, error: 'invalid_json' });
});
