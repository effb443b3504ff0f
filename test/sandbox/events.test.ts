import { beforeEach, describe, expect, it } from 'vitest';
import { asObject, type JsonObject } from '../../src/sandbox/json.js';
import { callApi } from './support/api.js';
import { inProcess } from './support/stage.js';

let desk: ReturnType<typeof inProcess>;
const events = (type?: string): JsonObject[] =>
  desk.workspace
    .traffic()
    .filter((it) => it.kind === 'event' && (type === undefined || it.name === type))
    .map((it) => asObject(it.request));

beforeEach(() => {
  desk = inProcess();
});

it('wraps an event as Slack does', async () => {
  await desk.as('agent').says('hello', { in: '#helpdesk' });
  expect(events()).toMatchObject([
    {
      type: 'event_callback',
      team_id: 'T0NORTHWIND',
      api_app_id: 'A0INTAKE',
      event: {
        type: 'message',
        channel: 'C0HELPDESK',
        channel_type: 'channel',
        user: 'U0AVA',
        text: 'hello',
      },
      authorizations: [{ user_id: 'U0INTAKE', is_bot: true }],
    },
  ]);
  expect(events()[0]?.event_id).toMatch(/^Ev/);
});

describe('the app hears', () => {
  it('of messages only where the bot is a member', async () => {
    await desk.as('agent').says('hello', { in: '#random' });
    expect(events()).toEqual([]);
    await desk.as('agent').does({ type: 'invite', channel: 'C0RANDOM', personId: 'U0INTAKE' });
    await desk.as('agent').says('hello again', { in: '#random' });
    expect(events('message')).toHaveLength(1);
    expect(asObject(events('member_joined_channel')[0]?.event)).toMatchObject({
      user: 'U0INTAKE',
      inviter: 'U0AVA',
    });
  });

  it('of what people write to it directly', async () => {
    const { channel = '' } = await desk.as('agent').does({ type: 'openDm', personId: 'U0INTAKE' });
    await desk.as('agent').says('psst', { in: channel });
    expect(asObject(events('message')[0]?.event)).toMatchObject({ channel_type: 'im', text: 'psst' });
  });

  it('of edits and deletions', async () => {
    const { ts = '' } = await desk.as('agent').says('hello', { in: '#helpdesk' });
    await desk.as('agent').does({ type: 'edit', channel: 'C0HELPDESK', ts, text: 'hallo' });
    await desk.as('agent').does({ type: 'delete', channel: 'C0HELPDESK', ts });
    expect(events('message').map((it) => asObject(it.event).subtype)).toEqual([
      undefined,
      'message_changed',
      'message_deleted',
    ]);
  });

  it('of reactions', async () => {
    await desk.as('agent').says('hello', { in: '#helpdesk' });
    await desk.as('engineer').does({ type: 'join', channel: 'C0HELPDESK' });
    await desk.as('engineer').reacts('eyes', { on: 'hello', in: '#helpdesk' });
    expect(asObject(events('reaction_added')[0]?.event)).toMatchObject({ user: 'U0ERIN', reaction: 'eyes' });
  });

  it('of people who leave the company', async () => {
    desk.workspace.changePerson('agent2', { isDeactivated: true });
    await desk.workspace.settled();
    expect(asObject(asObject(events('user_change')[0]?.event).user)).toMatchObject({
      id: 'U0BEN',
      deleted: true,
    });
  });

  it('of nothing that its manifest does not subscribe to', async () => {
    await desk.as('agent').does({ type: 'createChannel', name: 'new-room' });
    desk.workspace.addPerson({ handle: 'newcomer' });
    await desk.workspace.settled();
    expect(events()).toEqual([]);
  });

  it('of an uninstall last', async () => {
    desk.workspace.uninstall();
    await desk.as('agent').says('hello', { in: '#helpdesk' });
    expect(events().map((it) => asObject(it.event).type)).toEqual(['app_uninstalled']);
  });
});

describe('an event whose answer does not arrive', () => {
  const hearing = (): unknown[] => {
    const heard: unknown[] = [];
    desk.app.event('reaction_added', async ({ body, context }) => {
      heard.push([body.event_id, context.retryNum, context.retryReason]);
    });
    return heard;
  };

  it('comes again with the same id, until an answer does', async () => {
    const heard = hearing();
    await desk.as('agent').says('hello', { in: '#helpdesk' });
    desk.workspace.arm({ kind: 'dropAck', method: 'event', times: 2 });
    await desk.as('agent').reacts('eyes', { on: 'hello', in: '#helpdesk' });
    const id = events('reaction_added')[0]?.event_id;
    expect(heard).toEqual([
      [id, undefined, undefined],
      [id, 1, 'http_timeout'],
      [id, 2, 'http_timeout'],
    ]);
  });

  it('comes four times at most', async () => {
    const heard = hearing();
    await desk.as('agent').says('hello', { in: '#helpdesk' });
    desk.workspace.arm({ kind: 'dropAck', method: 'event' });
    await desk.as('agent').reacts('eyes', { on: 'hello', in: '#helpdesk' });
    expect(heard).toHaveLength(4);
  });

  it('and a click is never sent again', async () => {
    desk.workspace.arm({ kind: 'dropAck', method: 'command' });
    expect(await desk.as('agent').types('/plain', { in: '#helpdesk' })).toMatchObject({
      error: 'operation_timeout',
    });
    expect(desk.workspace.traffic().filter((it) => it.kind === 'command')).toHaveLength(1);
  });
});

describe('faults', () => {
  const post = (channel = 'C0HELPDESK') => callApi(desk.fetch, 'chat.postMessage', { channel, text: 'x' });

  it('limit a method, with the seconds to wait', async () => {
    desk.workspace.arm({ kind: 'ratelimited', method: 'chat.postMessage', retryAfter: 7, times: 1 });
    const limited = await post();
    expect([limited.status, limited.headers.get('retry-after'), limited.body.error]).toEqual([
      429,
      '7',
      'ratelimited',
    ]);
    expect((await post()).status).toBe(200);
  });

  it('limit one channel and leave the others alone', async () => {
    desk.workspace.arm({ kind: 'ratelimited', channel: 'C0HELPDESK', retryAfter: 1 });
    expect((await post()).status).toBe(429);
    expect((await post('C0GENERAL')).status).toBe(200);
  });

  it('break a family of methods', async () => {
    desk.workspace.arm({ kind: 'serverError', method: 'chat.*', status: 503 });
    expect((await post()).status).toBe(503);
    expect((await callApi(desk.fetch, 'auth.test')).status).toBe(200);
  });

  it('lose the answer after the effect', async () => {
    desk.workspace.arm({ kind: 'dropReply', method: 'chat.postMessage', times: 1 });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(desk.workspace.view('agent').messages.C0HELPDESK).toHaveLength(1);
  });

  it("refuse with any of Slack's codes", async () => {
    desk.workspace.arm({ kind: 'refuse', method: 'chat.postMessage', error: 'restricted_action', times: 1 });
    expect((await post()).body).toEqual({ ok: false, error: 'restricted_action' });
  });

  it('expire triggers', async () => {
    desk.app.error(async () => undefined);
    desk.workspace.arm({ kind: 'expireTriggers', times: 1 });
    await desk.as('agent').uses('New intake');
    expect(desk.workspace.traffic().findLast((it) => it.name === 'views.open')?.error).toBe(
      'expired_trigger_id',
    );
  });

  it('pace posts as Slack does', async () => {
    desk.workspace.arm({ kind: 'rateLimiter', perSecond: 1 });
    expect((await post()).status).toBe(200);
    expect((await post()).status).toBe(429);
    expect((await post('C0GENERAL')).status).toBe(200);
    desk.clock.passes(1000);
    expect((await post()).status).toBe(200);
  });

  it('deliver a click several times', async () => {
    desk.workspace.arm({ kind: 'duplicate', method: 'command', copies: 3, times: 1 });
    await desk.as('agent').types('/plain', { in: '#helpdesk' });
    expect(desk.workspace.traffic().filter((it) => it.kind === 'command')).toHaveLength(3);
  });

  it('deliver an event several times, under other ids if wished', async () => {
    desk.workspace.arm({ kind: 'duplicate', method: 'event', copies: 2, freshEventIds: true, times: 1 });
    await desk.as('agent').says('hello', { in: '#helpdesk' });
    expect(new Set(events().map((it) => it.event_id)).size).toBe(2);
  });

  it('let a later delivery overtake', async () => {
    desk.workspace.arm({ kind: 'reorder', method: 'event', times: 1 });
    const first = desk.workspace.do('agent', { type: 'send', channel: '#helpdesk', text: 'first' });
    await first.acked;
    await desk.workspace.do('agent', { type: 'send', channel: '#helpdesk', text: 'second' }).settled;
    expect(events().map((it) => asObject(it.event).text)).toEqual(['second', 'first']);
  });

  it('strike by chance alike in every run', async () => {
    const run = async (): Promise<number[]> => {
      desk = inProcess();
      desk.workspace.arm({ kind: 'serverError', method: 'chat.postMessage', status: 500, chance: 0.5 });
      const statuses: number[] = [];
      for (let at = 0; at < 12; at += 1) statuses.push((await post()).status);
      return statuses;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  it('are listed until they are used up or cleared', () => {
    desk.workspace.arm({ kind: 'delay', ms: 0, times: 2 });
    expect(desk.workspace.faults()).toEqual([{ kind: 'delay', ms: 0, times: 2 }]);
    desk.workspace.clearFaults();
    expect(desk.workspace.faults()).toEqual([]);
  });
});
