import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Ack, Delivery, Sent, Transport } from '../delivery/transport.js';
import type { Engine } from '../engine/engine.js';
import { copy, type JsonObject } from '../json.js';

/** The part of a Bolt app that a receiver needs. */
type EventProcessor = Pick<App, 'processEvent'>;

const answeredWith = (body: unknown): Ack => ({ status: 200, body: body === undefined ? '' : copy(body) });
const failed: Ack = { status: 500, body: undefined };

/**
 * A Bolt receiver without a port: what people do goes straight into `app.processEvent`, which resolves when the
 * listeners are done. An app that finishes without acknowledging is known at once not to answer in time.
 */
export class InProcessReceiver implements Receiver, Transport {
  readonly name = 'inProcess';
  private readonly engine: Engine;
  private app: EventProcessor | undefined;
  private isStopped = false;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  init(app: EventProcessor): void {
    this.app = app;
    this.engine.connect(this);
  }

  start(): Promise<void> {
    return this.setStopped(false);
  }

  stop(): Promise<void> {
    return this.setStopped(true);
  }

  private setStopped(isStopped: boolean): Promise<void> {
    this.isStopped = isStopped;
    this.engine.changed({ type: 'app' });
    return Promise.resolve();
  }

  isOpen(): boolean {
    return this.app !== undefined && !this.isStopped;
  }

  send(delivery: Delivery): Sent {
    const app = this.app;
    if (!app) return { acked: Promise.resolve(failed), settled: Promise.resolve() };
    let settle: Promise<void> = Promise.resolve();
    const acked = new Promise<Ack>((resolve) => {
      const ack = async (body?: unknown): Promise<void> => resolve(answeredWith(body));
      settle = process(app, delivery, ack).then(
        // An acknowledgement that came before makes these two void.
        () => resolve({ status: 0, body: undefined, failure: 'timeout' }),
        () => resolve(failed),
      );
    });
    return { acked, settled: settle };
  }
}

async function process(
  app: EventProcessor,
  delivery: Delivery,
  ack: (body?: unknown) => Promise<void>,
): Promise<void> {
  // Detached from the person's call stack, as a delivery over the network is.
  await Promise.resolve();
  const body: JsonObject = copy(delivery.payload);
  const event: ReceiverEvent = { body, ack };
  if (delivery.retry) {
    event.retryNum = delivery.retry.num;
    event.retryReason = delivery.retry.reason;
  }
  await app.processEvent(event);
}
