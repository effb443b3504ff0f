import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { readRanges } from '../../src/webhook/addresses.js';
import { createWebhookSender } from '../../src/webhook/sender.js';
import { newSecret, signature } from '../../src/webhook/signature.js';

const loopback = readRanges('127.0.0.1');
const secret = newSecret();
const message = { secret, id: 'event-1', at: new Date('2026-11-22T10:00:00Z'), body: '{"a":1}' };

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  return (server.address() as AddressInfo).port;
}

const receiver = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> => {
  const server = createServer(answer);
  afterAll(() => server.closeAllConnections());
  return portOf(server);
};

const sender = createWebhookSender({ allow: loopback, timeoutMs: 400 });
afterAll(() => sender.close());
const to = (port: number) => sender.send({ ...message, url: `http://127.0.0.1:${port}/hook?key=1` });

describe('an attempt', () => {
  it('is signed over id, time and body', async () => {
    let got: IncomingMessage | undefined;
    let body = '';
    const port = await receiver(async (request, response) => {
      got = request;
      for await (const part of request) body += part;
      response.writeHead(204).end();
    });
    expect(await to(port)).toEqual({ ok: true });
    expect(body).toBe(message.body);
    expect(got?.headers).toMatchObject({
      'webhook-id': 'event-1',
      'webhook-timestamp': '1795341600',
      'webhook-signature': signature(secret, message),
    });
    expect(got?.url).toBe('/hook?key=1');
  });

  it('signs as Standard Webhooks does', () => {
    // The example of the specification's own library.
    const example = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };
    expect(signature('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', example)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it.each([
    [500, false],
    [429, false],
    [301, false],
    [410, false],
    [400, true],
    [422, true],
  ])('answered with %i fails', async (status, refused) => {
    const port = await receiver((_request, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:1/', 'retry-after': '7' }).end(),
    );
    expect(await to(port)).toEqual({ ok: false, failure: `status_${status}`, refused, retryAfterMs: 7_000 });
  });

  it('that hangs ends in time', async () => {
    const port = await receiver(() => undefined);
    expect(await to(port)).toMatchObject({ ok: false, failure: 'timeout' });
  });

  it('answered without end counts by its status', async () => {
    const port = await receiver((_request, response) => {
      response.writeHead(200);
      response.write('x');
    });
    expect(await to(port)).toEqual({ ok: true });
  });

  it('answered with garbage fails', async () => {
    const port = await portOf(
      createTcpServer((socket) => socket.once('data', () => socket.end('\u0001 what?\r\n\r\n'))),
    );
    expect(await to(port)).toMatchObject({ ok: false, failure: 'not_http' });
  });

  it('that nobody takes fails', async () => {
    const server = createTcpServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await to(port)).toMatchObject({ ok: false, failure: 'unreachable' });
  });
});

describe('addresses inside the network', () => {
  /** A sender that allows nothing, in a world of these names. */
  const strict = (names: Record<string, string[][]>) => {
    const made = createWebhookSender({
      allow: readRanges(''),
      timeoutMs: 400,
      resolve: (host, _options, done) => {
        const answers = names[host] ?? [];
        const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
        const found: LookupAddress[] = addresses.map((address) => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }));
        done(found.length === 0 ? new Error('ENOTFOUND') : null, found);
      },
    });
    afterAll(() => made.close());
    return made;
  };

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.5:8443/',
  ])('are refused as %s, when set and when sent', async (url) => {
    const none = strict({});
    expect(await none.check(url)).toBe('forbidden_address');
    expect(await none.send({ ...message, url })).toMatchObject({ ok: false, failure: 'forbidden_address' });
  });

  it('are refused behind a name, even where only one of its addresses is', async () => {
    const names = strict({ 'psa.example': [['8.8.8.8', '10.0.0.5']] });
    expect(await names.check('https://psa.example/')).toBe('forbidden_address');
    expect(await names.send({ ...message, url: 'https://psa.example/' })).toMatchObject({
      failure: 'forbidden_address',
    });
  });

  it('are refused where a name stands for something else than when it was set', async () => {
    const names = strict({ 'rebind.example': [['8.8.8.8'], ['127.0.0.1']] });
    expect(await names.check('https://rebind.example/')).toBeNull();
    expect(await names.send({ ...message, url: 'https://rebind.example/' })).toMatchObject({
      failure: 'forbidden_address',
    });
  });

  it('are told apart from other mistakes', async () => {
    const names = strict({ 'psa.example': [['8.8.8.8']] });
    expect(await names.check('https://psa.example/hook')).toBeNull();
    expect(await names.check('http://psa.example/hook')).toBe('not_https');
    expect(await names.check('https://nowhere.example/')).toBe('not_found');
    for (const url of [
      'psa.example',
      'ftp://psa.example',
      'https://user:pass@psa.example/',
      'javascript:alert(1)',
    ])
      expect(await names.check(url)).toBe('not_a_url');
  });

  it('are allowed where the server’s owner says so, over http as well', async () => {
    expect(await sender.check('http://127.0.0.1:8088/')).toBeNull();
    expect(await sender.check('http://127.0.0.2:8088/')).toBe('forbidden_address');
  });
});
