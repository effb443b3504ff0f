import type { Transport } from '../delivery/transport.js';
import type { TrafficEntry } from '../protocol.js';
import type { Change, ChangeListener } from './changes.js';
import { Faults } from './faults.js';
import { seededRandom } from './ids.js';
import type { Manifest } from './manifest.js';
import type { State } from './state.js';

const TRAFFIC_KEPT = 500;

/** How long Slack waits, in milliseconds. */
export type Patience = {
  /** For an acknowledgement. */
  ack: number;
  /** Before each of the three repetitions of an event. */
  eventRetries: number[];
};

export type EngineOptions = {
  manifest: Manifest;
  state: State;
  now: () => number;
  seed: number;
  /** Where response URLs and permalinks point; the server sets it once it knows its port. */
  origin: string;
  patience: Patience;
};

/**
 * One workspace at work: its state, the clock, what goes wrong on purpose, and the ways to the app.
 * Everything else in the sandbox is a function of it.
 */
export class Engine {
  readonly manifest: Manifest;
  readonly state: State;
  readonly now: () => number;
  readonly faults: Faults;
  readonly patience: Patience;
  origin: string;
  /** The newest open one is used. */
  readonly transports: Transport[] = [];
  readonly traffic: TrafficEntry[] = [];
  /** Times of the last message by channel, for the rate limiter. */
  readonly lastPosts = new Map<string, number>();
  /** Where Socket Mode clients connect; set while a socket server runs. */
  socketUrl?: () => string;
  private readonly listeners = new Set<ChangeListener>();
  private readonly inFlight = new Set<Promise<unknown>>();
  private trafficCount = 0;

  constructor(options: EngineOptions) {
    this.manifest = options.manifest;
    this.state = options.state;
    this.now = options.now;
    this.origin = options.origin;
    this.patience = options.patience;
    this.faults = new Faults(seededRandom(options.seed));
  }

  changed(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Calls `listener` at every change until the returned function is called. */
  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  record(entry: Omit<TrafficEntry, 'id'>): void {
    this.trafficCount += 1;
    const numbered = { id: this.trafficCount, ...entry };
    this.traffic.push(numbered);
    if (this.traffic.length > TRAFFIC_KEPT) this.traffic.splice(0, this.traffic.length - TRAFFIC_KEPT);
    this.changed({ type: 'traffic', entry: numbered });
  }

  /** Lets {@link settled} wait for this work too. */
  track(work: Promise<unknown>): void {
    const tracked = work.catch(() => undefined).finally(() => this.inFlight.delete(tracked));
    this.inFlight.add(tracked);
  }

  /** Resolves when the app is done with everything it was sent, what came of that included. */
  async settled(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight);
  }

  transport(): Transport | undefined {
    return this.transports.findLast((it) => it.isOpen());
  }

  /** Adds a way to the app. */
  connect(transport: Transport): void {
    this.transports.push(transport);
    this.changed({ type: 'app' });
  }

  disconnect(transport: Transport): void {
    const at = this.transports.indexOf(transport);
    if (at >= 0) this.transports.splice(at, 1);
    this.changed({ type: 'app' });
  }
}
