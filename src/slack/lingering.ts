import type { SocketModeReceiver } from '@slack/bolt';

/** Slack gives a connection about ten seconds after it has said that it ends. */
const patienceMs = 2_500;
/** What Slack sent before it said so may still be on its way. */
const onItsWayMs = 250;

/** The parts of Socket Mode's client that matter here: it tells of everything that it hears and says. */
type Client = Pick<SocketModeReceiver['client'], 'on' | 'removeAllListeners' | 'listeners'>;

/**
 * Slack renews connections and says so ahead. The SDK then closes at once, and the answers to what is being worked on
 * are lost: people see an error although their click counts. Here it closes when these answers are out.
 */
export function lingering<Receiver extends { client: Client }>(receiver: Receiver): Receiver {
  const { client } = receiver;
  const unanswered = new Set<unknown>();
  let leave: (() => void) | null = null;
  const leaveIfIdle = () => {
    if (unanswered.size === 0) leave?.();
  };
  client.on('slack_event', ({ envelope_id }: { envelope_id?: string }) => unanswered.add(envelope_id));
  client.on('outgoing_message', ({ envelope_id }: { envelope_id?: string }) => {
    unanswered.delete(envelope_id);
    // After this, for the answer is written to the socket right after it is told of.
    setImmediate(leaveIfIdle);
  });
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const handle = () => {
      for (const handler of handlers) handler.call(client, data, isBinary);
    };
    const reason = goodbyeOf(data);
    if (reason === null) return handle();
    // Slack goes on sending for some seconds after a warning: who closes now loses what comes.
    if (reason === 'warning') return;
    const timer = setTimeout(() => leave?.(), patienceMs);
    const left = () => {
      clearTimeout(timer);
      leave = null;
      unanswered.clear();
      handle();
    };
    setTimeout(() => {
      leave = left;
      leaveIfIdle();
    }, onItsWayMs);
  });
  return receiver;
}

/** Why the connection ends; null for any other message. */
function goodbyeOf(data: unknown): string | null {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return null;
  try {
    const { type, reason } = JSON.parse(data);
    return type === 'disconnect' ? String(reason) : null;
  } catch {
    return null;
  }
}
