import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Patch, PortInUse, type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { manifestPath } from './support/stage.js';

let sandbox: Sandbox;
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
const stateFile = join(folder, 'deep', 'workspace.json');

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, manifestPath, stateFile });
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

const say = (text: string) =>
  post('/sandbox/do', { as: 'U0AVA', op: { type: 'send', channel: 'C0HELPDESK', text } });

/** A request with headers that `fetch` does not let one set. */
function raw(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(sandbox.url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The first patches of a screen's stream, read until `enough`. */
async function patches(
  query: string,
  enough: (seen: Patch[]) => boolean,
  meanwhile?: () => unknown,
): Promise<Patch[]> {
  const stopper = new AbortController();
  const response = await fetch(`${sandbox.url}/sandbox/events?${query}`, { signal: stopper.signal });
  const seen: Patch[] = [];
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) seen.push(JSON.parse(line.slice(6)));
    if (seen.length === 1) meanwhile?.();
    if (enough(seen)) break;
  }
  stopper.abort();
  return seen;
}

describe('who may ask', () => {
  it('is this machine by its own names only', async () => {
    const { port } = new URL(sandbox.url);
    expect(await raw('/sandbox/people', { host: `localhost:${port}` })).toBe(200);
    expect(await raw('/sandbox/people', { host: `evil.example:${port}` })).toBe(403);
    expect(await raw('/api/auth.test', { host: 'slack.com' })).toBe(403);
  });

  it('is a page of this origin only', async () => {
    expect(await raw('/sandbox/people', { origin: 'https://evil.example' })).toBe(403);
    expect(await raw('/sandbox/people', { origin: sandbox.url })).toBe(200);
    expect((await post('/sandbox/do', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('the page', () => {
  it('comes with its libraries and nothing else of the disk', async () => {
    for (const path of [
      '/',
      '/modules/preact.js',
      '/modules/preact-hooks.js',
      '/modules/slack-message-parser/types/Node.js',
    ]) {
      expect((await fetch(sandbox.url + path)).status, path).toBe(200);
    }
    for (const path of [
      '/modules/zod.js',
      '/../package.json',
      '/%2e%2e/index.js',
      '/modules/../preact.js/x',
      '/x.json',
    ]) {
      expect(await raw(path, {}), path).toBe(404);
    }
  });

  it('gets the whole view first, then what changes', async () => {
    const seen = await patches(
      'as=U0BEN',
      (it) => it.some((patch) => patch.type === 'channel'),
      () => say('hello'),
    );
    expect(seen[0]).toMatchObject({
      type: 'view',
      view: { me: { id: 'U0BEN' }, workspace: { name: 'Northwind Help Desk' } },
    });
    expect(seen.slice(1)).toMatchObject([
      { type: 'message', message: { text: 'hello', personId: 'U0AVA', channel: 'C0HELPDESK' } },
      { type: 'channel', channel: { id: 'C0HELPDESK', unread: 1 } },
    ]);
  });

  it('gets the traffic when it asks for it', async () => {
    const command = () =>
      post('/sandbox/do', { as: 'U0AVA', op: { type: 'send', channel: 'C0HELPDESK', text: '/plain' } });
    const seen = await patches(
      'as=U0AVA&traffic=1',
      (it) => it.some((patch) => patch.type === 'traffic'),
      command,
    );
    expect(seen.find((it) => it.type === 'traffic')).toMatchObject({
      entry: { kind: 'command', name: '/plain', error: 'dispatch_failed' },
    });
    const { entries } = JSON.parse(await (await fetch(`${sandbox.url}/sandbox/traffic`)).text());
    expect(entries).toHaveLength(1);
  });

  it('acts for a person and hears what came of it', async () => {
    expect(await say('hello')).toMatchObject({ status: 200, body: { ok: true } });
    expect((await say('/nope')).body).toMatchObject({ ok: false, error: 'unknown_command' });
  });

  it.each<[string, string, unknown]>([
    [
      'a click',
      'message_not_found',
      {
        type: 'click',
        on: { kind: 'message', channel: 'C0HELPDESK', ts: '1.000000', version: 2 },
        blockId: 'b',
        actionId: 'a',
        chosen: { selected_option: { text: { type: 'plain_text', text: 'A' }, value: 'a' } },
        state: { b: { a: { type: 'static_select', selected_option: null } } },
      },
    ],
    [
      'a submission',
      'view_not_found',
      { type: 'submit', viewId: 'V1', state: { b: { a: { type: 'plain_text_input', value: null } } } },
    ],
    [
      'a search',
      'view_not_found',
      { type: 'options', on: { kind: 'home' }, blockId: 'b', actionId: 'a', query: '' },
    ],
    [
      'a shortcut',
      'unknown_shortcut',
      { type: 'shortcut', callbackId: 'x', message: { channel: 'C1', ts: '1' } },
    ],
    ['a closed window', 'view_not_found', { type: 'closeView', viewId: 'V1', clear: true }],
  ])('may send %s', async (_name, error, op) => {
    expect(await post('/sandbox/do', { as: 'U0AVA', op })).toMatchObject({ status: 200, body: { error } });
  });

  it.each<[string, unknown]>([
    ['no operation', { as: 'U0AVA' }],
    ['an unknown operation', { as: 'U0AVA', op: { type: 'fly' } }],
    ['a field of the wrong kind', { as: 'U0AVA', op: { type: 'send', channel: 7, text: 'x' } }],
    ['no object', 'hello'],
  ])('is told what is wrong with %s', async (_name, body) => {
    expect(await post('/sandbox/do', body)).toMatchObject({
      status: 400,
      body: { error: 'invalid_arguments' },
    });
  });

  it('sets faults', async () => {
    const arm = [{ kind: 'serverError', status: 503, method: 'auth.test' }];
    expect((await post('/sandbox/faults', { arm })).body).toMatchObject({ ok: true, faults: arm });
    expect((await fetch(`${sandbox.apiUrl}auth.test`)).status).toBe(503);
    expect((await post('/sandbox/faults', { clear: true })).body).toMatchObject({ faults: [] });
    expect((await post('/sandbox/faults', { arm: [{ kind: 'earthquake' }] })).status).toBe(400);
  });
});

it('answers the Web API to forms, JSON and queries', async () => {
  const form = new URLSearchParams({ token: sandbox.botToken });
  for (const sent of [
    fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST', body: form }),
    fetch(`${sandbox.apiUrl}auth.test?${form}`),
    fetch(`${sandbox.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.botToken}` },
    }),
  ]) {
    expect(await (await sent).json()).toMatchObject({ ok: true, bot_id: 'B0INTAKE' });
  }
});

it('breaks the line when an answer is to be lost', async () => {
  sandbox.workspace.arm({ kind: 'dropReply', method: 'auth.test', times: 1 });
  await expect(fetch(`${sandbox.apiUrl}auth.test`)).rejects.toThrow();
});

it('sends an install back with a code', async () => {
  const target = encodeURIComponent('http://127.0.0.1:9/slack/oauth_redirect');
  const response = await fetch(`${sandbox.url}/oauth/v2/authorize?state=s&redirect_uri=${target}`, {
    redirect: 'manual',
  });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toMatch(
    /^http:\/\/127\.0\.0\.1:9\/slack\/oauth_redirect\?code=code-\w+&state=s$/,
  );
});

it('says in one sentence that the port is taken', async () => {
  const port = Number(new URL(sandbox.url).port);
  const second = startSandbox({ port, manifestPath });
  await expect(second).rejects.toThrow(PortInUse);
  await expect(second).rejects.toThrow(`Port ${port} is in use by another program`);
});

describe('the state file', () => {
  const restart = async (): Promise<void> => {
    await sandbox.stop();
    sandbox = await startSandbox({ port: 0, manifestPath, stateFile });
  };

  it('brings channels and messages over a restart', async () => {
    await post('/sandbox/do', { as: 'U0AVA', op: { type: 'createChannel', name: 'kept' } });
    await say('still here');
    await restart();
    const view = sandbox.workspace.view('agent');
    expect(view.channels.map((it) => it.name)).toContain('kept');
    expect(view.messages.C0HELPDESK?.map((it) => it.text)).toEqual(['still here']);
  });

  it('leaves behind what lives only for a moment', async () => {
    const ephemeral = { token: sandbox.botToken, channel: 'C0HELPDESK', user: 'U0AVA', text: 'psst' };
    expect((await post('/api/chat.postEphemeral', ephemeral)).body).toMatchObject({ ok: true });
    await restart();
    expect(sandbox.workspace.view('agent').messages.C0HELPDESK).toEqual([]);
  });

  it('goes on counting where it stopped', async () => {
    await say('before');
    await restart();
    await say('after');
    const stamps = sandbox.workspace.view('agent').messages.C0HELPDESK?.map((it) => it.ts) ?? [];
    expect(stamps).toEqual([...new Set(stamps)].sort());
    expect(stamps).toHaveLength(2);
  });

  it('that holds something else is left alone', async () => {
    const other = join(folder, 'other.json');
    mkdirSync(folder, { recursive: true });
    writeFileSync(other, '{"a":1}');
    await expect(startSandbox({ port: 0, manifestPath, stateFile: other })).rejects.toThrow(
      'holds no sandbox workspace',
    );
  });
});
