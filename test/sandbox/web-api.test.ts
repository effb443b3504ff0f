import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, asObjects, type JsonObject } from '../../src/sandbox/json.js';
import { button, callApi } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const call = async (method: string, args: JsonObject = {}): Promise<JsonObject> =>
  (await callApi(desk.fetch, method, args)).body;

beforeEach(() => {
  desk = inProcess();
});

const blocks = [{ type: 'actions', elements: [button('a')] }];

describe('chat.update', () => {
  const posted = () => call('chat.postMessage', { channel: 'C0HELPDESK', text: 'before', blocks });

  it('with text alone keeps the blocks', async () => {
    const { ts } = await posted();
    await call('chat.update', { channel: 'C0HELPDESK', ts, text: 'after' });
    const [message] = desk.workspace.view('agent').messages.C0HELPDESK ?? [];
    expect(message?.text).toBe('after');
    expect(message?.blocks).toHaveLength(1);
  });

  it('with an empty list takes the blocks away', async () => {
    const { ts } = await posted();
    await call('chat.update', { channel: 'C0HELPDESK', ts, text: 'after', blocks: [] });
    expect(desk.workspace.view('agent').messages.C0HELPDESK?.[0]?.blocks).toEqual([]);
  });

  it('with nothing is refused', async () => {
    const { ts } = await posted();
    expect(await call('chat.update', { channel: 'C0HELPDESK', ts })).toMatchObject({ error: 'no_text' });
  });

  it('does not mark the message as edited', async () => {
    const { ts } = await posted();
    await call('chat.update', { channel: 'C0HELPDESK', ts, text: 'after' });
    desk.as('agent').doesNotSee('(edited)');
  });
});

describe('chat.postMessage', () => {
  it('gives blocks and elements the ids they lack', async () => {
    const { message } = await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'x', blocks });
    const [block] = asObjects(asObject(message).blocks);
    expect(block?.block_id).toMatch(/^\w+$/);
  });

  it('counts replies on the parent, and puts a reply to a reply into the same thread', async () => {
    const parent = await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'parent' });
    const reply = await call('chat.postMessage', {
      channel: 'C0HELPDESK',
      text: 'one',
      thread_ts: parent.ts,
    });
    await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'two', thread_ts: reply.ts });
    const thread = await call('conversations.replies', { channel: 'C0HELPDESK', ts: parent.ts });
    expect(asObjects(thread.messages).map((it) => it.text)).toEqual(['parent', 'one', 'two']);
    expect(asObjects(thread.messages)[0]).toMatchObject({ reply_count: 2, thread_ts: parent.ts });
  });

  it('gives every message a later ts, also within one millisecond', async () => {
    const stamps: unknown[] = [];
    for (let at = 0; at < 5; at += 1)
      stamps.push((await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'x' })).ts);
    expect(stamps).toEqual([...new Set(stamps)].sort());
  });

  it('to a person opens the direct message with them', async () => {
    const { channel } = await call('chat.postMessage', { channel: 'U0AVA', text: 'just you' });
    expect(channel).toMatch(/^D/);
    desk.as('agent').sees('Intake: just you');
    desk.as('agent2').doesNotSee('just you');
  });

  it('to a name with # finds the channel, and metadata is kept', async () => {
    const metadata = { event_type: 'ticket', event_payload: { id: 7 } };
    const { ts } = await call('chat.postMessage', { channel: '#helpdesk', text: 'x', metadata });
    const { messages } = await call('conversations.history', { channel: 'C0HELPDESK' });
    expect(asObjects(messages)[0]).toMatchObject({ ts, metadata, bot_id: 'B0INTAKE', app_id: 'A0INTAKE' });
  });

  it('is posted at its time when scheduled', async () => {
    const postAt = Math.floor(desk.clock.ms / 1000) + 60;
    await call('chat.scheduleMessage', { channel: 'C0HELPDESK', text: 'later', post_at: postAt });
    desk.workspace.postDue();
    desk.as('agent').doesNotSee('later');
    desk.clock.passes(61_000);
    desk.workspace.postDue();
    desk.as('agent').sees('later');
  });
});

describe('conversations', () => {
  it('pages by cursor', async () => {
    const first = await call('conversations.list', { limit: 2 });
    const cursor = asObject(first.response_metadata).next_cursor;
    const second = await call('conversations.list', { limit: 2, cursor });
    const names = [...asObjects(first.channels), ...asObjects(second.channels)].map((it) => it.name);
    expect(names).toEqual(['helpdesk', 'engineering', 'general', 'random']);
  });

  it('do not show the bot a private channel that it is not in', async () => {
    desk.workspace.setMember('#vip', 'U0INTAKE', false);
    const { channels } = await call('conversations.list', { types: 'public_channel' });
    expect(asObjects(channels).map((it) => it.name)).not.toContain('vip');
  });

  it('are joined by the bot, which can post from then on', async () => {
    expect(await call('conversations.join', { channel: 'C0RANDOM' })).toMatchObject({ ok: true });
    expect(await call('conversations.join', { channel: 'C0RANDOM' })).toMatchObject({
      warning: 'already_in_channel',
    });
    expect(await call('chat.postMessage', { channel: 'C0RANDOM', text: 'hello' })).toMatchObject({
      ok: true,
    });
  });

  it('open the same direct message twice', async () => {
    const first = await call('conversations.open', { users: 'U0AVA' });
    const again = await call('conversations.open', { users: 'U0AVA', return_im: true });
    expect(again).toMatchObject({
      already_open: true,
      channel: { id: asObject(first.channel).id, user: 'U0AVA' },
    });
  });
});

it('shows people as Slack does', async () => {
  const { members } = await call('users.list');
  const byId = new Map(asObjects(members).map((it) => [it.id, it]));
  expect(byId.get('U0DEE')).toMatchObject({ deleted: true });
  expect(byId.get('U0GUS')).toMatchObject({ is_restricted: true });
  expect(byId.get('U0ADA')).toMatchObject({ is_admin: true, is_owner: true });
  expect(byId.get('U0INTAKE')).toMatchObject({ is_bot: true });
});

it('lists user groups with their members', async () => {
  const { usergroups } = await call('usergroups.list', { include_users: true });
  expect(asObjects(usergroups)).toMatchObject([{ handle: 'engineers', users: ['U0ERIN'] }]);
});

it('lists a user group’s people without those who have left, and none of one that is switched off', async () => {
  const { id } = desk.workspace.addUserGroup({
    handle: 'night',
    name: 'Night',
    userIds: ['U0ERIN', 'U0DEE'],
  });
  expect(await call('usergroups.users.list', { usergroup: id })).toMatchObject({ users: ['U0ERIN'] });
  desk.workspace.changeUserGroup(id, { isDisabled: true });
  expect(await call('usergroups.users.list', { usergroup: id, include_disabled: true })).toMatchObject({
    users: ['U0ERIN'],
  });
  expect(asObjects((await call('usergroups.list')).usergroups).map((it) => it.handle)).toEqual(['engineers']);
  expect(await call('usergroups.users.list', { usergroup: id })).toMatchObject({ error: 'no_such_subteam' });
});

it('takes an upload in three steps', async () => {
  const { client } = desk.app;
  await client.filesUploadV2({
    token: 'xoxb-sandbox-northwind',
    channel_id: 'C0HELPDESK',
    filename: 'log.txt',
    content: 'it broke',
    initial_comment: 'The log',
  });
  desk.as('agent').sees('The log [file log.txt]');
});
