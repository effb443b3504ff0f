import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.js';
import { newId } from '../engine/ids.js';
import { copy, isObject, type JsonObject } from '../json.js';
import type { Ack, Delivery, Sent, Transport } from './transport.js';

const unreachable: Ack = { status: 0, body: undefined, failure: 'unreachable' };
const late: Ack = { status: 0, body: undefined, failure: 'timeout' };

const HELD_MS = 1000;

/** Deliveries that a `reorder` fault holds back until another one has gone ahead. */
const held = new WeakMap<Engine, (() => void)[]>();

/** Sends something to the app once, faults aside, and resolves with its answer. Never rejects. */
export function deliver(engine: Engine, delivery: Delivery): Promise<Ack> {
  const work = deliverWithFaults(engine, { ...delivery, payload: copy(delivery.payload) });
  engine.track(work);
  return work;
}

async function deliverWithFaults(engine: Engine, delivery: Delivery): Promise<Ack> {
  const strike = { method: delivery.kind, channel: channelOf(delivery.payload) };
  const delay = engine.faults.strike('delay', strike);
  if (delay) await sleep(delay.ms);
  if (engine.faults.strike('reorder', strike)) await holdBack(engine);
  const duplicate = engine.faults.strike('duplicate', strike);
  const first = deliverOnce(engine, delivery);
  for (let copies = 1; copies < (duplicate?.copies ?? 1); copies += 1) {
    const again = duplicate?.freshEventIds ? withFreshEventId(engine, delivery) : delivery;
    void deliverOnce(engine, { ...again, payload: copy(again.payload) });
  }
  release(engine);
  return first;
}

async function deliverOnce(engine: Engine, delivery: Delivery): Promise<Ack> {
  const transport = takes(engine, delivery) ? engine.transport() : undefined;
  const startedAt = engine.now();
  const started = performance.now();
  const answer = transport ? await acknowledged(engine, transport.send(delivery), startedAt) : unreachable;
  const strike = { method: delivery.kind, channel: channelOf(delivery.payload) };
  const ack = engine.faults.strike('dropAck', strike) ? late : answer;
  record(engine, delivery, ack, { transport, at: startedAt, ms: performance.now() - started });
  return ack;
}

/** Without interactivity in its manifest, an app gets commands and events only. */
const takes = ({ manifest }: Engine, { kind }: Delivery): boolean =>
  manifest.isInteractive || kind === 'command' || kind === 'event';

/** Waits for the answer as long as Slack would, by the real clock and by the workspace's. */
async function acknowledged(engine: Engine, sent: Sent, startedAt: number): Promise<Ack> {
  engine.track(sent.settled);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Ack>((resolve) => {
    timer = setTimeout(() => resolve(late), engine.patience.ack);
    timer.unref();
  });
  const ack = await Promise.race([sent.acked, deadline]);
  clearTimeout(timer);
  return engine.now() - startedAt > engine.patience.ack ? late : ack;
}

type Way = { transport: Transport | undefined; at: number; ms: number };

function record(engine: Engine, delivery: Delivery, ack: Ack, way: Way): void {
  engine.record({
    at: way.at,
    direction: 'toApp',
    kind: delivery.kind,
    name: delivery.name,
    transport: way.transport?.name ?? 'none',
    status: ack.status,
    error: ack.failure === 'timeout' ? 'operation_timeout' : ack.failure && 'dispatch_failed',
    ms: Math.round(way.ms),
    request: delivery.payload,
    response: ack.body ?? null,
  });
}

function holdBack(engine: Engine): Promise<void> {
  return new Promise((resolve) => {
    // If nothing follows, the delivery must not be held for ever.
    const giveUp = setTimeout(resolve, HELD_MS);
    const go = (): void => {
      clearTimeout(giveUp);
      resolve();
    };
    held.set(engine, [...(held.get(engine) ?? []), go]);
  });
}

function release(engine: Engine): void {
  const waiting = held.get(engine) ?? [];
  held.delete(engine);
  for (const go of waiting) go();
}

function withFreshEventId(engine: Engine, delivery: Delivery): Delivery {
  if (delivery.payload.event_id === undefined) return delivery;
  return { ...delivery, payload: { ...delivery.payload, event_id: newId(engine.state, 'Ev') } };
}

function channelOf(payload: JsonObject): string | undefined {
  if (typeof payload.channel_id === 'string') return payload.channel_id;
  if (isObject(payload.channel) && typeof payload.channel.id === 'string') return payload.channel.id;
  return isObject(payload.event) && typeof payload.event.channel === 'string'
    ? payload.event.channel
    : undefined;
}
