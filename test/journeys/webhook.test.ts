import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRanges } from '../../src/webhook/addresses.js';
import { createWebhookSender } from '../../src/webhook/sender.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { isSigned } = await import('../../examples/psa-adapter/verify.mjs' as string);

const webhooks = createWebhookSender({ allow: readRanges('127.0.0.1'), timeoutMs: 300 });
afterAll(() => webhooks.close());
const desk = await stage(await testDatabase(), { webhooks });
const { as, publish, rows, clock } = desk;
const [ava, erin, ada] = [as('agent'), as('engineer'), as('admin')];

interface Got {
  id: string;
  type: string;
  number: number;
  ticket: { number: number; problem: string };
  note?: string;
  signed: boolean;
  [key: string]: unknown;
}

/** A receiver over real HTTP that does what the test says. */
let behave: (response: ServerResponse, event: Got) => void = (response) => response.writeHead(204).end();
const got: Got[] = [];
let secret = '';
const server = createServer(async (request: IncomingMessage, response) => {
  let body = '';
  for await (const part of request) body += part;
  const event: Got = {
    ...JSON.parse(body),
    signed: isSigned(secret, request.headers, body, clock.now().getTime()),
  };
  got.push(event);
  behave(response, event);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const port = (server.address() as AddressInfo).port;

async function passes(ms: number): Promise<void> {
  clock.passes(ms);
  desk.product.worker.wake();
  await desk.product.idle();
  await desk.workspace.settled();
}

beforeAll(() => publish(badgeReader));

const told = (number: number) => got.filter(({ ticket }) => ticket.number === number).map(({ type }) => type);

describe('an admin', () => {
  it('sets where ticket events go, and sees the secret once', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Webhook');
    ada.sees('Nothing is set yet.', { in: 'modal' });
    await ada.submits({ Address: 'http://10.0.0.5/hook' });
    ada.sees('That address is inside a private network', { in: 'modal' });
    await ada.submits({ Address: 'psa' });
    ada.sees('That is no web address.', { in: 'modal' });
    await ada.submits({ Address: `http://127.0.0.1:${port}/hook` });
    ada.sees('It is shown only now', { in: 'modal' });
    secret = /whsec_[A-Za-z0-9+/=]+/.exec(ada.screen({ in: 'modal' }))?.[0] ?? '';
    expect(secret).toMatch(/^whsec_.{44}$/);
    await ada.closes({ all: true });
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Webhook');
    ada.sees(`On: events go to 127.0.0.1:${port}.`, { in: 'modal' });
    ada.doesNotSee('whsec_');
    await ada.closes({ all: true });
    const [entry] = await rows<{ after: object }>(
      "select after from audit_entry where action = 'webhook.saved'",
    );
    expect(JSON.stringify(entry?.after)).not.toMatch(/whsec|hook"/);
  });
});

describe('a ticket', () => {
  it('is told about in order, signed, with a note where somebody else reads on', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Yes');
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'Only security can issue badges' });
    await erin.clicks('Claim', { in: '#engineering' });
    await erin.clicks('Resolve', { in: '#engineering' });
    await erin.submits({ 'What solved it?': 'Issued a new badge', 'Minutes spent': '25' });
    await ava.clicks('No, reopen', { in: 'Intake' });
    await ava.submits({ 'What is wrong now?': 'Still red' });
    expect(told(1)).toEqual([
      'ticket.opened',
      'ticket.escalated',
      'ticket.claimed',
      'ticket.resolved',
      'ticket.reopened',
    ]);
    expect(got.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(got.every(({ signed }) => signed)).toBe(true);
    expect(new Set(got.map(({ id }) => id)).size).toBe(5);
    expect(got[3]).toMatchObject({ check: 'awaiting', minutes: 25, notes: 'Issued a new badge' });
    for (const words of ['PROBLEM\nBadge reader', '1. Does the reader beep', '-> Yes', '25 minutes'])
      expect(got[3]?.note).toContain(words);
  });

  it('has the same note to copy in Slack', async () => {
    await ava.clicks('Mark as solved', { in: '#helpdesk' });
    await ava.submits({ 'What solved it?': 'The white button', 'Minutes spent': '7' });
    await ava.clicks('Ticket note', { message: '#1 Resolved', in: '#helpdesk' });
    ava.sees('Modal: Note of #1');
    const note = ava.screen({ in: 'modal' });
    for (const words of [
      'Ticket: Intake #1',
      'STEPS TRIED',
      'Solved (Ava Agent',
      'The white button',
      '7 minutes',
    ])
      expect(note).toContain(words);
    await ava.submits();
    ava.doesNotSee('Modal: Note of #1');
    expect(got.at(-1)?.note).toContain('The white button');
  });
});

describe('a receiver that hangs', () => {
  it('holds nothing else up, and an admin is told once', async () => {
    got.length = 0;
    behave = () => undefined;
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    ava.sees('🟢 #2 In progress', { in: '#helpdesk' });
    await passes(5_000);
    await passes(30_000);
    ada.sees(`⚠️ The ticket webhook at 127.0.0.1:${port} fails: it did not answer in ten seconds.`, {
      in: 'Intake',
    });
    for (let attempt = 0; attempt < 5; attempt += 1) await passes(3_600_000);
    const told = await rows("select 1 from post where detail->>'kind' = 'webhook_fails'");
    expect(told).toHaveLength(1);
  });

  it('gets everything that waited, in order, once it answers; the admin hears so', async () => {
    await ava.clicks('Mark as solved', { in: '#helpdesk', message: 'Does the reader beep' });
    await ava.submits({});
    behave = (response) => response.writeHead(200).end('thanks, but this is not JSON {');
    got.length = 0;
    await passes(3_600_000);
    await passes(10_000);
    expect(told(2)).toEqual(['ticket.opened', 'ticket.resolved']);
    ada.sees(`✅ The ticket webhook at 127.0.0.1:${port} works again.`, { in: 'Intake' });
    expect(await rows("select 1 from ticket_event where state <> 'delivered'")).toEqual([]);
  });
});

describe('a receiver that says no to one event', () => {
  it('is asked six times; then that ticket’s next one has its turn, and others never wait', async () => {
    got.length = 0;
    const bad = 'ticket.opened';
    let refusing = true;
    behave = (response, event) =>
      response.writeHead(refusing && event.type === bad && event.ticket.number === 3 ? 422 : 204).end();
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Mark as solved', { in: '#helpdesk', message: 'Does the reader beep' });
    await ava.submits({});
    await ava.types('/intake --adhoc odd', { in: '#helpdesk' });
    expect(told(4)).toEqual(['ticket.opened']);
    expect(told(3)).toEqual([bad]);
    for (let attempt = 0; attempt < 6; attempt += 1) await passes(3_600_000);
    expect(told(3)).toEqual([bad, bad, bad, bad, bad, bad, 'ticket.resolved']);
    ada.sees('An event was given up; it is kept, and the others go on.', { in: 'Intake' });
    refusing = false;
  });

  it('gets it again when the admin asks for it', async () => {
    got.length = 0;
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Webhook');
    ada.sees('1 event could not be delivered', { in: 'modal' });
    // That the modal could not be drawn anew is no failure of what was asked for.
    desk.workspace.arm({ kind: 'serverError', method: 'views.update', status: 503, times: 1 });
    await ada.clicks('Send 1 event again', { in: 'modal' });
    ada.doesNotSee('Something went wrong', { in: 'modal' });
    expect(told(3)).toEqual(['ticket.opened']);
    await ada.closes();
    await ada.clicks('Webhook');
    ada.doesNotSee('could not be delivered', { in: 'modal' });
    await ada.closes({ all: true });
  });
});

describe('turning it off', () => {
  it('stops the events; an agent cannot', async () => {
    await ada.types('/intake settings', { in: '#helpdesk' });
    await ada.clicks('Webhook');
    await ada.submits({ Address: '' });
    await ada.closes({ all: true });
    got.length = 0;
    await ava.types('/intake --adhoc nobody hears of this', { in: '#helpdesk' });
    expect(got).toEqual([]);
  });

  it('keeps what waits until it is on again, and sends it in order then', async () => {
    const turn = async (address: string) => {
      await ada.types('/intake settings', { in: '#helpdesk' });
      await ada.clicks('Webhook');
      await ada.submits({ Address: address });
      await ada.closes({ all: true });
    };
    await turn(`http://127.0.0.1:${port}/hook`);
    behave = (response) => response.writeHead(503).end();
    await ava.types('/intake --adhoc a switch is off', { in: '#helpdesk' });
    await ava.clicks('Solved', { in: '#helpdesk' });
    await ava.submits({});
    await turn('');
    await passes(24 * 3_600_000);
    got.length = 0;
    behave = (response) => response.writeHead(204).end();
    await turn(`http://127.0.0.1:${port}/hook`);
    await passes(1_000);
    expect(got.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.resolved']);
  });
});
