import { createHmac } from 'node:crypto';
import { request, type Server } from 'node:http';
import type { App, ReceiverEvent } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { httpReceiver } from '../../src/slack/http-receiver.js';

const secret = 'shh';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const receiver = httpReceiver({ signingSecret: secret, log: silent });
let heard: ReceiverEvent[] = [];
let processEvent = async (event: ReceiverEvent): Promise<void> => event.ack('done');
let url = '';

beforeAll(async () => {
  receiver.init({
    processEvent: (event: ReceiverEvent) => {
      heard.push(event);
      return processEvent(event);
    },
  } as unknown as App);
  const server = (await receiver.start({ port: 0, host: '127.0.0.1' })) as Server;
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/slack/events`;
});
afterAll(() => receiver.stop());
beforeEach(() => {
  heard = [];
  processEvent = async (event) => event.ack('done');
});

interface Sending {
  type?: string;
  skew?: number;
  key?: string;
  path?: string;
}

function send(
  body: string | Buffer,
  { type = 'application/json', skew = 0, key = secret, path = url }: Sending = {},
) {
  const at = Math.floor(Date.now() / 1_000) + skew;
  const hmac = createHmac('sha256', key).update(`v0:${at}:`).update(body).digest('hex');
  return fetch(path, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hmac}`,
      'x-slack-retry-num': '2',
      'x-slack-retry-reason': 'http_timeout',
    },
  });
}

const form = { type: 'application/x-www-form-urlencoded' };

it('hands on what Slack signed, and answers as it is told', async () => {
  const response = await send('command=%2Fintake&text=printer', form);
  expect([response.status, await response.text()]).toEqual([200, 'done']);
  expect(heard).toMatchObject([
    { body: { command: '/intake', text: 'printer' }, retryNum: 2, retryReason: 'http_timeout' },
  ]);
});

it('reads the payload of an interaction', async () => {
  processEvent = (event) => event.ack({ response_action: 'clear' });
  const response = await send(`payload=${encodeURIComponent('{"type":"view_submission"}')}`, form);
  expect(await response.json()).toEqual({ response_action: 'clear' });
  expect(heard[0]?.body).toEqual({ type: 'view_submission' });
});

it('answers the challenge by which Slack checks the address', async () => {
  const response = await send('{"type":"url_verification","challenge":"abc"}');
  expect(await response.json()).toEqual({ challenge: 'abc' });
});

it.each(['null', '[]', '{', '', 'payload=null', 'payload=%7B', '"text"'])(
  'answers signed %j that cannot be read',
  async (body) => {
    expect((await send(body)).status).toBe(200);
    expect((await send(body, form)).status).toBe(200);
  },
);

it('checks the bytes as they came', async () => {
  expect((await send(Buffer.from([0xff, 0xfe, 0x00]))).status).toBe(200);
});

it.each([
  ['another secret', { key: 'guessed' }],
  ['a timestamp of five minutes ago', { skew: -301 }],
  ['a timestamp that is still to come', { skew: 86_400 }],
])('refuses %s', async (_, sending) => {
  expect((await send('{}', sending)).status).toBe(401);
  expect(heard).toEqual([]);
});

it('refuses what nobody signed', async () => {
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
});

it('refuses what is too large', async () => {
  expect((await send('x'.repeat(1_000_001))).status).toBe(413);
});

it('has nothing at other addresses', async () => {
  expect((await send('{}', { path: url.replace('/events', '/other') })).status).toBe(404);
});

it('has nothing at what is no address either', async () => {
  const status = await new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', path: '//' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', reject);
    call.end();
  });
  expect(status).toBe(404);
});

it('says so when it failed, so that Slack tells the person or comes again', async () => {
  processEvent = () => Promise.reject(new Error('No space left on device'));
  expect((await send('{"type":"event_callback"}')).status).toBe(500);
});
