import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { asObject, asString, type JsonObject } from '../../src/sandbox/json.js';
import { callApi } from './support/api.js';
import { manifestPath } from './support/stage.js';

/** A Socket Mode client that shows what it gets. */
class Client {
  readonly frames: JsonObject[] = [];
  acknowledges = true;
  private readonly socket: WebSocket;
  private waiting: (() => void)[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data) => {
      const frame = asObject(JSON.parse(String(data)));
      this.frames.push(frame);
      const id = asString(frame.envelope_id);
      if (id && this.acknowledges) this.socket.send(JSON.stringify({ envelope_id: id, payload: {} }));
      for (const wake of this.waiting.splice(0)) wake();
    });
    this.socket.on('close', () => {
      this.frames.push({ type: 'closed' });
      for (const wake of this.waiting.splice(0)) wake();
    });
    this.socket.on('error', () => undefined);
  }

  async until(type: string): Promise<JsonObject> {
    for (;;) {
      const frame = this.frames.find((it) => it.type === type);
      if (frame) return frame;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  envelopes(): JsonObject[] {
    return this.frames.filter((it) => it.envelope_id !== undefined);
  }

  pong(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('pong', () => resolve());
      this.socket.ping();
    });
  }

  close(): void {
    this.socket.terminate();
  }
}

let sandbox: Sandbox;
let clients: Client[];

async function link(): Promise<string> {
  const api: typeof globalThis.fetch = (input, init) =>
    fetch(String(input).replace('https://sandbox.invalid', sandbox.url), init);
  const { body } = await callApi(api, 'apps.connections.open', {}, sandbox.appToken);
  return String(body.url);
}

async function connect(): Promise<Client> {
  const client = new Client(await link());
  clients.push(client);
  await client.until('hello');
  return client;
}

const send = (text: string) =>
  sandbox.workspace.do('agent', { type: 'send', channel: 'C0HELPDESK', text }).settled;

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, manifestPath, patience: { ack: 200, eventRetries: [] } });
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await sandbox.stop();
});

it('greets, and tells how many connections there are', async () => {
  const first = await connect();
  const second = await connect();
  expect(await first.until('hello')).toMatchObject({
    num_connections: 1,
    connection_info: { app_id: 'A0INTAKE' },
  });
  expect(await second.until('hello')).toMatchObject({ num_connections: 2 });
});

it('wraps each kind of payload in its envelope', async () => {
  const client = await connect();
  await send('/intake x');
  await sandbox.workspace.do('agent', { type: 'shortcut', callbackId: 'new_intake' }).settled;
  await send('hello');
  expect(client.envelopes().map((it) => [it.type, it.accepts_response_payload])).toEqual([
    ['slash_commands', true],
    ['interactive', false],
    ['events_api', false],
  ]);
  expect(client.envelopes()[2]).toMatchObject({ retry_attempt: 0, retry_reason: '' });
});

it('sends each payload over one of the connections', async () => {
  const [first, second] = [await connect(), await connect()];
  for (let at = 0; at < 4; at += 1) await send(`/intake ${at}`);
  expect([first.envelopes().length, second.envelopes().length]).toEqual([2, 2]);
});

it('takes no eleventh connection', async () => {
  for (let at = 0; at < 10; at += 1) await connect();
  const eleventh = new Client(await link());
  clients.push(eleventh);
  expect(await eleventh.until('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
});

it('takes a link once, and none that it did not give', async () => {
  const url = await link();
  const client = new Client(url);
  clients.push(client);
  await client.until('hello');
  for (const wrong of [url, url.replace(/ticket=[^&]+/, 'ticket=made-up')]) {
    const other = new Client(wrong);
    clients.push(other);
    await other.until('closed');
    expect(other.frames).toEqual([{ type: 'closed' }]);
  }
});

describe('an envelope', () => {
  it('without an acknowledgement is an operation_timeout', async () => {
    const client = await connect();
    client.acknowledges = false;
    expect(await send('/intake x')).toMatchObject({ error: 'operation_timeout' });
  });

  it('on a connection that breaks is an operation_timeout', async () => {
    const client = await connect();
    client.acknowledges = false;
    const sent = send('/intake x');
    await client.until('slash_commands');
    client.close();
    expect(await sent).toMatchObject({ error: 'operation_timeout' });
  });

  it('without any connection is a dispatch_failed', async () => {
    expect(await send('/intake x')).toMatchObject({ error: 'dispatch_failed' });
  });
});

describe('trouble', () => {
  it('refresh asks the client to come again, and sends it nothing more', async () => {
    const [old, other] = [await connect(), await connect()];
    sandbox.sockets.trouble('refresh', 'one');
    expect(await old.until('disconnect')).toMatchObject({ reason: 'refresh_requested' });
    for (let at = 0; at < 3; at += 1) await send(`/intake ${at}`);
    expect([old.envelopes().length, other.envelopes().length]).toEqual([0, 3]);
  });

  it('warning tells of a refresh to come', async () => {
    const client = await connect();
    sandbox.sockets.trouble('warning');
    expect(await client.until('disconnect')).toMatchObject({ reason: 'warning' });
    expect(await send('/intake x')).toMatchObject({ ok: true });
  });

  it('drop cuts the line', async () => {
    const client = await connect();
    sandbox.sockets.trouble('drop');
    await client.until('closed');
    expect(await send('/intake x')).toMatchObject({ error: 'dispatch_failed' });
  });

  it('halfOpen swallows what is sent, in both directions', async () => {
    const client = await connect();
    await client.pong();
    sandbox.sockets.trouble('halfOpen');
    expect(await send('/intake x')).toMatchObject({ error: 'operation_timeout' });
    expect(client.envelopes()).toEqual([]);
    expect(sandbox.sockets.count()).toBe(1);
  });
});

it('tells the page whether the app is connected', async () => {
  expect(sandbox.workspace.view('agent').app.isConnected).toBe(false);
  await connect();
  expect(sandbox.workspace.view('agent').app.isConnected).toBe(true);
});
