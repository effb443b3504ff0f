import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { beforeEach, expect, it } from 'vitest';
import { ackAfterListeners } from '../../src/slack/receivers.js';
import { boltLogger } from '../../src/slack/slack-app.js';

const command = { command: '/intake', user_id: 'U1', channel_id: 'C1', team_id: 'T1' };
let process: (event: ReceiverEvent) => Promise<void>;
let warned: object[] = [];
let answers: unknown[] = [];
let app: App;

beforeEach(() => {
  warned = [];
  answers = [];
  const wire: Receiver = {
    init: (wrapped) => {
      process = (event) => wrapped.processEvent(event);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const log = {
    info: () => undefined,
    warn: (fields: object) => void warned.push(fields),
    error: () => undefined,
  };
  app = new App({
    receiver: ackAfterListeners(wire, log),
    authorize: async () => ({ botToken: 'xoxb' }),
    logger: boltLogger(log),
  });
});

const deliver = (body: ReceiverEvent['body']) =>
  process({ body, ack: async (answer) => void answers.push(answer ?? null) });

it('acknowledges what cannot be read, and says so', async () => {
  await deliver({ command: 5 });
  expect(answers).toEqual([null]);
  expect(warned).toMatchObject([{ err: { name: 'UnreadablePayload' } }]);
});

it('fails with what was thrown, which says where', async () => {
  const fault = new Error('Out of paper');
  app.command('/intake', () => Promise.reject(fault));
  await expect(deliver(command)).rejects.toBe(fault);
  expect(answers).toEqual([]);
});

it('fails with all that was thrown where several listeners did', async () => {
  const faults = [new Error('Out of paper'), new Error('Out of ink')];
  for (const fault of faults) app.command('/intake', () => Promise.reject(fault));
  await expect(deliver(command)).rejects.toMatchObject({ errors: faults });
});
