import type { PGlite } from '@electric-sql/pglite';
import { type Hub, HubStream } from './hub-stream.js';
import { abandonTransaction, type FrontendBatch, notificationsIn } from './protocol-frames.js';

/** As long as a server gives an idle transaction: see postgres.ts. */
const IDLE_LIMIT = 60_000;

interface Job extends FrontendBatch {
  stream: HubStream;
}

/**
 * Shares PGlite's single session among several clients as a server with several connections would: batch after batch,
 * and a client that opened a transaction has the session to itself until the transaction ends.
 *
 * What stays different from a server: session settings and session-level advisory locks are common to all clients.
 */
export class SessionHub implements Hub {
  private readonly db: PGlite;
  private readonly idleLimit: number;
  private readonly streams = new Set<HubStream>();
  private readonly jobs: Job[] = [];
  private owner: HubStream | null = null;
  /** Runs while the owner keeps everybody waiting without asking for anything. */
  private idleTimer: NodeJS.Timeout | undefined;
  private pumping = false;
  /** Settles when the pump has nothing more to do. */
  private idle: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(db: PGlite, idleLimit = IDLE_LIMIT) {
    this.db = db;
    this.idleLimit = idleLimit;
  }

  /** A new connection, for `pg`'s `stream` option. */
  readonly connect = (): HubStream => {
    const stream = new HubStream(this);
    this.streams.add(stream);
    return stream;
  };

  /** Queues what a client sent; its answer arrives on the stream. */
  submit(stream: HubStream, batch: FrontendBatch): void {
    if (this.closed) {
      stream.destroy(new Error('The embedded database is closed'));
      return;
    }
    this.jobs.push({ stream, ...batch });
    this.wake();
  }

  /** The client is gone: what it queued is dropped and its open transaction is rolled back. */
  leave(stream: HubStream): void {
    this.streams.delete(stream);
    for (let i = this.jobs.length - 1; i >= 0; i--)
      if (this.jobs[i]?.stream === stream) this.jobs.splice(i, 1);
    this.wake();
  }

  /** Refuses further work, cuts the connections and rolls back what they left open. */
  async close(): Promise<void> {
    this.closed = true;
    for (const stream of this.streams) stream.destroy();
    this.jobs.length = 0;
    this.stopIdleTimer();
    await this.idle;
  }

  private wake(): void {
    if (!this.pumping) this.idle = this.pump();
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    try {
      for (;;) {
        if (this.owner?.destroyed) await this.abandon();
        const job = this.next();
        if (!job) break;
        this.stopIdleTimer();
        await this.run(job);
        // PGlite computes synchronously and promises never return to I/O: without this pause sockets and timers starve.
        await new Promise(setImmediate);
      }
    } finally {
      this.pumping = false;
    }
    if (this.owner) this.idleTimer ??= setTimeout(() => this.evict(), this.idleLimit).unref();
  }

  private stopIdleTimer(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  /** A transaction that was begun and forgotten would stop everybody for ever. */
  private evict(): void {
    this.idleTimer = undefined;
    this.owner?.destroy(new Error('The transaction was idle for too long and has been rolled back'));
  }

  private next(): Job | undefined {
    if (!this.owner) return this.jobs.shift();
    const mine = this.jobs.findIndex((job) => job.stream === this.owner);
    return mine < 0 ? undefined : this.jobs.splice(mine, 1)[0];
  }

  private async run(job: Job): Promise<void> {
    try {
      const answer = await this.execute(job.bytes);
      this.owner = this.db.isInTransaction() || !job.complete ? job.stream : null;
      this.deliver(job.stream, answer);
    } catch (error) {
      // Whatever state the session is in, it is rolled back before the next client.
      this.owner = job.stream;
      job.stream.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private async abandon(): Promise<void> {
    this.owner = null;
    this.stopIdleTimer();
    // A session that cannot even roll back would put the next client into a stranger's transaction.
    await this.execute(abandonTransaction()).catch(() => {
      this.closed = true;
    });
  }

  private async execute(bytes: Buffer): Promise<Buffer> {
    const chunks: Buffer[] = [];
    // Copies, because PGlite reuses the memory behind what it hands out.
    const onRawData = (data: Uint8Array) => void chunks.push(Buffer.from(data));
    await this.db.runExclusive(() => this.db.execProtocolRawStream(bytes, { onRawData }));
    return Buffer.concat(chunks);
  }

  private deliver(to: HubStream, answer: Buffer): void {
    to.receive(answer);
    const notifications = notificationsIn(answer);
    if (notifications.length === 0) return;
    for (const stream of this.streams) if (stream !== to) stream.receive(notifications);
  }
}
