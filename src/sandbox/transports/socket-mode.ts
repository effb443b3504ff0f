import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Ack, Delivery, DeliveryKind, Sent, Transport } from '../delivery/transport.js';
import type { Engine } from '../engine/engine.js';
import { asObject, asString, parseJson } from '../json.js';

const MAX_CONNECTIONS = 10;
const PING_MS = 10_000;
const CONNECTION_S = 18_060;
const GOODBYE_MS = 300;

type Connection = {
  socket: WebSocket;
  /** Envelopes that wait for their acknowledgement. */
  waiting: Map<string, (ack: Ack) => void>;
  /** The network swallows everything: it looks open from here, nothing arrives on either side. */
  isHalfOpen: boolean;
  isLeaving: boolean;
};

export type SocketTrouble = 'refresh' | 'warning' | 'drop' | 'halfOpen';

/** Socket Mode: any number of connections of one app up to ten, each payload to any one of them. */
export class SocketModeServer implements Transport {
  readonly name = 'socket';
  private readonly engine: Engine;
  private readonly server = new WebSocketServer({ noServer: true, autoPong: false });
  private readonly connections = new Set<Connection>();
  private readonly tickets = new Set<string>();
  private readonly pings: NodeJS.Timeout;
  private turn = 0;

  constructor(engine: Engine) {
    this.engine = engine;
    this.pings = setInterval(() => this.ping(), PING_MS).unref();
  }

  /** The path and query that a client got from `apps.connections.open`; good for one connection. */
  newLink(): string {
    const ticket = randomUUID();
    this.tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.engine.manifest.appId}`;
  }

  /** Takes over an upgrade request. @returns false when its ticket is not good. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
    if (!this.tickets.delete(ticket)) return false;
    this.server.handleUpgrade(request, socket, head, (client) => this.greet(client));
    return true;
  }

  private greet(socket: WebSocket): void {
    if (this.connections.size >= MAX_CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    const connection: Connection = { socket, waiting: new Map(), isHalfOpen: false, isLeaving: false };
    this.connections.add(connection);
    socket.on('message', (data) => this.receive(connection, data));
    socket.on('ping', (data) => {
      if (!connection.isHalfOpen) socket.pong(data);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.forget(connection));
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.connections.size,
        connection_info: { app_id: this.engine.manifest.appId },
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: CONNECTION_S },
      }),
    );
    this.engine.changed({ type: 'app' });
  }

  private forget(connection: Connection): void {
    this.connections.delete(connection);
    for (const resolve of connection.waiting.values())
      resolve({ status: 0, body: undefined, failure: 'timeout' });
    connection.waiting.clear();
    this.engine.changed({ type: 'app' });
  }

  private receive(connection: Connection, data: RawData): void {
    if (connection.isHalfOpen) return;
    const message = asObject(parseJson(String(data)));
    const id = asString(message.envelope_id) ?? '';
    const resolve = connection.waiting.get(id);
    connection.waiting.delete(id);
    resolve?.({ status: 200, body: message.payload });
  }

  private usable(): Connection[] {
    return [...this.connections].filter((it) => it.socket.readyState === it.socket.OPEN && !it.isLeaving);
  }

  get size(): number {
    return this.connections.size;
  }

  isOpen(): boolean {
    return this.usable().length > 0;
  }

  send(delivery: Delivery): Sent {
    const open = this.usable();
    const connection = open[this.turn++ % Math.max(1, open.length)];
    if (!connection) {
      return {
        acked: Promise.resolve({ status: 0, body: undefined, failure: 'unreachable' }),
        settled: Promise.resolve(),
      };
    }
    const id = randomUUID();
    const acked = new Promise<Ack>((resolve) => connection.waiting.set(id, resolve));
    if (!connection.isHalfOpen) connection.socket.send(JSON.stringify(envelope(id, delivery)));
    const settled = Promise.race([acked, this.tooLate(connection, id)]);
    return { acked, settled: settled.then(() => undefined) };
  }

  /** An envelope that nobody acknowledges is forgotten when Slack's patience ends. */
  private tooLate(connection: Connection, id: string): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(() => {
        connection.waiting.delete(id);
        resolve();
      }, this.engine.patience.ack).unref();
    });
  }

  private ping(): void {
    for (const it of this.usable()) if (!it.isHalfOpen) it.socket.ping();
  }

  /** Makes trouble on one connection, or on all. */
  trouble(kind: SocketTrouble, scope: 'one' | 'all' = 'all'): void {
    const chosen = scope === 'all' ? this.usable() : this.usable().slice(0, 1);
    for (const connection of chosen) this.troubleOne(kind, connection);
  }

  private troubleOne(kind: SocketTrouble, connection: Connection): void {
    switch (kind) {
      case 'drop':
        connection.socket.terminate();
        break;
      case 'halfOpen':
        connection.isHalfOpen = true;
        break;
      case 'refresh':
      case 'warning': {
        const reason = kind === 'refresh' ? 'refresh_requested' : 'warning';
        connection.isLeaving = kind === 'refresh';
        connection.socket.send(
          JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }),
        );
        break;
      }
    }
  }

  /** Says goodbye; who does not answer within a moment is cut off. */
  async stop(): Promise<void> {
    clearInterval(this.pings);
    const sockets = [...this.connections].map((it) => it.socket);
    const cutOff = setTimeout(() => {
      for (const socket of sockets) socket.terminate();
    }, GOODBYE_MS);
    await Promise.all(sockets.map(closed));
    clearTimeout(cutOff);
    this.server.close();
  }
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve();
    socket.once('close', () => resolve());
    socket.close(1001);
  });
}

const envelopeTypes: Record<DeliveryKind, string> = {
  command: 'slash_commands',
  action: 'interactive',
  submission: 'interactive',
  closed: 'interactive',
  shortcut: 'interactive',
  options: 'interactive',
  event: 'events_api',
};

function envelope(id: string, { kind, payload, retry }: Delivery) {
  return {
    envelope_id: id,
    type: envelopeTypes[kind],
    payload,
    accepts_response_payload: kind === 'command' || kind === 'submission' || kind === 'options',
    ...(kind === 'event' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}
