import { Duplex } from 'node:stream';
import { type FrontendBatch, FrontendFramer } from './protocol-frames.js';

/** What a connection needs of the hub that serves it. */
export interface Hub {
  submit(stream: HubStream, batch: FrontendBatch): void;
  leave(stream: HubStream): void;
}

/** Counted for the whole process: an engine may outlive the hub that serves it. */
let opened = 0;

/** One connection to the embedded database; stands in for the socket that `pg` would open. */
export class HubStream extends Duplex {
  private readonly framer: FrontendFramer;
  private readonly hub: Hub;
  private ready = false;

  constructor(hub: Hub) {
    super({ allowHalfOpen: false });
    this.hub = hub;
    opened += 1;
    this.framer = new FrontendFramer(`${opened}.`);
  }

  /** Hands bytes of the server to the client. */
  receive(bytes: Buffer): void {
    // Nothing may come before the answer to the startup message, not even a notification for everybody.
    if (!this.ready && bytes[0] !== 'R'.charCodeAt(0)) return;
    this.ready = true;
    if (!this.destroyed && bytes.length > 0) this.push(bytes);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const batch of this.framer.push(chunk)) this.hub.submit(this, batch);
    done();
  }

  override _final(done: () => void): void {
    done();
    setImmediate(() => this.destroy());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.hub.leave(this);
    done(error);
  }

  // The rest is what `pg` calls on a socket.
  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
