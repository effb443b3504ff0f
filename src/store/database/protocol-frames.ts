/** What one client sent up to a point where the server answers. */
export interface FrontendBatch {
  bytes: Buffer;
  /** False after a Flush: the client is in the middle of an exchange and nobody else may speak. */
  complete: boolean;
}

const NOTIFICATION = 'A'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);
const FLUSH = 'H'.charCodeAt(0);
/** Query, Sync, Flush, FunctionCall, CopyDone, CopyFail: the messages that a client waits on. */
const ENDS_BATCH = new Set([...'QSHFcf'].map((letter) => letter.charCodeAt(0)));

/** Where the name of a prepared statement begins in a message; null where it names none. */
function nameAt(message: Buffer): number | null {
  switch (String.fromCharCode(message[0] ?? 0)) {
    case 'P':
      return 5;
    case 'B':
      // The portal is named first.
      return message.indexOf(0, 5) + 1;
    case 'C':
    case 'D':
      return message[5] === 'S'.charCodeAt(0) ? 6 : null;
    default:
      return null;
  }
}

/** The message with `mark` before the name of its prepared statement, if it has one. */
export function markStatement(message: Buffer, mark: string): Buffer {
  const at = nameAt(message);
  if (at === null || message[at] === 0) return message;
  const marked = Buffer.concat([message.subarray(0, at), Buffer.from(mark), message.subarray(at)]);
  marked.writeInt32BE(marked.length - 1, 1);
  return marked;
}

/**
 * Cuts the bytes of one client into batches of whole messages; one per connection. `mark` keeps the names of its prepared
 * statements apart from those of other clients.
 */
export class FrontendFramer {
  private readonly mark: string;
  private rest: Buffer = Buffer.alloc(0);
  private batch: Buffer[] = [];
  private started = false;

  constructor(mark = '') {
    this.mark = mark;
  }

  /** The batches that `chunk` completes. A Terminate message is swallowed: the stream's end says the same. */
  push(chunk: Buffer): FrontendBatch[] {
    const input = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const batches: FrontendBatch[] = [];
    let at = 0;
    for (;;) {
      // The startup message alone has no type byte before its length.
      const typeBytes = this.started ? 1 : 0;
      if (input.length < at + typeBytes + 4) break;
      const end = at + typeBytes + input.readInt32BE(at + typeBytes);
      if (input.length < end) break;
      const message = input.subarray(at, end);
      at = end;
      if (this.started && message[0] === TERMINATE) continue;
      this.batch.push(this.started && this.mark ? markStatement(message, this.mark) : message);
      if (this.started && !ENDS_BATCH.has(message[0] ?? 0)) continue;
      batches.push({ bytes: Buffer.concat(this.batch), complete: !this.started || message[0] !== FLUSH });
      this.batch = [];
      this.started = true;
    }
    this.rest = input.subarray(at);
    return batches;
  }
}

/** The NotificationResponse messages in an answer of the server, one after the other. */
export function notificationsIn(answer: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; at + 5 <= answer.length; ) {
    const end = at + 1 + answer.readInt32BE(at + 1);
    if (answer[at] === NOTIFICATION) found.push(answer.subarray(at, end));
    at = end;
  }
  return Buffer.concat(found);
}

/** Ends a half-sent exchange and whatever transaction a vanished client left behind. */
export function abandonTransaction(): Buffer {
  const sql = Buffer.from('ROLLBACK\0');
  const query = Buffer.alloc(5 + sql.length);
  query.write('Q');
  query.writeInt32BE(4 + sql.length, 1);
  sql.copy(query, 5);
  const sync = Buffer.from([0x53, 0, 0, 0, 4]);
  return Buffer.concat([sync, query]);
}
