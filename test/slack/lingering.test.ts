import { EventEmitter } from 'node:events';
import type { SocketModeReceiver } from '@slack/bolt';
import { beforeEach, expect, it, vi } from 'vitest';
import { lingering } from '../../src/slack/lingering.js';

const goodbye = JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' });
let client: EventEmitter;
let heard: unknown[];

beforeEach(() => {
  client = new EventEmitter();
  heard = [];
  client.on('ws_message', (data) => heard.push(data));
  lingering({ client: client as unknown as SocketModeReceiver['client'] });
});

const arrives = (id: string) => client.emit('slack_event', { envelope_id: id });
const isAnswered = (id: string) => client.emit('outgoing_message', { envelope_id: id });
const soon = () => new Promise(setImmediate);

it('hands on what is no goodbye', () => {
  client.emit('ws_message', '{"type":"hello"}', false);
  expect(heard).toEqual(['{"type":"hello"}']);
});

it('closes at once where nothing waits for an answer', () => {
  client.emit('ws_message', goodbye, false);
  expect(heard).toEqual([goodbye]);
});

it('closes when everything that came is answered', async () => {
  arrives('1');
  arrives('2');
  client.emit('ws_message', goodbye, false);
  isAnswered('1');
  await soon();
  expect(heard).toEqual([]);
  isAnswered('2');
  await soon();
  expect(heard).toEqual([goodbye]);
});

it('does not wait for ever', () => {
  vi.useFakeTimers();
  arrives('1');
  client.emit('ws_message', goodbye, false);
  vi.advanceTimersByTime(2_500);
  vi.useRealTimers();
  expect(heard).toEqual([goodbye]);
});
