import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/sandbox/index.js';
import type { JsonObject } from '../../src/sandbox/json.js';
import { callApi } from './support/api.js';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A workspace whose app declares only this. */
function workspaceOf(manifest: JsonObject) {
  const manifestPath = join(folder, 'manifest.json');
  writeFileSync(manifestPath, JSON.stringify({ display_information: { name: 'Small' }, ...manifest }));
  const { fetch, workspace } = createWorkspace({ manifestPath });
  return {
    workspace,
    call: async (method: string, args: JsonObject) => (await callApi(fetch, method, args)).body,
  };
}

describe('an app that declares nothing', () => {
  const small = workspaceOf({});

  it('may post nothing', async () => {
    const refused = await small.call('chat.postMessage', { channel: 'C0HELPDESK', text: 'x' });
    expect(refused).toEqual({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: '' });
  });

  it('has no Home', async () => {
    const view = { type: 'home', blocks: [] };
    expect(await small.call('views.publish', { user_id: 'U0AVA', view })).toMatchObject({
      error: 'not_enabled',
    });
  });

  it('takes no direct messages', async () => {
    const opened = await small.workspace.do('agent', { type: 'openDm', personId: 'U0INTAKE' }).acked;
    expect(opened).toMatchObject({ error: 'messages_tab_disabled' });
    const { channel = '' } = await small.workspace.do('agent', { type: 'openHome' }).acked;
    const said = await small.workspace.do('agent', { type: 'send', channel, text: 'hello' }).acked;
    expect(said).toMatchObject({ error: 'messages_tab_disabled' });
  });

  it('offers no command and no shortcut', () => {
    expect(small.workspace.view('agent')).toMatchObject({
      commands: [],
      shortcuts: [],
      app: { name: 'Small' },
    });
  });
});

it('lets an app with chat:write.public post where it is no member, but not in private', async () => {
  const scopes = { bot: ['chat:write', 'chat:write.public'] };
  const { call } = workspaceOf({ oauth_config: { scopes } });
  expect(await call('chat.postMessage', { channel: 'C0RANDOM', text: 'x' })).toMatchObject({ ok: true });
  expect(await call('chat.postMessage', { channel: 'C0VIP', text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  });
});

it('lets an app with chat:write.customize post under another name', async () => {
  const { call, workspace } = workspaceOf({
    oauth_config: { scopes: { bot: ['chat:write', 'chat:write.customize'] } },
  });
  await call('chat.postMessage', { channel: 'C0HELPDESK', text: 'x', username: 'Night shift' });
  expect(workspace.view('agent').messages.C0HELPDESK?.[0]?.username).toBe('Night shift');
});

it('sends no clicks to an app that is not interactive', async () => {
  const { workspace } = workspaceOf({
    features: { shortcuts: [{ name: 'Go', type: 'global', callback_id: 'go' }] },
    oauth_config: { scopes: { bot: ['commands'] } },
  });
  expect(await workspace.do('agent', { type: 'shortcut', callbackId: 'go' }).acked).toMatchObject({
    error: 'dispatch_failed',
  });
});

it('refuses events and commands that the scopes do not cover', () => {
  const events = { event_subscriptions: { bot_events: ['app_mention'] } };
  expect(() => workspaceOf({ settings: events })).toThrow(
    'manifest.json subscribes to app_mention without the scope app_mentions:read.',
  );
  expect(() => workspaceOf({ features: { slash_commands: [{ command: '/x' }] } })).toThrow(
    'without the scope commands',
  );
});

it('says what is wrong with a manifest', () => {
  expect(() => workspaceOf({ display_information: { name: '' } })).toThrow(
    /manifest.json is not an app manifest/,
  );
  expect(() => workspaceOf({ features: { slash_commands: [{ command: 'intake' }] } })).toThrow(
    /slash_commands\[0\]/,
  );
});
