import type { JsonObject } from '../json.js';
import type { TrafficEntry } from '../protocol.js';

export type DeliveryKind = Exclude<TrafficEntry['kind'], 'webApi' | 'responseUrl'>;

/** Something for the app: a payload as Slack words it, before it is wrapped for the way it takes. */
export type Delivery = {
  kind: DeliveryKind;
  /** The command, `action_id`, `callback_id` or event type, for the inspector. */
  name: string;
  payload: JsonObject;
  retry?: { num: number; reason: string };
};

/** The app's answer. `failure` tells why there is none. */
export type Ack = {
  status: number;
  body: unknown;
  failure?: 'timeout' | 'unreachable';
  /** The app asked not to be sent this again (`X-Slack-No-Retry`). */
  noRetry?: boolean;
};

/** `acked` is the answer Slack waits for; `settled` resolves when the app is done, as far as the way can tell. */
export type Sent = { acked: Promise<Ack>; settled: Promise<void> };

/** A way to the app. */
export type Transport = {
  readonly name: 'inProcess' | 'http' | 'socket';
  isOpen(): boolean;
  send(delivery: Delivery): Sent;
};
