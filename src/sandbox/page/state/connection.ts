import type { Patch } from '../../protocol.js';

export type ConnectionStatus = 'connecting' | 'open' | 'lost';

export type Connection = { close: () => void; retryNow: () => void };

type Listener = { onPatch: (patch: Patch) => void; onStatus: (status: ConnectionStatus) => void };

const firstDelay = 500;
const longestDelay = 5_000;

/**
 * Follows what one person sees. Reconnects by itself: the browser's own retry gives up for good when the server is
 * away and something answers with an error page, and it does not say when the next attempt is.
 */
export function connect(personId: string, listener: Listener): Connection {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let delay = firstDelay;
  let closed = false;

  const open = () => {
    window.clearTimeout(timer);
    source?.close();
    source = new EventSource(`/sandbox/events?as=${encodeURIComponent(personId)}&traffic=1`);
    source.onopen = () => {
      delay = firstDelay;
      listener.onStatus('open');
    };
    source.onmessage = (event: MessageEvent<string>) => listener.onPatch(JSON.parse(event.data) as Patch);
    source.onerror = () => {
      if (closed) return;
      source?.close();
      listener.onStatus('lost');
      timer = window.setTimeout(open, delay);
      delay = Math.min(delay * 1.6, longestDelay);
    };
  };

  open();
  return {
    close: () => {
      closed = true;
      window.clearTimeout(timer);
      source?.close();
    },
    retryNow: open,
  };
}
