import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, asObjects, type JsonObject } from '../../src/sandbox/json.js';
import { button, callApi, mrkdwn, plain } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const call = async (method: string, args: JsonObject = {}): Promise<JsonObject> =>
  (await callApi(desk.fetch, method, args)).body;
const lastAction = (): JsonObject =>
  asObject(desk.workspace.traffic().findLast((it) => it.kind === 'action')?.request);
const post = (elements: JsonObject[], more: JsonObject = {}): Promise<JsonObject> =>
  call('chat.postMessage', {
    channel: 'C0HELPDESK',
    text: 'card',
    blocks: [
      { type: 'section', text: mrkdwn('The card') },
      { type: 'actions', block_id: 'row', elements },
    ],
    ...more,
  });

beforeEach(() => {
  desk = inProcess();
  desk.app.action(/^t\./, async ({ ack }) => ack());
});

describe('a click on a message', () => {
  it('tells the app where, who, what and how to answer', async () => {
    const parent = await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'parent' });
    const { ts } = await post([{ ...button('t.go', 'Go'), value: '7', style: 'primary' }], {
      thread_ts: parent.ts,
    });
    await desk.as('agent').clicks('Go');
    const payload = lastAction();
    expect(payload).toMatchObject({
      type: 'block_actions',
      api_app_id: 'A0INTAKE',
      user: { id: 'U0AVA', username: 'agent', name: 'agent', team_id: 'T0NORTHWIND' },
      team: { id: 'T0NORTHWIND', domain: 'northwind' },
      channel: { id: 'C0HELPDESK', name: 'helpdesk' },
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: 'C0HELPDESK',
        is_ephemeral: false,
        thread_ts: parent.ts,
      },
      message: { ts, thread_ts: parent.ts, bot_id: 'B0INTAKE' },
      state: { values: {} },
    });
    const [action] = asObjects(payload.actions);
    expect(action).toMatchObject({
      type: 'button',
      action_id: 't.go',
      block_id: 'row',
      value: '7',
      style: 'primary',
    });
    expect(action?.action_ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(payload.response_url).toMatch(/\/respond\/R/);
    expect(payload.trigger_id).toBeTypeOf('string');
    expect(payload.view).toBeUndefined();
  });

  it('on an ephemeral comes without the message', async () => {
    const blocks = [{ type: 'actions', elements: [button('t.go', 'Go')] }];
    await call('chat.postEphemeral', { channel: 'C0HELPDESK', user: 'U0AVA', text: 'psst', blocks });
    await desk.as('agent').clicks('Go');
    expect(lastAction().message).toBeUndefined();
    expect(lastAction().container).toMatchObject({ type: 'message', is_ephemeral: true });
  });

  it('names private rooms and direct messages as Slack does', async () => {
    desk.workspace.setMember('#vip', 'U0INTAKE', true);
    await post([button('t.go', 'Go')], { channel: 'C0VIP' });
    await desk.as('agent').clicks('Go');
    expect(lastAction().channel).toEqual({ id: 'C0VIP', name: 'privategroup' });
    await post([button('t.go', 'Go')], { channel: 'U0AVA' });
    await desk.as('agent').clicks('Go');
    expect(asObject(lastAction().channel).name).toBe('directmessage');
  });

  it('sends the whole option, and keeps it in the state', async () => {
    const options = ['One', 'Two'].map((it) => ({
      text: plain(it),
      value: it.toLowerCase(),
      description: plain('d'),
    }));
    await post([{ type: 'static_select', action_id: 't.pick', placeholder: plain('Pick'), options }]);
    await desk.as('agent').selects('Pick', 'Two');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({
      type: 'static_select',
      selected_option: options[1],
    });
    expect(lastAction().state).toMatchObject({
      values: { row: { 't.pick': { selected_option: options[1] } } },
    });
  });

  it('on an overflow menu chooses from it', async () => {
    const options = ['Edit', 'Delete'].map((it) => ({ text: plain(it), value: it }));
    await post([{ type: 'overflow', action_id: 't.more', options }]);
    await desk.as('agent').clicks('Delete');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({
      type: 'overflow',
      selected_option: { value: 'Delete' },
    });
  });

  it('knows people, channels, dates and feedback', async () => {
    const places = [
      { type: 'users_select', action_id: 't.user', placeholder: plain('Who') },
      { type: 'conversations_select', action_id: 't.room', placeholder: plain('Where') },
      { type: 'datepicker', action_id: 't.day', placeholder: plain('When') },
    ];
    await post(places);
    await desk.as('agent').selects('Who', '@engineer');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({ selected_user: 'U0ERIN' });
    await desk.as('agent').selects('Where', '#general');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({ selected_conversation: 'C0GENERAL' });
    await desk.as('agent').selects('When', '2026-01-05');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({ selected_date: '2026-01-05' });
    const feedback = {
      type: 'feedback_buttons',
      action_id: 't.vote',
      positive_button: { text: plain('Good'), value: 'up' },
      negative_button: { text: plain('Bad'), value: 'down' },
    };
    await call('chat.postMessage', {
      channel: 'C0HELPDESK',
      text: 'x',
      blocks: [{ type: 'context_actions', elements: [feedback] }],
    });
    await desk.as('agent').clicks('Bad');
    expect(asObjects(lastAction().actions)[0]).toMatchObject({ type: 'feedback_buttons', value: 'down' });
  });

  it('from an outdated screen is sent on, with the message as it is now', async () => {
    const { ts } = await post([{ ...button('t.go', 'Go'), value: 'old' }]);
    const card = desk.as('agent').looksAt('The card');
    await call('chat.update', { channel: 'C0HELPDESK', ts, text: 'Done', blocks: [] });
    await desk.as('agent').clicks('Go', { on: card });
    expect(asObjects(lastAction().actions)[0]).toMatchObject({ value: 'old' });
    expect(lastAction().message).toMatchObject({ ts, text: 'Done' });
  });

  it('on a message that is gone says so and is not sent', async () => {
    const { ts } = await post([button('t.go', 'Go')]);
    const card = desk.as('agent').looksAt('The card');
    await call('chat.delete', { channel: 'C0HELPDESK', ts });
    expect(await desk.as('agent').clicks('Go', { on: card })).toMatchObject({ error: 'message_not_found' });
    desk.as('agent').sees('This message is gone.');
    expect(lastAction()).toEqual({});
  });

  it('on an element or a choice that is not there is not sent', async () => {
    const { ts } = await post([
      { type: 'overflow', action_id: 't.more', options: [{ text: plain('A'), value: 'a' }] },
    ]);
    const on = { kind: 'message', channel: 'C0HELPDESK', ts: String(ts) } as const;
    const other = { type: 'click', on, blockId: 'row', actionId: 't.other' } as const;
    expect(await desk.as('agent').does(other)).toMatchObject({ error: 'action_not_found' });
    const choice = { selected_option: { text: { type: 'plain_text', text: 'Z' }, value: 'z' } } as const;
    const wrong = { ...other, actionId: 't.more', chosen: choice };
    expect(await desk.as('agent').does(wrong)).toMatchObject({ error: 'option_not_found' });
  });

  it('by someone who cannot see it is not sent', async () => {
    desk.workspace.setMember('#vip', 'U0INTAKE', true);
    const { ts } = await post([button('t.go', 'Go')], { channel: 'C0VIP' });
    const on = { kind: 'message', channel: 'C0VIP', ts: String(ts) } as const;
    const click = { type: 'click', on, blockId: 'row', actionId: 't.go' } as const;
    expect(await desk.as('agent2').does(click)).toMatchObject({ error: 'channel_not_found' });
    expect(await desk.as('gone').does(click)).toMatchObject({ error: 'user_is_deactivated' });
  });
});

it('on a Home comes with the view and without a message', async () => {
  await desk.as('agent').opensHome();
  await desk.as('agent').clicks('Refresh');
  expect(lastAction()).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
  expect(lastAction().channel).toBeUndefined();
  expect(lastAction().response_url).toBeUndefined();
});

describe('an app that does not acknowledge', () => {
  it('makes a command fail with operation_timeout', async () => {
    expect(await desk.as('agent').types('/slow')).toMatchObject({ ok: false, error: 'operation_timeout' });
    desk.as('agent').sees('/slow failed with the error "operation_timeout"');
    desk.as('agent2').doesNotSee('/slow');
  });

  it('within three seconds makes a click fail, though what it did stays done', async () => {
    desk.app.action('late', async ({ ack, client }) => {
      desk.clock.passes(3001);
      await client.chat.postMessage({ channel: 'C0HELPDESK', text: 'done all the same' });
      await ack();
    });
    await post([button('late', 'Late')]);
    expect(await desk.as('agent').clicks('Late')).toMatchObject({ error: 'operation_timeout' });
    desk.as('agent').sees('The app did not answer within 3 seconds');
    desk.as('agent').sees('done all the same');
  });

  it('because nothing listens makes it fail with dispatch_failed', async () => {
    await desk.stop();
    expect(await desk.as('agent').types('/intake x')).toMatchObject({ error: 'dispatch_failed' });
    desk.as('agent').sees('/intake failed with the error "dispatch_failed"');
  });

  it('because it throws makes it fail with dispatch_failed', async () => {
    desk.app.error(async (error) => {
      throw error;
    });
    desk.app.action('boom', async () => {
      throw new Error('boom');
    });
    await post([button('boom', 'Boom')]);
    expect(await desk.as('agent').clicks('Boom')).toMatchObject({ error: 'dispatch_failed' });
  });
});

describe('the composer', () => {
  it('names the commands there are when one is unknown', async () => {
    expect(await desk.as('agent').types('/nope')).toMatchObject({ error: 'unknown_command' });
    desk.as('agent').sees('/nope is not a valid command. Commands here: /intake, /escape, /slow, /plain.');
  });

  it('runs no command in a thread', async () => {
    await desk.as('agent').says('a problem', { in: '#helpdesk' });
    await desk.as('agent').says('/intake x', { thread: 'a problem' });
    desk.as('agent').sees('/intake is not supported in threads');
  });

  it.each([
    ['#old', 'is_archived'],
    ['#nowhere', 'channel_not_found'],
    ['#engineering', 'not_in_channel'],
  ])('does not post in %s', async (channel, error) => {
    expect(await desk.as('agent').types('hello', { in: channel })).toMatchObject({ ok: false, error });
  });

  it('writes mentions, channels and links as Slack stores them', async () => {
    await desk.as('agent').says('@engineer see #general & <b> https://a.example/x', { in: '#helpdesk' });
    expect(desk.as('agent').view.messages.C0HELPDESK?.[0]?.text).toBe(
      '<@U0ERIN> see <#C0GENERAL|general> &amp; &lt;b&gt; <https://a.example/x>',
    );
  });

  it('lets people edit and delete what they wrote, and nothing else', async () => {
    const { ts = '' } = await desk.as('agent').says('frist', { in: '#helpdesk' });
    const at = { channel: 'C0HELPDESK', ts };
    await desk.as('agent').does({ type: 'edit', ...at, text: 'first' });
    desk.as('agent2').sees('Ava Agent: first (edited)');
    expect(await desk.as('agent2').does({ type: 'delete', ...at })).toMatchObject({
      error: 'cant_delete_message',
    });
    await desk.as('agent').does({ type: 'delete', ...at });
    desk.as('agent2').doesNotSee('first');
  });
});
