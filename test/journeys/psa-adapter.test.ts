import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRanges } from '../../src/webhook/addresses.js';
import { createWebhookSender } from '../../src/webhook/sender.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { createAdapter } = await import('../../examples/psa-adapter/server.mjs' as string);
const { restPsa } = await import('../../examples/psa-adapter/rest-psa.mjs' as string);

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A PSA with a REST interface, as far as the adapter uses it. */
const tickets: Record<string, unknown>[] = [];
const notes: { text: string }[] = [];
const times: object[] = [];
let down = 0;
const psaPort = await listening(
  createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const body = text === '' ? {} : JSON.parse(text);
    const url = new URL(request.url ?? '/', 'http://psa');
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (down > 0) {
      down -= 1;
      return answer(500, {});
    }
    if (request.headers.authorization !== 'Bearer key') return answer(401, {});
    const [, id, part] = /^\/service\/tickets\/(\d+)(\/notes)?$/.exec(url.pathname) ?? [];
    if (id && part) return answer(201, notes.push(body));
    if (id) return answer(200, Object.assign(tickets[Number(id) - 1] ?? {}, body));
    if (url.pathname === '/time/entries') return answer(201, times.push(body));
    if (request.method === 'POST') return answer(201, { id: tickets.push(body) });
    const externalId = url.searchParams.get('externalId');
    const found = tickets.findIndex((ticket) => ticket.externalId === externalId);
    return answer(200, found === -1 ? [] : [{ id: found + 1 }]);
  }),
);

const webhooks = createWebhookSender({ allow: readRanges('127.0.0.1'), timeoutMs: 2_000 });
afterAll(() => webhooks.close());
const desk = await stage(await testDatabase(), { webhooks });
const [ava, erin, ada] = [desk.as('agent'), desk.as('engineer'), desk.as('admin')];
const psa = restPsa({ baseUrl: `http://127.0.0.1:${psaPort}`, apiKey: 'key' });
/** Set once the admin has seen it. */
const signing = { secret: '' };
const adapterPort = await listening(
  createAdapter({
    get secret() {
      return signing.secret;
    },
    psa,
  }),
);

beforeAll(() => desk.publish(badgeReader));

it('keeps a PSA in line with what happens in Slack, over HTTP from end to end', async () => {
  await ada.types('/intake settings', { in: '#helpdesk' });
  await ada.clicks('Webhook');
  await ada.submits({ Address: `http://127.0.0.1:${adapterPort}/` });
  signing.secret = /whsec_[A-Za-z0-9+/=]+/.exec(ada.screen({ in: 'modal' }))?.[0] ?? '';
  await ada.closes({ all: true });

  await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
  expect(tickets).toMatchObject([
    { status: 'New', priority: 3, summary: expect.stringContaining('(Intake #1)') },
  ]);
  await ava.clicks('Yes');
  await ava.clicks('Escalate');
  await ava.submits({ 'What do they need to know?': 'Only security can issue badges' });
  expect(tickets).toMatchObject([{ status: 'Escalated' }]);
  expect(notes[0]?.text).toContain('1. Does the reader beep when the badge touches it? -> Yes');
  await erin.clicks('Claim', { in: '#engineering' });
  expect(tickets).toMatchObject([{ status: 'In Progress', owner: 'Erin Engineer' }]);
  await erin.clicks('Resolve', { in: '#engineering' });
  await erin.submits({ 'What solved it?': 'Issued a new badge', 'Minutes spent': '25' });
  expect(tickets).toMatchObject([{ status: 'Awaiting Confirmation' }]);
  expect(times).toEqual([{ ticketId: 1, minutes: 25 }]);
});

it('has an event sent again where the PSA fails, without making the ticket twice', async () => {
  down = 1;
  await ava.clicks('No, reopen', { in: 'Intake' });
  await ava.submits({ 'What is wrong now?': 'Still red' });
  expect(tickets).toMatchObject([{ status: 'Awaiting Confirmation' }]);
  desk.clock.passes(5_000);
  desk.product.worker.wake();
  await desk.product.idle();
  expect(tickets).toMatchObject([{ status: 'Reopened' }]);
  expect(notes.at(-1)?.text).toBe('Still red');
  expect(tickets).toHaveLength(1);
});

it('takes nothing that Intake has not signed', async () => {
  const forged = await fetch(`http://127.0.0.1:${adapterPort}/`, {
    method: 'POST',
    body: '{"id":"1","type":"ticket.opened"}',
    headers: {
      'webhook-id': '1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': 'v1,AAAA',
    },
  });
  expect(forged.status).toBe(401);
});
