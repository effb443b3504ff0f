import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { helpDeskApp } from './support/app.js';
import { manifestPath, portOf } from './support/stage.js';

type Request = { headers: IncomingMessage['headers']; body: string };

/** A request URL that keeps what it is sent and answers as told. */
class RequestUrl {
  readonly requests: Request[] = [];
  answer: (response: ServerResponse) => void = (response) => response.end();
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      this.requests.push({ headers: request.headers, body });
      this.answer(response);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${portOf(this.server)}/`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let sandbox: Sandbox;
let app: RequestUrl;
const send = (text: string) =>
  sandbox.workspace.do('agent', { type: 'send', channel: 'C0HELPDESK', text }).settled;

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, manifestPath, patience: { ack: 300, eventRetries: [0, 0, 0] } });
  app = new RequestUrl();
  sandbox.connectHttp({ url: await app.start() });
});
afterEach(async () => {
  app.stop();
  await sandbox.stop();
});

it('signs what it sends, over the time and the raw body', async () => {
  await send('/intake printer offline');
  const [request] = app.requests;
  const stamp = String(request?.headers['x-slack-request-timestamp']);
  const hmac = createHmac('sha256', sandbox.signingSecret)
    .update(`v0:${stamp}:${request?.body}`)
    .digest('hex');
  expect(request?.headers['x-slack-signature']).toBe(`v0=${hmac}`);
  expect(Math.abs(Date.now() / 1000 - Number(stamp))).toBeLessThan(5);
});

it('sends commands as a form, clicks as JSON in one, events as JSON', async () => {
  await send('/intake printer offline');
  await sandbox.workspace.do('agent', { type: 'shortcut', callbackId: 'new_intake' }).settled;
  await send('hello');
  const [command, shortcut, event] = app.requests;
  expect(new URLSearchParams(command?.body).get('text')).toBe('printer offline');
  expect(JSON.parse(new URLSearchParams(shortcut?.body).get('payload') ?? '')).toMatchObject({
    type: 'shortcut',
  });
  expect(JSON.parse(event?.body ?? '')).toMatchObject({ type: 'event_callback', event: { text: 'hello' } });
});

describe('an event', () => {
  it('that is not answered well comes again with the number and the reason', async () => {
    app.answer = (response) => {
      response.statusCode = app.requests.length < 3 ? 500 : 200;
      response.end();
    };
    await send('hello');
    const retries = app.requests.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });

  it('is not sent again when the app asks for that', async () => {
    app.answer = (response) => {
      response.writeHead(500, { 'x-slack-no-retry': '1' });
      response.end();
    };
    await send('hello');
    expect(app.requests).toHaveLength(1);
  });

  it('that takes too long comes again as a timeout', async () => {
    app.answer = (response) => {
      if (app.requests.length > 1) response.end();
    };
    await send('hello');
    expect(app.requests[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });
});

describe('a command', () => {
  it('that is not answered well is not sent again', async () => {
    app.answer = (response) => {
      response.statusCode = 404;
      response.end();
    };
    expect(await send('/intake x')).toMatchObject({ error: 'dispatch_failed' });
    expect(app.requests).toHaveLength(1);
  });

  it('that takes too long fails with operation_timeout', async () => {
    app.answer = () => undefined;
    expect(await send('/intake x')).toMatchObject({ error: 'operation_timeout' });
  });

  it('fails with dispatch_failed when nobody is there', async () => {
    app.stop();
    expect(await send('/intake x')).toMatchObject({ error: 'dispatch_failed' });
  });

  it('may be answered in plain text', async () => {
    app.answer = (response) => response.end('Thank you');
    await send('/intake x');
    const said = sandbox.workspace.view('agent').messages.C0HELPDESK ?? [];
    expect(said.map((it) => [it.text, it.isEphemeral])).toEqual([['Thank you', true]]);
  });
});

it('is refused by an app that holds another signing secret', async () => {
  const receiver = new HTTPReceiver({ signingSecret: 'another', logLevel: LogLevel.ERROR });
  helpDeskApp({ receiver, token: sandbox.botToken, clientOptions: { slackApiUrl: sandbox.apiUrl } });
  const server = await receiver.start(0);
  sandbox.connectHttp({ url: `http://127.0.0.1:${portOf(server)}/slack/events` });
  expect(await send('/intake x')).toMatchObject({ error: 'dispatch_failed' });
  expect(sandbox.workspace.traffic().at(-1)?.status).toBe(401);
  await receiver.stop();
});
