import { EventEmitter } from 'node:events';
import type { SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lingering } from '../../src/slack/lingering.js';

const goodbye = JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' });
let client: EventEmitter;
let heard: unknown[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  client = new EventEmitter();
  heard = [];
  client.on('ws_message', (data) => heard.push(data));
  lingering({ client: client as unknown as SocketModeReceiver['client'] });
});

afterEach(() => void vi.useRealTimers());

const arrives = (id: string) => client.emit('slack_event', { envelope_id: id });
const isAnswered = (id: string) => client.emit('outgoing_message', { envelope_id: id });
const soon = () => new Promise(setImmediate);

it('hands on what is no goodbye', () => {
  client.emit('ws_message', '{"type":"hello"}', false);
  expect(heard).toEqual(['{"type":"hello"}']);
});

it('closes soon where nothing waits for an answer, but not before what is on its way has come', () => {
  client.emit('ws_message', goodbye, false);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(heard).toEqual([goodbye]);
});

it('closes when everything that came is answered', async () => {
  arrives('1');
  arrives('2');
  client.emit('ws_message', goodbye, false);
  vi.advanceTimersByTime(250);
  isAnswered('1');
  await soon();
  expect(heard).toEqual([]);
  isAnswered('2');
  await soon();
  expect(heard).toEqual([goodbye]);
});

it('stays where Slack only warns', () => {
  client.emit('ws_message', JSON.stringify({ type: 'disconnect', reason: 'warning' }), false);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
});

it('does not wait for ever', () => {
  arrives('1');
  client.emit('ws_message', goodbye, false);
  vi.advanceTimersByTime(2_500);
  expect(heard).toEqual([goodbye]);
});
